// SPDX-License-Identifier: BSL-1.0
// The ways to call an object that suites run over.
#ifndef TESTS_RPC_BINDINGS_HPP
#define TESTS_RPC_BINDINGS_HPP

#include <yonder/http/client.hpp>
#include <yonder/rpc/remote.hpp>
#include <yonder/telemetry/metrics.hpp>
#include <yonder/telemetry/spans.hpp>
#include <yonder/yonder.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace suite {

// A transport that a program could have: carries calls as bytes to services of this process.
class loopback final : public yonder::invoker {
public:
    explicit loopback(yonder::rpc::service to) : to_(std::move(to)) {}

    void start(yonder::request& what, std::shared_ptr<yonder::exchange> caller) override {
        yonder::payload arguments{yonder::format::binary, {}};
        try {
            what.encode(arguments.form, arguments.bytes);
        } catch (std::exception const& caught) {
            yonder::failure wrong;
            wrong.code = yonder::code::invalid_argument;
            wrong.message = full_name(what.method()) + ": the arguments have no form: " + caught.what();
            caller->fail(std::move(wrong));
            return;
        }
        yonder::request carried(what.method(), std::move(arguments));
        carried.header = what.header;
        carried.reply_form = yonder::format::binary;
        to_.target->start(carried, std::move(caller));
    }

private:
    yonder::rpc::service to_;
};

// A binding, made anew for each test. `where` is its name in the list below.
template <class I, class Real>
class world {
public:
    explicit world(std::string const& where) : where_(where) {
        yonder::set_log_sink(nullptr);
        if (where == "direct") {
            client_.bind<I>().template to<Real>();
        } else if (where == "isolated") {
            client_.bind<I>().template to_isolated<Real>();
        } else if (where == "own transport") {
            client_.add_transport("loopback", [](std::string_view, yonder::app::target const&) {
                return std::make_shared<loopback>(yonder::rpc::make_service<I>(std::make_shared<Real>()));
            });
            client_.bind<I>().to_remote("loopback://here");
        } else {
            server_.bind<I>().template to<Real>();
            host_.expose<I>();
            yonder::listener_options as;
            if (is_filtered())
                as = filter_all();
            host_.listen(where == "unix"             ? "http+unix://" + socket_
                         : where == "wire+unix"      ? "yonder+unix://" + socket_
                         : where.starts_with("wire") ? "yonder://127.0.0.1:0"
                                                     : "http://127.0.0.1:0",
                         std::move(as));
            host_.start();
            if (is_filtered())
                client_.bind<I>().to_source(
                    yonder::static_sources({{std::string(yonder::type_name<I>()), {host_.urls().front()}}}));
            else
                client_.bind<I>().to_remote(host_.urls().front());
        }
        service_ = where == "binary" ? in_binary() : client_.get<I>();
    }
    ~world() { yonder::set_log_sink(nullptr); }

    I* operator->() { return service_.get(); }
    std::shared_ptr<I> const& service() const { return service_; }
    bool is_direct() const { return where_ == "direct"; }
    bool is_filtered() const { return where_.ends_with("filtered"); } // its server trusts, and wants a token
    bool is_remote() const { return where_ != "direct" && where_ != "isolated"; }
    bool has_server() const { return is_remote() && where_ != "own transport"; }

    // Of the server that remote bindings have.
    std::string url() const { return host_.urls().front(); }
    void stop_server() { host_.stop(); }

private:
    static yonder::host_options options_of(std::string const& where) {
        yonder::host_options options;
        options.drain = std::chrono::milliseconds(500); // for tests that stop it under calls
        if (where == "http by cpp-httplib")
            options.http_engine = yonder::http::engine::cpp_httplib;
        return options;
    }
    // All that can stand between a proxy and a method, and is to change nothing. But for signatures, which streams of
    // arguments do not have.
    yonder::listener_options filter_all() {
        auto const look = [](yonder::observed_call const&) {};
        client_.name("suite");
        client_.filter("budget", yonder::budget({.calls = 1'000'000, .fails = true}));
        client_.filter("observed", yonder::observing(look));
        client_.filter("log", yonder::logged_calls(true));
        client_.filter("metrics", metrics_.calls_made());
        client_.filter("spans", spans_.calls_made());
        client_.gather("token", [](yonder::request& what) {
            what.header.metadata.emplace_back("Authorization", "Bearer of the suite");
        });
        host_.filter("observed", yonder::observing(look));
        host_.filter("log", yonder::logged_calls(true));
        host_.filter("metrics", metrics_.calls_served());
        host_.filter("spans", spans_.calls_served());
        host_.filter("traced", yonder::trace_lines("server", {}, [](std::string_view) {}));
        host_.authorize([](yonder::message_header const& header, yonder::method_descriptor const&) {
            return header.from && header.sender == "suite" ? yonder::decision::allow() : yonder::decision::deny("who?");
        });
        yonder::listener_options as;
        as.is_trusted = true;
        as.authenticate = [](yonder::message_header const& header) -> std::optional<yonder::user> {
            if (find_field(header, "authorization") != "Bearer of the suite")
                throw yonder::error(yonder::code::unauthenticated, "it is not of the suite");
            return std::nullopt;
        };
        return as;
    }
    std::shared_ptr<I> in_binary() {
        yonder::http::client_options options;
        options.form = yonder::format::binary;
        return yonder::rpc::make_remote<I>(yonder::http::connect(host_.urls().front(), options));
    }

    std::string where_;
    std::string socket_ =
        (std::filesystem::temp_directory_path() / ("yonder-suite-" + std::to_string(::getpid()))).string();
    // For filter_all().
    yonder::metrics metrics_;
    yonder::span_exporter spans_{{.url = "http://127.0.0.1:1"}}; // where nobody takes them
    yonder::container server_;
    yonder::host host_{server_, options_of(where_)};
    yonder::container client_; // goes first, with its connections
    std::shared_ptr<I> service_;
};

inline bool is_binary(std::string const& binding) {
    return binding == "binary" || binding == "own transport" || binding.starts_with("wire");
}

inline auto const bindings =
    boost::unit_test::data::make({"direct", "isolated", "http", "http by cpp-httplib", "unix", "binary", "wire",
                                  "wire+unix", "http filtered", "wire filtered", "own transport"});

} // namespace suite

#endif
