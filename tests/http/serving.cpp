// SPDX-License-Identifier: BSL-1.0
// Servers that begin and end, and the limits they keep for calls of typed clients.
#include "../support/patience.hpp"
#include "bare_client.hpp"
#include "service.hpp"

#include <yonder/call/error.hpp>

#include <boost/test/unit_test.hpp>
#include <sys/stat.h>

#include <atomic>
#include <cstdio>
#include <future>
#include <set>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

using web::running;
using namespace std::chrono_literals;

namespace {

std::string const path = "/web.v1.Service/";
std::string const call_of_add = R"({"a":2,"b":3})";

bool contains(std::string const& text, std::string_view part) { return text.find(part) != text.npos; }

bare::answer ask(running const& here, std::string const& request) {
    auto client = bare::connect(here.port());
    client.send(request);
    return client.read();
}

std::string text_of(auto const& action) {
    try {
        action();
    } catch (std::system_error const& caught) {
        return caught.what();
    }
    return "no system_error";
}

std::string temporary_name() {
    static std::atomic<int> count = 0;
    return "/tmp/yonder-serving-" + std::to_string(getpid()) + "-" + std::to_string(++count) + ".sock";
}

} // namespace

BOOST_AUTO_TEST_SUITE(http_serving)

BOOST_AUTO_TEST_CASE(a_call_at_work_is_answered_while_the_server_stops) {
    running here;
    auto client = bare::connect(here.port());
    client.send(bare::post(path + "slow", R"({"milliseconds":20000})"));
    BOOST_TEST(here.target->has_begun(1));
    auto stopping = std::async(std::launch::async, [&] { here.server.stop(); });
    BOOST_TEST((stopping.wait_for(100ms) == std::future_status::timeout));
    here.target->release();
    auto const answer = client.read();
    BOOST_TEST(answer.body == R"({"result":-1})");
    BOOST_TEST(answer.head.find("Connection: close") != std::string::npos, answer.head); // no more calls
    BOOST_TEST((stopping.wait_for(suite::patience) == std::future_status::ready));
    here.server.stop(); // again, which is nothing
}

BOOST_AUTO_TEST_CASE(stopping_says_what_it_still_waits_for) {
    web::logged const log;
    yonder::http::server_options options;
    options.drain = 50ms;
    running here(options);
    auto client = bare::connect(here.port());
    client.send(bare::post(path + "slow", R"({"milliseconds":20000})"));
    BOOST_TEST(here.target->has_begun(1));
    auto stopping = std::async(std::launch::async, [&] { here.server.stop(); });
    auto const end = web::clock::now() + suite::patience;
    while (log.text().empty() && web::clock::now() < end)
        std::this_thread::sleep_for(5ms);
    BOOST_TEST(log.text() == "stopping cancels 1 calls at work, and waits for them: web.v1.Service.slow\n");
    here.target->release();
}

BOOST_AUTO_TEST_CASE(calls_that_a_stop_ends_are_unavailable_whatever_their_handlers_make_of_it) {
    web::logged const log;
    yonder::http::server_options options;
    options.drain = 50ms;
    running here(options);
    auto const failure_of_slow = [&] {
        try {
            web::remote(here.url)->slow(20000);
        } catch (yonder::remote_error const& caught) {
            return caught.as_failure();
        }
        return yonder::failure();
    };
    auto read_here = std::async(std::launch::async, [&] { // in the thread of the connection
        yonder::call_scope const scope{yonder::timeout(60s)};
        return failure_of_slow();
    });
    auto posted = std::async(std::launch::async, [&] { // in one of its own
        yonder::call_scope const scope{yonder::timeout(4s)};
        return failure_of_slow();
    });
    BOOST_TEST(here.target->has_begun(2));
    auto stopping = std::async(std::launch::async, [&] { here.server.stop(); });
    auto const end = web::clock::now() + suite::patience;
    while (log.text().empty() && web::clock::now() < end)
        std::this_thread::sleep_for(5ms);
    BOOST_TEST(log.text() == "stopping cancels 2 calls at work, and waits for them: web.v1.Service.slow (2)\n");
    std::this_thread::sleep_for(50ms);
    here.target->release(); // and they return
    for (auto* const one : {&read_here, &posted}) {
        auto const failed = one->get();
        BOOST_TEST((failed.code == yonder::code::unavailable));
        BOOST_TEST(failed.transport_status == 503);
        BOOST_TEST(failed.message == "web.v1.Service.slow: the server stopped before the call ended");
    }
}

