// SPDX-License-Identifier: BSL-1.0
// What an operator sees of calls: metrics, spans, logs, and what none of them shows.
#include "../support/engines.hpp"
#include "../support/failure_of.hpp"

#include <yonder/call/trace.hpp>
#include <yonder/spdlog.hpp>
#include <yonder/telemetry/metrics.hpp>
#include <yonder/telemetry/spans.hpp>
#include <yonder/yonder.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <httplib.h>
#include <spdlog/sinks/ostream_sink.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
namespace data = boost::unit_test::data;
using suite::engines;
using suite::failure_of;

namespace telemetry::v1 {

struct Login {
    std::string user;
    std::string password;
    int pin = 0;
};
BOOST_DESCRIBE_STRUCT(Login, (), (user, password, pin))
YONDER_ANNOTATE(Login, password, yonder::secret{})
YONDER_ANNOTATE(Login, pin, yonder::secret{})

class Gate {
public:
    virtual ~Gate() = default;
    virtual int open(Login const& who) = 0;
    virtual int unlock(std::string const& door, int code) = 0;
    virtual int count(int depth) = 0;
    virtual void note(int depth) = 0;
};
YONDER_INTERFACE(Gate, (), (open, who), (unlock, door, code), (count, depth), (note, depth))
YONDER_ANNOTATE(Gate, unlock, yonder::secret{"code"})

} // namespace telemetry::v1

using telemetry::v1::Gate;
using telemetry::v1::Login;

namespace {

struct Keeper : Gate {
    explicit Keeper(std::shared_ptr<Gate> behind = nullptr) : next(std::move(behind)) {}
    int open(Login const&) override { throw yonder::error(yonder::code::permission_denied, "no"); }
    int unlock(std::string const&, int) override { return 1; }
    int count(int depth) override {
        if (!next)
            return 1;
        if (depth > 1)
            yonder::send(next)->note(depth - 1);
        return 1 + next->count(depth - 1);
    }
    void note(int) override {}
    std::shared_ptr<Gate> next;
};

// A program of several: it serves, and calls on.
struct program {
    explicit program(std::string const& name, std::string const& next = {},
                     yonder::http::engine engine = yonder::http::engine::own)
        : host(objects, {.http_engine = engine}) {
        objects.name(name);
        if (next.empty()) {
            objects.bind<Gate>().to(std::make_shared<Keeper>());
        } else {
            objects.bind<Gate>("next").to_remote(next);
            objects.bind<Gate>().to<Keeper, yonder::named<Gate, "next">>();
        }
        host.expose<Gate>();
    }
    std::string start(std::string const& scheme = "http", yonder::listener_options options = {}) {
        options.is_trusted = true;
        host.listen(scheme + "://127.0.0.1:0", std::move(options));
        host.start();
        return host.urls().front();
    }

    yonder::container objects;
    yonder::host host;
};

// A collector of spans, which keeps them.
struct collector {
    collector() {
        server.Post("/v1/traces", [this](httplib::Request const& request, httplib::Response& response) {
            std::lock_guard const lock(mutex);
            requests.push_back(boost::json::parse(request.body));
            authorization = request.get_header_value("Authorization");
            response.status = status;
            response.set_content("{}", "application/json");
        });
        port = server.bind_to_any_port("127.0.0.1");
        serving = std::thread([this] { server.listen_after_bind(); });
    }
    ~collector() {
        server.stop();
        serving.join();
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port) + "/v1/traces"; }

    // All spans, with the service that each is of.
    std::vector<std::pair<std::string, boost::json::value>> spans() {
        std::lock_guard const lock(mutex);
        std::vector<std::pair<std::string, boost::json::value>> all;
        for (auto const& request : requests)
            for (auto const& resource : request.at("resourceSpans").as_array()) {
                std::string const service =
                    resource.at("resource").at("attributes").at(0).at("value").at("stringValue").as_string().c_str();
                for (auto const& scope : resource.at("scopeSpans").as_array())
                    for (auto const& one : scope.at("spans").as_array())
                        all.emplace_back(service, one);
            }
        return all;
    }

