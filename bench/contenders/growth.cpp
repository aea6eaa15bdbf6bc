// SPDX-License-Identifier: BSL-1.0
// Ours again, with more to choose from. The address begins with what there is much of: "methods 50 URL" is an interface
// of 50 methods, whose last is called; "interfaces 1000 URL" is a server of so many interfaces, of which one is called.
// An interface has at most 52 methods; yonder::implement for more, from bases, takes minutes to compile at -O3.
#include "driver.hpp"

#include <yonder/http/server.hpp>
#include <yonder/yonder.hpp>

#include <boost/preprocessor/punctuation/comma_if.hpp>
#include <boost/preprocessor/repetition/repeat.hpp>

#include <sstream>
#include <thread>

namespace bench {

#define BENCH_METHOD(z, n, prefix) virtual std::int64_t prefix##n(std::int64_t id) = 0;
#define BENCH_ENTRY(z, n, prefix) BOOST_PP_COMMA_IF(n)(prefix##n, id)
#define BENCH_INTERFACE(name, prefix, count)                                                                           \
    class name {                                                                                                       \
    public:                                                                                                            \
        virtual ~name() = default;                                                                                     \
        BOOST_PP_REPEAT(count, BENCH_METHOD, prefix)                                                                   \
    };                                                                                                                 \
    YONDER_INTERFACE(name, (), BOOST_PP_REPEAT(count, BENCH_ENTRY, prefix))

BENCH_INTERFACE(One, one, 1)
BENCH_INTERFACE(Ten, ten, 10)
BENCH_INTERFACE(Fifty, fifty, 50)

} // namespace bench

namespace {

struct place {
    std::string what;
    unsigned count = 0;
    std::string url;

    std::string prefix() const { return what + " " + std::to_string(count) + " "; }
};

place parse(std::string const& address) {
    place parsed;
    std::istringstream(address) >> parsed.what >> parsed.count >> parsed.url;
    return parsed;
}

template <class I>
std::shared_ptr<I> echo() {
    return yonder::implement<I>([](auto call) -> std::int64_t { return std::get<0>(call.arguments()); });
}

template <class I>
void serve_one(place const& at, std::function<void(std::string const&)> const& ready) {
    yonder::container app;
    app.bind<I>().to(echo<I>());
    yonder::host host(app);
    host.expose<I>().listen(at.url);
    host.start();
    ready(at.prefix() + host.urls().front());
    host.wait();
}

// The others are the one under other names: what is looked up is as much, and what is compiled is not.
void serve_many(place const& at, std::function<void(std::string const&)> const& ready) {
    if (!at.url.starts_with("http"))
        bench::give_up("interfaces under other names are served over HTTP only");
    auto const services = std::make_shared<yonder::rpc::registry>();
    yonder::rpc::service const called = yonder::rpc::make_service<bench::One>(echo<bench::One>());
    services->add(called);
    std::vector<std::string> names;
    std::vector<yonder::interface_descriptor> others(at.count - 1, *called.description);
    for (std::size_t i = 0; i < others.size(); ++i)
        names.push_back("bench.Other" + std::to_string(i));
    for (std::size_t i = 0; i < others.size(); ++i) {
        others[i].name = names[i];
        services->add({&others[i], called.target});
    }
    yonder::http::server server(services);
    std::string const url = server.listen(at.url);
    server.start();
    ready(at.prefix() + url);
    for (;;)
        std::this_thread::sleep_for(std::chrono::hours(1));
}

void serve(std::string const& address, std::function<void(std::string const&)> const& ready) {
    place const at = parse(address);
    if (at.what == "interfaces")
        serve_many(at, ready);
    else if (at.count == 1)
        serve_one<bench::One>(at, ready);
    else if (at.count == 10)
        serve_one<bench::Ten>(at, ready);
    else if (at.count == 50)
        serve_one<bench::Fifty>(at, ready);
    bench::give_up("there is no interface of so many methods");
}

template <class I>
class client : public bench::caller {
public:
    client(std::string const& url, std::int64_t (I::*method)(std::int64_t)) : method_(method) {
        yonder::container app;
        app.bind<I>().to_remote(url);
        target_ = app.get<I>();
    }

    void find(std::int64_t id) override { bench::expect(((*target_).*method_)(id) == id); }
    void list(std::int64_t) override { bench::give_up("only the small call is there"); }

private:
    std::shared_ptr<I> target_;
    std::int64_t (I::*method_)(std::int64_t);
};

std::unique_ptr<bench::caller> connect(std::string const& address) {
    place const at = parse(address);
    if (at.what == "interfaces" || at.count == 1)
        return std::make_unique<client<bench::One>>(at.url, &bench::One::one0);
    if (at.count == 10)
        return std::make_unique<client<bench::Ten>>(at.url, &bench::Ten::ten9);
    return std::make_unique<client<bench::Fifty>>(at.url, &bench::Fifty::fifty49);
}

} // namespace

int main(int count, char** arguments) { return bench::run(count, arguments, {serve, connect, {}, {}}); }
