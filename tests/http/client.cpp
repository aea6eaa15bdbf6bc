// SPDX-License-Identifier: BSL-1.0
// What a caller is told, whatever the server does: the code, and how far the call got.
#include "../support/patience.hpp"
#include "fake_service.hpp"
#include "raw_socket.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <future>
#include <vector>

using namespace std::chrono_literals;
using yonder::code;
using yonder::reached;

namespace {

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// The failure of a call to a server that answers everything with `text` and then closes.
yonder::failure failure_from(std::string const& text, yonder::http::client_options options = {}) {
    raw::server server([&](raw::connection& peer) {
        peer.read_message();
        peer.send(text);
    });
    return fake::failure_of(*yonder::http::connect(server.url(), std::move(options)), "echo");
}

} // namespace

BOOST_AUTO_TEST_SUITE(http_client)

BOOST_AUTO_TEST_CASE(a_request_has_the_form_that_connect_wants) {
    std::string seen;
    raw::server server([&](raw::connection& peer) {
        seen = peer.read_message();
        peer.send(raw::reply("200 OK", "[]"));
    });
    auto const client = yonder::http::connect(server.url() + "/prefix/");
    std::string const arguments = R"({"a":1})";
    yonder::request what(fake::method("echo"), &arguments);
    what.header.metadata = {{"X-Tenant", "north"}};
    BOOST_TEST(call_and_wait(*client, what, yonder::clock::now() + 5s).bytes == "[]");
    server.stop(); // so that its thread is done with what was seen
    BOOST_TEST(seen.starts_with("POST /prefix/fake.Service/echo HTTP/1.1\r\n"));
    BOOST_TEST(contains(seen, "\r\nHost: 127.0.0.1:" + std::to_string(server.port()) + "\r\n"));
    BOOST_TEST(contains(seen, "\r\nContent-Type: application/json\r\n"));
    BOOST_TEST(contains(seen, "\r\nConnect-Protocol-Version: 1\r\n"));
    BOOST_TEST(contains(seen, "\r\nYonder-Id: " + to_string(what.header.id) + "\r\n"));
    BOOST_TEST(contains(seen, "\r\nX-Tenant: north\r\n"));
    auto const at = seen.find("\r\nConnect-Timeout-Ms: ");
    BOOST_REQUIRE(at != std::string::npos);
    int const left = std::stoi(seen.substr(at + 22));
    BOOST_TEST(left > 4000);
    BOOST_TEST(left <= 5000);
    BOOST_TEST(seen.ends_with("\r\n\r\n" + arguments));
}

BOOST_DATA_TEST_CASE(metadata_that_is_no_header_is_refused,
                     boost::unit_test::data::make({"", "a b", "a:", "a\r\nb", "\xc3\xbc"}), name) {
    auto const client = yonder::http::connect("http://127.0.0.1:1");
    std::string const arguments = "{}";
    for (auto const& [key, value] : {std::pair<std::string, std::string>{name, "v"},
                                     {"x", "v\r\nX-Smuggled: 1"},
                                     {"x", std::string("a\0b", 3)},
                                     {"x", "a\n"},
                                     {"Content-Length", "7"},
                                     {"transfer-encoding", "chunked"},
                                     {"Host", "elsewhere"}}) {
        yonder::request what(fake::method("echo"), &arguments);
        what.header.metadata = {{key, value}};
        try {
            call_and_wait(*client, what, yonder::clock::now() + 5s);
            BOOST_ERROR("should be refused");
        } catch (yonder::error const& caught) {
            BOOST_TEST((caught.code() == code::invalid_argument));
            BOOST_TEST((caught.reached() == reached::not_sent));
            BOOST_TEST(contains(caught.what(), "cannot be a header"));
        }
    }
}

BOOST_AUTO_TEST_CASE(an_error_object_is_the_failure_that_the_server_meant) {
    fake::world world;
    auto const failed = fake::failure_of(*yonder::http::connect(world.url), "fail", std::string("not_found"));
    BOOST_TEST((failed.code == code::not_found));
    BOOST_TEST((failed.reached == reached::executed));
    BOOST_TEST(failed.answered);
    BOOST_TEST(failed.transport_status == 404);
    BOOST_TEST(failed.message == "no such \"account\"");
    BOOST_REQUIRE(failed.details.size() == 2u);
    BOOST_TEST(failed.details[0].type == "bank.v1.UnknownAccount");
    BOOST_TEST(failed.details[0].binary == std::string("\x00\xff\x10", 3));
    BOOST_TEST(failed.details[0].json == R"({"account":"a"})");
    BOOST_TEST(failed.details[1].json == "");
    BOOST_TEST(!failed.call_id.empty());
}

BOOST_AUTO_TEST_CASE(a_server_that_dies_in_a_call_leaves_it_open_whether_it_ran) {
    for (bool const by_reset : {false, true}) {
        raw::server server([&](raw::connection& peer) {
            peer.read_message();
            if (by_reset)
                peer.reset();
        });
        auto const failed = fake::failure_of(*yonder::http::connect(server.url()), "echo");
        BOOST_TEST((failed.code == code::unavailable));
        BOOST_TEST((failed.reached == reached::maybe_executed));
    }
}