    std::mutex mutex;
    std::vector<boost::json::value> requests;
    std::string authorization;
    int status = 200;
    httplib::Server server;
    int port = 0;
    std::thread serving;
};

// The log of the library, while it lives.
struct logged {
    logged() {
        yonder::set_log_sink(yonder::json_lines([this](std::string_view line) {
            std::lock_guard const lock(mutex);
            lines.push_back(boost::json::parse({line.data(), line.size()}));
        }));
    }
    ~logged() { yonder::set_log_sink(nullptr); }
    std::string all() {
        std::lock_guard const lock(mutex);
        std::string text;
        for (auto const& one : lines)
            text += boost::json::serialize(one) + "\n";
        return text;
    }
    std::mutex mutex;
    std::vector<boost::json::value> lines;
};

std::string text(boost::json::value const& of, char const* name) {
    auto const* const found = of.as_object().if_contains(name);
    return found ? found->as_string().c_str() : "";
}

} // namespace

BOOST_AUTO_TEST_SUITE(telemetry_of_calls)

BOOST_DATA_TEST_CASE(metrics_are_a_page_of_the_listener_that_has_it, data::make(engines), engine) {
    yonder::metrics const counted;
    program shop("shop", {}, engine);
    shop.host.filter("metrics", counted.calls_served());
    yonder::listener_options inner;
    inner.name = "inner";
    inner.pages["/metrics"] = counted.page();
    inner.pages["/broken"] = []() -> yonder::page { throw std::runtime_error("out of ink"); };
    shop.host.listen("http://127.0.0.1:0");
    std::string const there = (shop.start("http", inner), shop.host.urls().back());
    yonder::container client;
    client.filter("metrics", counted.calls_made());
    client.bind<Gate>().to_remote(there);
    auto const gate = client.get<Gate>();
    logged const quiet;
    for (int i = 0; i < 3; ++i)
        gate->count(1);
    BOOST_CHECK_THROW(gate->open({}), yonder::remote_error);

    httplib::Client browser(there);
    auto const got = browser.Get("/metrics");
    BOOST_REQUIRE(got);
    BOOST_TEST(got->status == 200);
    BOOST_TEST(got->get_header_value("Content-Type") == "text/plain; version=0.0.4; charset=utf-8");
    for (std::string const side : {"made", "served"}) {
        auto const has = [&](std::string const& line) {
            BOOST_TEST(got->body.find(line) != std::string::npos, "no " << line << " in\n" << got->body);
        };
        has("yonder_calls_total{code=\"ok\",interface=\"telemetry.v1.Gate\",method=\"count\",side=\"" + side + "\"} 3");
        has("yonder_calls_total{code=\"permission_denied\",interface=\"telemetry.v1.Gate\",method=\"open\",side=\"" +
            side + "\"} 1");
        has("yonder_calls_in_flight{interface=\"telemetry.v1.Gate\",method=\"count\",side=\"" + side + "\"} 0");
        has("yonder_call_duration_seconds_count{interface=\"telemetry.v1.Gate\",method=\"count\",side=\"" + side +
            "\"} 3");
    }
    BOOST_TEST(browser.Head("/metrics")->status == 200);
    BOOST_TEST(browser.Get("/broken")->status == 500);
    BOOST_TEST(browser.Get("/metric")->status != 200);
    httplib::Client outsider(shop.host.urls().front());
    BOOST_TEST(outsider.Get("/metrics")->status == 404);
}