BOOST_AUTO_TEST_CASE(the_text_of_an_undeclared_exception_goes_to_the_log_alone) {
    web::logged const log;
    running const here;
    auto const answer = ask(here, bare::post(path + "secret", "{}"));
    BOOST_TEST(answer.status == 500);
    BOOST_TEST(answer.body ==
               R"({"code":"unknown","message":"web.v1.Service.secret: failed with an exception that its )"
               R"(interface does not declare; the log of the server has the reason"})");
    BOOST_TEST(log.text().starts_with("call "));
    BOOST_TEST(log.text().ends_with(
        ": web.v1.Service.secret: failed with an exception that its interface does not declare: secret\n"));
}

BOOST_AUTO_TEST_CASE(a_declared_exception_is_an_error_with_details) {
    running const here;
    auto const answer = ask(here, bare::post(path + "fail", "{}"));
    BOOST_TEST(answer.status == 400);
    BOOST_TEST(contains(answer.body, R"("code":"failed_precondition")"));
    BOOST_TEST(contains(answer.body, R"("type":"web.v1.Refused")"));
    BOOST_TEST(contains(answer.body, R"("debug":{"why":"not today"})"));
}

BOOST_AUTO_TEST_CASE(handlers_that_outlive_their_answers_count_against_the_limit) {
    yonder::http::server_options options;
    options.max_in_flight = 2;
    running const here(options);
    std::string const shortly = "Connect-Timeout-Ms: 30\r\n";
    std::string const in_time = "Connect-Timeout-Ms: 3000\r\n";
    for (int i = 0; i < 2; ++i)
        BOOST_TEST(ask(here, bare::post(path + "slow", R"({"milliseconds":20000})", shortly)).status == 504);
    BOOST_TEST(ask(here, bare::post(path + "add", call_of_add, in_time)).status == 429);
    here.target->release();
    auto const end = web::clock::now() + suite::patience;
    int status = 429;
    while (status == 429 && web::clock::now() < end)
        status = ask(here, bare::post(path + "add", call_of_add, in_time)).status;
    BOOST_TEST(status == 200);
}

BOOST_AUTO_TEST_CASE(a_proxy_calls_over_a_unix_socket) {
    std::string const name = temporary_name();
    running const here({}, "http+unix://" + name);
    BOOST_TEST(here.url == "http+unix://" + name);
    BOOST_TEST(web::remote(here.url)->add(2, 3) == 5);
    BOOST_TEST(web::remote(here.url)->big(100'000).size() == 100'000);
}

BOOST_AUTO_TEST_CASE(the_socket_file_of_a_live_server_is_not_stolen) {
    std::string const name = temporary_name();
    running const here({}, "http+unix://" + name);
    BOOST_TEST(text_of([&] { running const other({}, here.url); }) ==
               "cannot listen at http+unix://" + name + ": Address already in use");
    BOOST_TEST(web::remote(here.url)->add(2, 3) == 5);
}

BOOST_AUTO_TEST_CASE(a_path_too_long_for_a_socket_is_refused) {
    std::string const where = "http+unix:///tmp/" + std::string(200, 'x');
    BOOST_TEST(contains(text_of([&] { running const other({}, where); }), "cannot listen at " + where + ": "));
}

BOOST_AUTO_TEST_CASE(an_address_that_is_not_to_be_had_is_named) {
    running const here;
    BOOST_TEST(text_of([&] { running const other({}, here.url); }) ==
               "cannot listen at " + here.url + ": Address already in use");
    BOOST_TEST(contains(text_of([&] { running const other({}, "http://192.0.2.1:0"); }),
                        "cannot listen at http://192.0.2.1:0, which is no address of this machine: "));
}

BOOST_AUTO_TEST_CASE(one_server_listens_at_several_addresses) {
    std::string const name = temporary_name();
    auto const target = std::make_shared<web::handler>();
    yonder::http::server server(running::registry_of(target), suite::with_engine());
    std::vector<std::string> const urls{server.listen("http://127.0.0.1:0"), server.listen("http://localhost:0"),
                                        server.listen("http+unix://" + name)};
    server.start();
    for (auto const& one : urls)
        BOOST_TEST(web::remote(one)->add(2, 3) == 5);
    BOOST_TEST(std::set(urls.begin(), urls.end()).size() == 3);
}

BOOST_AUTO_TEST_SUITE_END()