BOOST_AUTO_TEST_CASE(a_server_that_closes_while_it_is_sent_to_harms_only_the_call) {
    raw::server server([](raw::connection& peer) { peer.reset(); });
    auto const client = yonder::http::connect(server.url());
    for (int i = 0; i < 20; ++i) { // a SIGPIPE would end this program
        auto const failed = fake::failure_of(*client, "echo", std::string(3'000'000, ' '));
        BOOST_TEST((failed.code == code::unavailable));
    }
}

BOOST_DATA_TEST_CASE(half_an_answer_is_none,
                     boost::unit_test::data::make({"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                                   "Content-Length: 100\r\n\r\n{\"half\":",
                                                   "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                                   "Transfer-Encoding: chunked\r\n\r\n5\r\nhalf",
                                                   "HTTP/1.1 200 OK\r\nContent-Ty", "HTTP/1.1", "nonsense\r\n\r\n"}),
                     text) {
    auto const failed = failure_from(text);
    BOOST_TEST((failed.code == code::unavailable));
    BOOST_TEST((failed.reached == reached::maybe_executed));
}

BOOST_AUTO_TEST_CASE(a_server_that_does_not_read_costs_no_more_than_the_deadline) {
    std::promise<void> over;
    raw::server server([&](raw::connection&) { over.get_future().wait(); });
    auto const client = yonder::http::connect(server.url());
    auto const begun = yonder::clock::now();
    auto const failed = fake::failure_of(*client, "echo", std::string(30'000'000, ' '), 200ms);
    BOOST_TEST((failed.code == code::deadline_exceeded));
    BOOST_TEST((yonder::clock::now() - begun < suite::patience));
    over.set_value();
}

BOOST_AUTO_TEST_CASE(a_server_that_does_not_accept_costs_no_more_than_the_deadline) {
    raw::server server([](raw::connection& peer) { peer.read_all(); }, 0); // one is served, one or two wait
    auto const client = yonder::http::connect(server.url());
    std::vector<std::future<std::pair<yonder::failure, yonder::clock::duration>>> callers;
    for (int i = 0; i < 4; ++i)
        callers.push_back(std::async(std::launch::async, [&] {
            auto const begun = yonder::clock::now();
            auto failed = fake::failure_of(*client, "echo", std::string("{}"), 200ms);
            return std::pair(std::move(failed), yonder::clock::now() - begun);
        }));
    for (auto& caller : callers) {
        auto const [failed, took] = caller.get();
        BOOST_TEST((failed.code == code::deadline_exceeded || failed.code == code::unavailable),
                   failed.message); // the system may reset
        BOOST_TEST((took < suite::patience));
    }
}

BOOST_AUTO_TEST_CASE(a_deadline_in_the_past_sends_nothing) {
    fake::world world;
    auto const failed = fake::failure_of(*yonder::http::connect(world.url), "echo", std::string("{}"), -1ms);
    BOOST_TEST((failed.code == code::deadline_exceeded));
    BOOST_TEST((failed.reached == reached::not_sent));
    BOOST_TEST(world.service->calls == 0);
}

BOOST_AUTO_TEST_CASE(the_deadline_holds_on_the_server_too) {
    fake::world world;
    auto const client = yonder::http::connect(world.url);
    auto const begun = yonder::clock::now();
    auto const failed = fake::failure_of(*client, "wait", std::string("{}"), 100ms);
    BOOST_TEST((failed.code == code::deadline_exceeded));
    BOOST_TEST((yonder::clock::now() - begun < suite::patience));
    BOOST_TEST(fake::call(*client, "echo", "[1]") == "[1]");
}

BOOST_AUTO_TEST_CASE(a_call_without_a_deadline_waits) {
    fake::world world;
    auto const client = yonder::http::connect(world.url);
    std::string const arguments = "300";
    yonder::request what(fake::method("sleep"), &arguments);
    BOOST_TEST(call_and_wait(*client, what, yonder::clock::time_point::max()).bytes == "300");
}

BOOST_AUTO_TEST_CASE(a_reply_without_a_length_ends_with_the_connection) {
    raw::server server([](raw::connection& peer) {
        peer.read_message();
        peer.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n[1]");
    });
    BOOST_TEST(fake::call(*yonder::http::connect(server.url()), "echo") == "[1]");
}

BOOST_DATA_TEST_CASE(a_status_without_an_error_object_has_its_code,
                     boost::unit_test::data::make({400, 401, 403, 404, 429, 500, 502, 503, 504, 302}) ^
                         boost::unit_test::data::make({"internal", "unauthenticated", "permission_denied",
                                                       "unimplemented", "unavailable", "unknown", "unavailable",
                                                       "unavailable", "unavailable", "unknown"}),
                     status, expected) {
    auto const failed = failure_from(raw::reply(std::to_string(status) + " X", "oops", "text/plain"));
    BOOST_TEST(to_string(failed.code) == expected);
    auto const in_json = failure_from(raw::reply(std::to_string(status) + " X", R"({"error":"oops"})"));
    BOOST_TEST(to_string(in_json.code) == expected);
}

BOOST_AUTO_TEST_CASE(success_in_another_form_is_no_answer) {
    auto const page = failure_from(raw::reply("200 OK", "<html>", "text/html"));
    BOOST_TEST((page.code == code::internal || page.code == code::unknown));
    BOOST_TEST((page.reached == reached::maybe_executed));
    raw::server server([](raw::connection& peer) {
        peer.read_message();
        peer.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: "
                  "3\r\n\r\nabc");
    });
    auto const packed = fake::failure_of(*yonder::http::connect(server.url()), "echo");
    BOOST_TEST(contains(packed.message, "gzip"));
}