BOOST_AUTO_TEST_CASE(local_calls_are_seen_where_that_is_asked_for) {
    collector all;
    yonder::metrics const counted;
    yonder::span_exporter spans({.url = all.url()});
    yonder::container app;
    app.bind<Gate>("plain").to<Keeper>();
    app.bind<Gate>("counted").to<Keeper>().observed(counted.local_calls());
    app.bind<Gate>("traced").to_isolated<Keeper>().observed(spans.local_calls());
    BOOST_TEST(dynamic_cast<Keeper*>(app.get<Gate>("plain").get())); // the object itself
    BOOST_TEST(app.get<Gate>("counted")->count(1) == 1);
    BOOST_CHECK_THROW(app.get<Gate>("counted")->open({}), yonder::error);
    BOOST_TEST(app.get<Gate>("traced")->count(1) == 1);
    spans.flush();
    std::string const labels = "interface=\"telemetry.v1.Gate\",method=";
    for (std::string const& line :
         {"yonder_calls_total{code=\"ok\"," + labels + "\"count\",side=\"local\"} 1",
          "yonder_calls_total{code=\"permission_denied\"," + labels + "\"open\",side=\"local\"} 1"})
        BOOST_TEST(counted.text().find(line) != std::string::npos, counted.text());
    BOOST_REQUIRE(all.spans().size() == 1u);
    BOOST_TEST(all.spans().front().second.at("kind") == 1);
    BOOST_TEST(app.wiring().front() == "telemetry.v1.Gate@counted -> local [observed]");
}

BOOST_AUTO_TEST_CASE(an_activity_over_three_programs_and_a_message_is_one_tree) {
    collector all;
    for (std::string const scheme : {"http", "yonder"}) {
        {
            std::lock_guard const lock(all.mutex);
            all.requests.clear();
        }
        yonder::span_exporter of_stock({.url = all.url(), .service_name = "stock"});
        yonder::span_exporter of_orders({.url = all.url(), .service_name = "orders"});
        yonder::span_exporter of_web({.url = all.url(), .service_name = "web"});
        program stock("stock");
        stock.host.filter("spans", of_stock.calls_served());
        program orders("orders", stock.start(scheme));
        orders.host.filter("spans", of_orders.calls_served());
        orders.objects.filter("spans", of_orders.calls_made());
        yonder::container web;
        web.filter("spans", of_web.calls_made());
        web.bind<Gate>().to_remote(orders.start(scheme));
        BOOST_TEST(web.get<Gate>()->count(2) == 2);
        // The message goes on without its caller; its span is there when it has been worked on.
        std::vector<std::pair<std::string, boost::json::value>> spans;
        for (auto const until = std::chrono::steady_clock::now() + 20s; std::chrono::steady_clock::now() < until;) {
            of_web.flush();
            of_orders.flush();
            of_stock.flush();
            spans = all.spans();
            if (spans.size() >= 6)
                break;
            std::this_thread::sleep_for(5ms);
        }
        BOOST_REQUIRE(spans.size() == 6u);
        // Each as service, kind and name, and the same of its parent.
        std::map<std::string, std::string> named;
        auto const name_of = [](auto const& one) {
            return one.first + (one.second.at("kind") == 3 ? " calls " : " serves ") + text(one.second, "name");
        };
        for (auto const& one : spans)
            named[text(one.second, "spanId")] = name_of(one);
        BOOST_TEST(named.size() == 6u); // each has an id of its own
        std::multimap<std::string, std::string> tree;
        for (auto const& one : spans) {
            BOOST_TEST(text(one.second, "traceId") == text(spans.front().second, "traceId"));
            std::string const parent = text(one.second, "parentSpanId");
            tree.emplace(name_of(one), parent.empty() ? "" : named[parent]);
        }
        std::multimap<std::string, std::string> const expected{
            {"web calls telemetry.v1.Gate/count", ""},
            {"orders serves telemetry.v1.Gate/count", "web calls telemetry.v1.Gate/count"},
            {"orders calls telemetry.v1.Gate/note", "orders serves telemetry.v1.Gate/count"},
            {"orders calls telemetry.v1.Gate/count", "orders serves telemetry.v1.Gate/count"},
            {"stock serves telemetry.v1.Gate/note", "orders calls telemetry.v1.Gate/note"},
            {"stock serves telemetry.v1.Gate/count", "orders calls telemetry.v1.Gate/count"}};
        BOOST_TEST((tree == expected), scheme);
    }
}

