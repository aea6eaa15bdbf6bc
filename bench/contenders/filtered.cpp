// SPDX-License-Identifier: BSL-1.0
// Ours, with one thing more between a proxy and a method on both sides. The address is that thing's name and a URL:
// "metrics http://127.0.0.1:0".
#include "../catalog.hpp"
#include "driver.hpp"

#include <yonder/telemetry/metrics.hpp>
#include <yonder/telemetry/spans.hpp>
#include <yonder/yonder.hpp>

#include <algorithm>
#include <utility>

namespace {

struct place {
    std::string what;
    std::string url;
};

place parse(std::string const& address) {
    std::size_t const space = address.rfind(' ');
    return {address.substr(0, space), address.substr(space + 1)};
}

yonder::security::key key_of(std::string const& what) {
    if (what == "signature, HMAC")
        return yonder::security::key::shared_secret("bench", "a secret of thirty-two bytes and more");
    // Of nobody: made for this benchmark.
    return yonder::security::key::private_key("bench",
                                              "-----BEGIN PRIVATE KEY-----\n"
                                              "MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n"
                                              "-----END PRIVATE KEY-----\n");
}

yonder::metrics& counted() {
    static yonder::metrics instance;
    return instance;
}

// With nobody to take them, so that what is measured is how they are made.
yonder::span_exporter& spans() {
    static yonder::span_exporter instance({.url = "http://127.0.0.1:1"});
    return instance;
}

yonder::filter served(std::string const& what) {
    if (what == "observing")
        return yonder::observing([](yonder::observed_call const&) {});
    if (what == "trace lines")
        return yonder::trace_lines("bench", "", [](std::string_view) {});
    if (what == "logged calls")
        return yonder::logged_calls();
    if (what == "logged calls with arguments")
        return yonder::logged_calls(true);
    if (what == "metrics")
        return counted().calls_served();
    if (what == "spans")
        return spans().calls_served();
    if (what == "gathering")
        return yonder::gathering([](yonder::request&) {});
    if (what == "policy")
        return yonder::authorized(
            [](yonder::message_header const&, yonder::method_descriptor const&) { return yonder::decision::allow(); });
    return {};
}

yonder::filter made(std::string const& what) {
    if (what == "metrics")
        return counted().calls_made();
    if (what == "spans")
        return spans().calls_made();
    if (what == "budget")
        return yonder::budget();
    if (what == "bearer token")
        return yonder::gathering(
            [](yonder::request& one) { one.header.metadata.emplace_back("Authorization", "Bearer of-the-first-day"); });
    return what == "policy" ? yonder::filter() : served(what);
}

void serve(std::string const& address, std::function<void(std::string const&)> const& ready) {
    place const at = parse(address);
    yonder::set_log_sink(nullptr);
    yonder::container app;
    app.bind<bench::Catalog>().to<bench::Shelf>();
    yonder::host host(app);
    host.expose<bench::Catalog>();
    if (auto run = served(at.what))
        host.filter(at.what, std::move(run));
    yonder::listener_options options;
    options.is_trusted = at.what == "header";
    if (at.what.starts_with("signature")) {
        yonder::security::verifier_options accepted;
        accepted.keys = {key_of(at.what)};
        accepted.max_nonces = 10'000'000;
        options.signatures = std::make_shared<yonder::security::verifier const>(std::move(accepted));
        options.requires_signature = true;
    }
    if (at.what == "bearer token") {
        options.authenticate = yonder::bearer_tokens([](std::string_view) {
            return std::optional(yonder::user{"customer", "Ada", {{"role", "buyer"}}});
        });
        options.requires_user = true;
    }
    host.listen(at.url, std::move(options));
    host.start();
    ready(at.what + ' ' + host.urls().front());
    host.wait();
}

class client : public bench::caller {
public:
    explicit client(std::string const& address) {
        place const at = parse(address);
        yonder::set_log_sink(nullptr);
        yonder::container app;
        if (auto run = made(at.what))
            app.filter(at.what, std::move(run));
        auto&& binding = app.bind<bench::Catalog>();
        if (at.what == "source")
            binding.to_source(yonder::static_sources({{"bench.Catalog", {at.url}}}));
        else
            binding.to_remote(at.url);
        if (at.what.starts_with("signature"))
            binding.signed_by(key_of(at.what));
        catalog_ = app.get<bench::Catalog>();
    }

    void find(std::int64_t id) override { bench::expect(catalog_->find(id).id == id); }
    void list(std::int64_t) override { bench::give_up("only the small call is there"); }

private:
    std::shared_ptr<bench::Catalog> catalog_;
};

} // namespace

int main(int count, char** arguments) {
    return bench::run(count, arguments,
                      {serve, [](std::string const& address) { return std::make_unique<client>(address); }, {}, {}});
}