BOOST_DATA_TEST_CASE(
    broken_error_objects_are_survived,
    boost::unit_test::data::make({"", "{", "[]", "null", R"({"code":7})", R"({"code":"no_such"})",
                                  R"({"code":"internal","message":7,"details":7})",
                                  R"({"code":"internal","details":[7,{},{"value":"***"},{"type":7}]})"}),
    text) {
    auto const failed = failure_from(raw::reply("500 X", text));
    BOOST_TEST((failed.code == code::unknown || failed.code == code::internal));
    BOOST_TEST(failed.transport_status == 500);
}

BOOST_AUTO_TEST_CASE(a_redirect_is_not_followed) {
    fake::world world;
    raw::server server([&](raw::connection& peer) {
        peer.read_message();
        peer.send("HTTP/1.1 307 X\r\nLocation: " + world.url + "/fake.Service/echo\r\nContent-Length: 0\r\n\r\n");
    });
    fake::failure_of(*yonder::http::connect(server.url()), "echo");
    BOOST_TEST(world.service->calls == 0);
}

BOOST_AUTO_TEST_CASE(a_connection_that_the_server_closed_while_idle_fails_no_call) {
    int connections = 0;
    raw::server server([&](raw::connection& peer) {
        ++connections;
        peer.read_message();
        peer.send(raw::reply("200 OK", "[1]")); // and closes, without having said so
    });
    auto const client = yonder::http::connect(server.url());
    for (int i = 0; i < 10; ++i) {
        BOOST_TEST(fake::call(*client, "echo") == "[1]");
        std::this_thread::sleep_for(20ms); // for the end of the connection to arrive
    }
    server.stop();
    BOOST_TEST(connections == 10);
}

BOOST_AUTO_TEST_CASE(an_answer_that_nobody_asked_for_is_not_taken_for_one) {
    raw::server server([&](raw::connection& peer) {
        peer.read_message();
        peer.send(raw::reply("200 OK", "[1]") + raw::reply("200 OK", "\"stray\""));
        peer.read_message();
        peer.send(raw::reply("200 OK", "[1]"));
    });
    auto const client = yonder::http::connect(server.url());
    BOOST_TEST(fake::call(*client, "echo") == "[1]");
    std::this_thread::sleep_for(50ms);
    BOOST_TEST(fake::call(*client, "echo") == "[1]");
}

BOOST_AUTO_TEST_CASE(only_what_may_run_twice_is_repeated_on_a_fresh_connection) {
    std::atomic<int> requests = 0;
    raw::server server([&](raw::connection& peer) {
        if (!peer.read_message().empty())
            ++requests;
        peer.send(raw::reply("200 OK", "[1]"));
        if (!peer.read_message().empty()) // the second on this connection is read, and then the connection ends
            ++requests;
    });
    auto const client = yonder::http::connect(server.url());
    BOOST_TEST(fake::call(*client, "look") == "[1]");
    BOOST_TEST(fake::call(*client, "look") == "[1]");
    BOOST_TEST(requests == 3);
    auto const failed = fake::failure_of(*client, "echo");
    BOOST_TEST((failed.reached == reached::maybe_executed));
    BOOST_TEST(requests == 4);
}

BOOST_AUTO_TEST_CASE(a_server_that_comes_back_is_used_again) {
    std::string url;
    auto first = std::make_unique<fake::world>();
    url = first->url;
    auto const client = yonder::http::connect(url);
    BOOST_TEST(fake::call(*client, "echo", "[1]") == "[1]");
    first.reset();
    BOOST_TEST((fake::failure_of(*client, "echo").reached == reached::not_sent));
    fake::world second({}, url);
    BOOST_TEST(fake::call(*client, "echo", "[2]") == "[2]");
}

BOOST_AUTO_TEST_CASE(arguments_without_a_form_are_the_callers_mistake) {
    static yonder::method_descriptor method = fake::method("echo");
    method.encode_arguments = [](yonder::method_descriptor const&, void const*, yonder::format, std::string&) {
        throw std::invalid_argument("a: not UTF-8");
    };
    auto const client = yonder::http::connect("http://127.0.0.1:1");
    yonder::request what(method, &method);
    try {
        call_and_wait(*client, what, yonder::clock::now() + 5s);
        BOOST_ERROR("should be refused");
    } catch (yonder::error const& caught) {
        BOOST_TEST((caught.code() == code::invalid_argument));
        BOOST_TEST(contains(caught.what(), "not UTF-8"));
    }
}

BOOST_AUTO_TEST_SUITE_END()