BOOST_AUTO_TEST_CASE(a_span_says_what_failed_and_a_trace_that_is_not_sampled_has_none) {
    collector all;
    yonder::span_exporter spans({.url = all.url(), .fields = {{"Authorization", "Bearer t"}}, .service_name = "web"});
    program shop("shop");
    yonder::container web;
    web.filter("spans", spans.calls_made());
    web.bind<Gate>().to_remote(shop.start());
    BOOST_CHECK_THROW(web.get<Gate>()->open({}), yonder::remote_error);
    yonder::trace_context unsampled;
    unsampled.id[0] = 1;
    {
        yonder::context_switch const scope(yonder::context::current().with(unsampled));
        web.get<Gate>()->count(1);
    }
    spans.flush();
    auto const found = all.spans();
    BOOST_REQUIRE(found.size() == 1u);
    BOOST_TEST(found.front().second.at("status").at("code") == 2);
    BOOST_TEST(text(found.front().second.at("status"), "message").find("no") != std::string::npos);
    BOOST_TEST(all.authorization == "Bearer t");
    BOOST_TEST(spans.dropped() == 0u);
}

BOOST_AUTO_TEST_CASE(a_collector_that_is_not_there_costs_spans_and_no_call) {
    logged seen;
    program shop("shop");
    yonder::span_exporter spans({.url = "http://127.0.0.1:1/v1/traces", .max_waiting = 2});
    yonder::container web;
    web.filter("spans", spans.calls_made());
    web.bind<Gate>().to_remote(shop.start());
    for (int i = 0; i < 5; ++i)
        BOOST_TEST(web.get<Gate>()->count(1) == 1);
    spans.flush();
    BOOST_TEST(spans.dropped() == 5u);
    BOOST_TEST(
        seen.all().find("spans are dropped, as the collector at http://127.0.0.1:1/v1/traces does not take them: ") !=
        std::string::npos);
    BOOST_CHECK_THROW(yonder::span_exporter({.url = "carrier://pigeon"}), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(a_budget_fails_or_warns_when_an_activity_loops_over_the_network) {
    logged seen;
    program shop("shop");
    std::string const there = shop.start();
    yonder::container strict, lenient;
    strict.filter("budget", yonder::budget({.calls = 3, .fails = true}));
    strict.bind<Gate>().to_remote(there);
    lenient.filter("budget", yonder::budget({.calls = 3}));
    lenient.bind<Gate>().to_remote(there);
    auto const in_one_activity = [](auto const& work) {
        yonder::call_scope const scope{
            yonder::activity(yonder::uuid_from_string("0190c2a0-0000-7000-8000-000000000001").value())};
        work();
    };
    auto const gate = strict.get<Gate>();
    for (int i = 0; i < 10; ++i)
        gate->count(1); // each call is an activity of its own
    in_one_activity([&] {
        for (int i = 0; i < 3; ++i)
            gate->count(1);
        auto const failed = failure_of([&] { return gate->count(1); });
        BOOST_TEST((failed.code == yonder::code::resource_exhausted));
        BOOST_TEST((failed.reached == yonder::reached::not_sent));
        BOOST_TEST(failed.message ==
                   "telemetry.v1.Gate.count: the activity 0190c2a0-0000-7000-8000-000000000001 has made 3 "
                   "remote calls, which is its budget: call less often, for many things at once, or "
                   "raise budget_options::calls");
    });
    in_one_activity([&] {
        for (int i = 0; i < 6; ++i)
            lenient.get<Gate>()->count(1);
    });
    BOOST_TEST(seen.lines.size() == 1u); // one warning
    BOOST_TEST(text(seen.lines.front(), "level") == "warning");
}

BOOST_AUTO_TEST_CASE(logged_calls_have_fields_and_hide_what_is_secret) {
    for (std::string const scheme : {"http", "yonder"}) {
        logged seen;
        program shop("shop");
        shop.host.filter("log", yonder::logged_calls(true));
        yonder::container web;
        web.name("web");
        web.filter("log", yonder::logged_calls(true));
        web.bind<Gate>().to_remote(shop.start(scheme));
        auto const gate = web.get<Gate>();
        gate->unlock("front", 1234);
        BOOST_CHECK_THROW(gate->open({"ada", "hunter2", 4321}), yonder::remote_error);
        BOOST_REQUIRE(seen.lines.size() == 4u);
        std::map<std::string, boost::json::value> by_side;
        for (auto const& one : seen.lines)
            by_side[text(one, "side") + " " + text(one, "method")] = one;
        for (std::string const side : {"made", "served"}) {
            auto const unlock = by_side[side + " unlock"], open = by_side[side + " open"];
            BOOST_TEST(text(unlock, "line") == "telemetry.v1.Gate/unlock ok");
            BOOST_TEST(text(unlock, "arguments") == R"({"door":"front","code":"***"})");
            BOOST_TEST(text(open, "code") == "permission_denied");
            BOOST_TEST(text(open, "level") == "warning");
            BOOST_TEST(text(open, "arguments") == R"({"who":{"user":"ada","password":"***","pin":"***"}})");
            BOOST_TEST(text(open, "id").size() == 36u);
        }
        BOOST_TEST(text(by_side["served open"], "sender") == "web");
        BOOST_TEST(text(by_side["served open"], "id") == text(by_side["made open"], "id"));
        BOOST_TEST(seen.all().find("hunter2") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(errors_do_not_show_what_is_secret) {
    program shop("shop");
    httplib::Client client(shop.start());
    auto const told = [&](char const* method, char const* body) {
        auto const got = client.Post((std::string("/telemetry.v1.Gate/") + method).c_str(), body, "application/json");
        BOOST_TEST(got->status == 400);
        return got->body;
    };
    BOOST_TEST(
        told("open", R"({"who":{"user":"ada","password":"x","pin":"hunter2"}})") ==
        "{\"code\":\"invalid_argument\",\"message\":\"telemetry.v1.Gate.open: who.pin: is not what it must be, and "
        "is secret (line 1, column 43)\",\"reached\":\"not_sent\"}");
    BOOST_TEST(told("open", R"({"who":{"pin":"hunter2","user":"ada"}})").find("hunter2") == std::string::npos);
    BOOST_TEST(
        told("unlock", R"({"door":"front","code":"hunter2"})") ==
        "{\"code\":\"invalid_argument\",\"message\":\"telemetry.v1.Gate.unlock: code: is not what it must be, and is "
        "secret\",\"reached\":\"not_sent\"}");
    BOOST_TEST(told("open", R"({"who":{"user":7}})").find("user") != std::string::npos);
    // Where something else should stand, it may be what is secret.
    for (auto const& [method, body] : {std::pair("open", R"({"who":"hunter2"})"),
                                       {"open", R"(["hunter2"])"},
                                       {"open", R"("hunter2")"},
                                       {"open", R"({"who":{"user":"a","pin":1 "hunter2"}})"},
                                       {"unlock", R"({"door":"a","code":1 "hunter2"})"},
                                       {"unlock", R"({"door":"a","code":1} "hunter2")"}})
        BOOST_TEST(told(method, body).find("hunter2") == std::string::npos, told(method, body));
}

BOOST_AUTO_TEST_CASE(spdlog_gets_lines_with_their_fields) {
    std::ostringstream out;
    auto const logger =
        std::make_shared<spdlog::logger>("calls", std::make_shared<spdlog::sinks::ostream_sink_mt>(out));
    logger->set_pattern("%l %v");
    yonder::set_log_sink(yonder::spdlog_sink(logger));
    yonder::log_field const fields[] = {{"code", "ok"}, {"user", "Ada L"}};
    yonder::log(yonder::log_level::information, "a call", fields);
    yonder::log(yonder::log_level::failure, "oh");
    yonder::set_log_sink(nullptr);
    BOOST_TEST(out.str() == "info a call code=ok user=\"Ada L\"\nerror oh\n");
}

BOOST_AUTO_TEST_SUITE_END()
