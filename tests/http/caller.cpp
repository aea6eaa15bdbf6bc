// SPDX-License-Identifier: BSL-1.0
// What a caller of a typed proxy gets from servers that are well, ill, gone, or something else.
#include "../support/patience.hpp"
#include "bare_server.hpp"
#include "service.hpp"

#include <yonder/call/error.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using web::running;
using yonder::code;
using yonder::reached;
using namespace std::chrono_literals;

namespace {

std::string const five = bare::reply(R"({"result":5})");

bool contains(std::string const& text, std::string_view part) { return text.find(part) != text.npos; }

struct outcome {
    std::optional<yonder::failure> failed;
    bool is_invoke_error = false;
    std::string message;
    web::clock::duration took{};
};

// The failure of a call, with the type it is thrown as.
outcome failure_of(auto const& action, std::chrono::milliseconds limit = 5s) {
    outcome result;
    auto const begun = web::clock::now();
    try {
        yonder::call_scope const scope{yonder::timeout(limit)};
        action();
    } catch (yonder::error const& caught) {
        result.failed = caught.as_failure();
        result.is_invoke_error = dynamic_cast<yonder::invoke_error const*>(&caught) != nullptr;
        result.message = caught.what();
    }
    result.took = web::clock::now() - begun;
    BOOST_REQUIRE(result.failed);
    return result;
}

void check(outcome const& is, code wanted, reached how_far) {
    BOOST_TEST_CONTEXT(is.message) {
        BOOST_TEST(is.is_invoke_error);
        BOOST_TEST(to_string(is.failed->code) == to_string(wanted));
        BOOST_TEST(to_string(is.failed->reached) == to_string(how_far));
    }
}

// A server that gives every request the same answer.
auto always(std::string answer) {
    return [answer = std::move(answer)](bare::server&, bare::connection from) {
        while (bare::read_request(from))
            from.send(answer);
    };
}

} // namespace

BOOST_AUTO_TEST_SUITE(http_caller)

BOOST_AUTO_TEST_CASE(a_server_that_is_not_there_has_not_seen_the_call) {
    std::uint16_t const port = bare::server([](auto&, auto) {}).port();
    std::string const url = "http://127.0.0.1:" + std::to_string(port);
    auto const failed = failure_of([&] { web::remote(url)->echo("x"); });
    check(failed, code::unavailable, reached::not_sent);
    BOOST_TEST(failed.message == "web.v1.Service.echo: " + url +
                                     ": nobody answers there: see that the server runs and listens at this address");
    BOOST_TEST(failed.failed->transport_status == 0);
    BOOST_TEST(failed.failed->call_id != "");
    BOOST_TEST((failed.took < suite::patience));
}

BOOST_AUTO_TEST_CASE(a_host_without_an_address_and_a_socket_that_is_no_file_are_not_there_either) {
    auto const failed = failure_of([] { web::remote("http://nowhere.invalid:1")->echo("x"); });
    check(failed, code::unavailable, reached::not_sent);
    BOOST_TEST(failed.message.starts_with("web.v1.Service.echo: http://nowhere.invalid:1: the name \"nowhere.invalid\" "
                                          "has no address ("),
               failed.message);
    BOOST_TEST(failed.message.ends_with("): see its spelling, and the name servers of this machine"), failed.message);
    auto const none = failure_of([] { web::remote("http+unix:///tmp/yonder-nobody.sock")->echo("x"); });
    check(none, code::unavailable, reached::not_sent);
    BOOST_TEST(none.message == "web.v1.Service.echo: http+unix:///tmp/yonder-nobody.sock: there is no socket at this "
                               "path (No such file or directory): see that the server runs and listens there");
    auto const file = failure_of([] { web::remote("http+unix:///etc/passwd")->echo("x"); });
    BOOST_TEST(file.message == "web.v1.Service.echo: http+unix:///etc/passwd: what is at this path is no socket: see "
                               "that the server runs and listens there");
}

BOOST_AUTO_TEST_CASE(a_server_that_never_answers_costs_no_more_than_the_deadline) {
    bare::server const silent([](bare::server& self, bare::connection from) {
        while (!self.is_over() && !from.ends(50ms))
            ;
    });
    auto const proxy = web::remote(silent.url());
    auto const failed = failure_of([&] { proxy->echo("x"); }, 300ms);
    check(failed, code::deadline_exceeded, reached::maybe_executed);
    BOOST_TEST((failed.took >= 295ms));
    BOOST_TEST((failed.took < suite::patience));
    BOOST_TEST(failed.message.starts_with("web.v1.Service.echo: "));
    BOOST_TEST(contains(failed.message, "the call may have been executed; allow it more time with yonder::timeout"));
}

BOOST_AUTO_TEST_CASE(a_server_that_trickles_costs_no_more_than_the_deadline) {
    std::string const begin = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    for (std::string const& first :
         {std::string(), begin + "Header: ", begin + "Content-Length: 1000\r\n\r\n", begin + "\r\n"}) {
        bare::server const trickling([&](bare::server& self, bare::connection from) {
            bare::read_request(from);
            from.send(first);
            while (!self.is_over() && from.send("x"))
                std::this_thread::sleep_for(50ms);
        });
        auto const failed = failure_of([&] { web::remote(trickling.url())->echo("x"); }, 400ms);
        check(failed, code::deadline_exceeded, reached::maybe_executed);
        BOOST_TEST((failed.took < suite::patience));
    }
}

BOOST_AUTO_TEST_CASE(a_server_that_dies_with_the_call_may_have_executed_it) {
    bare::server const dying([](bare::server&, bare::connection from) { bare::read_request(from); });
    auto const failed = failure_of([&] { web::remote(dying.url())->echo("x"); });
    check(failed, code::unavailable, reached::maybe_executed);
    BOOST_TEST(failed.message.starts_with("web.v1.Service.echo: " + dying.url() +
                                          ": the connection broke before the answer came ("));
    BOOST_TEST(failed.message.ends_with("): the call may have been executed; if it breaks every time, see whether the "
                                        "server speaks https"));
    BOOST_TEST(dying.accepted() == 1);
}

BOOST_AUTO_TEST_CASE(a_server_that_dies_in_its_answer_may_have_executed_the_call) {
    for (std::size_t const size : {std::size_t(5), std::size_t(30), five.size() - 3}) {
        bare::server const dying([&](bare::server&, bare::connection from) {
            bare::read_request(from);
            from.send(five.substr(0, size));
        });
        check(failure_of([&] { web::remote(dying.url())->add(2, 3); }), code::unavailable, reached::maybe_executed);
    }
}

BOOST_AUTO_TEST_CASE(a_reply_over_the_limit_is_refused) {
    yonder::http::client_options options;
    options.max_reply = 1000;
    running const here;
    auto const proxy = web::remote(here.url, options);
    BOOST_TEST(proxy->big(900).size() == 900);
    auto const failed = failure_of([&] { proxy->big(1000); });
    check(failed, code::resource_exhausted, reached::executed);
    BOOST_TEST(failed.message == "web.v1.Service.big: " + here.url +
                                     ": the reply has more than 1000 bytes, which is the limit of this side");
    BOOST_TEST(proxy->big(900).size() == 900);

    bare::server const endless([](bare::server&, bare::connection from) {
        bare::read_request(from);
        from.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        while (from.send("64\r\n" + std::string(100, 'x') + "\r\n"))
            ;
    });
    auto const refused = failure_of([&] { web::remote(endless.url(), options)->echo("x"); });
    check(refused, code::resource_exhausted, reached::executed);
}

BOOST_AUTO_TEST_CASE(the_page_of_a_proxy_in_between_is_shown) {
    bare::server const gateway(always(
        bare::reply("<html>\n<h1>Bad Gateway</h1></html>" + std::string(1000, '!'), "text/html", "502 Bad Gateway")));
    auto const failed = failure_of([&] { web::remote(gateway.url())->echo("x"); });
    check(failed, code::unavailable, reached::maybe_executed);
    BOOST_TEST(failed.failed->transport_status == 502);
    BOOST_TEST(
        failed.message ==
        "web.v1.Service.echo: " + gateway.url() +
            ": the answer is not of the Connect protocol, so another server may stand there: status 502, content "
            "type \"text/html\", \"<html>.<h1>Bad Gateway</h1></html>" +
            std::string(166, '!') + "...\"");
}

BOOST_AUTO_TEST_CASE(the_page_of_another_server_is_no_result) {
    bare::server const other(always(bare::reply("<html>Hello</html>", "text/html")));
    auto const failed = failure_of([&] { web::remote(other.url())->echo("x"); });
    check(failed, code::internal, reached::maybe_executed);
    BOOST_TEST(failed.failed->transport_status == 200);
    BOOST_TEST(contains(failed.message, "\"<html>Hello</html>\""));
}

BOOST_AUTO_TEST_CASE(a_reply_that_is_no_result_is_internal) {
    for (std::string const body : {"", "{", "[]", R"({"result":"five"})", "\xff\xfe"}) {
        bare::server const other(always(bare::reply(body)));
        auto const failed = failure_of([&] { web::remote(other.url())->add(2, 3); });
        BOOST_TEST_CONTEXT(body) { check(failed, code::internal, reached::executed); }
    }
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_not_http_is_a_broken_connection) {
    for (std::string const bytes :
         {"hello\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "\r\n\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n"}) {
        bare::server const other([&](bare::server&, bare::connection from) {
            bare::read_request(from);
            from.send(bytes);
        });
        auto const failed = failure_of([&] { web::remote(other.url())->add(2, 3); });
        check(failed, code::unavailable, reached::maybe_executed);
    }
}

BOOST_AUTO_TEST_CASE(what_the_service_throws_arrives) {
    running const here;
    web::logged const log;
    auto const proxy = web::remote(here.url);
    BOOST_CHECK_EXCEPTION(proxy->fail(), web::v1::Refused,
                          [](auto const& caught) { return caught.why == "not today"; });
    try {
        proxy->secret();
        BOOST_ERROR("no exception");
    } catch (yonder::remote_error const& caught) {
        BOOST_TEST((caught.code() == code::unknown));
        BOOST_TEST((caught.reached() == reached::executed));
        BOOST_TEST(caught.transport_status() == 500);
        BOOST_TEST(!contains(caught.what(), ": secret"));
    }
}

BOOST_AUTO_TEST_CASE(a_call_ends_at_its_deadline_with_a_server_of_ours_too) {
    running const here;
    auto const proxy = web::remote(here.url);
    auto const failed = failure_of([&] { proxy->slow(60'000); }, 200ms);
    BOOST_TEST((failed.failed->code == code::deadline_exceeded));
    BOOST_TEST((failed.took < suite::patience));
    yonder::call_scope const scope{yonder::timeout(1s)};
    auto const left = proxy->slow(0);
    BOOST_TEST(left <= 1000);
    BOOST_TEST(left > 500);
}

BOOST_AUTO_TEST_CASE(an_idle_connection_is_not_used_longer_than_servers_keep_it) {
    yonder::http::server_options brief;
    brief.keep_alive = 100ms;
    running const here(brief);
    auto const proxy = web::remote(here.url);
    BOOST_TEST(proxy->echo("a") == "a");
    std::this_thread::sleep_for(200ms); // longer than the server waits
    BOOST_TEST(proxy->echo("b") == "b");
    yonder::http::client_options options;
    options.idle_life = 10ms;
    bare::server const counting(always(five));
    auto const careful = web::remote(counting.url(), options);
    BOOST_TEST(careful->add(2, 3) == 5);
    std::this_thread::sleep_for(30ms);
    BOOST_TEST(careful->add(2, 3) == 5);
    BOOST_TEST(counting.accepted() == 2);
}

BOOST_AUTO_TEST_CASE(only_an_idempotent_call_is_made_again_when_a_kept_connection_breaks) {
    bare::server const forgetful([](bare::server&, bare::connection from) {
        bare::read_request(from);
        from.send(five);
        bare::read_request(from); // and closes
    });
    auto const proxy = web::remote(forgetful.url());
    for (int i = 0; i < 4; ++i)
        BOOST_TEST(proxy->add(2, 3) == 5);
    BOOST_TEST(forgetful.accepted() == 4);
    check(failure_of([&] { proxy->echo("x"); }), code::unavailable, reached::maybe_executed);
    BOOST_TEST(forgetful.accepted() == 4);
}

BOOST_AUTO_TEST_CASE(a_call_made_again_to_a_server_that_is_gone_may_have_been_executed) {
    bare::server const dying([](bare::server& self, bare::connection from) {
        bare::read_request(from);
        from.send(five);
        bare::read_request(from);
        self.shut();
    });
    auto const proxy = web::remote(dying.url());
    BOOST_TEST(proxy->add(2, 3) == 5);
    check(failure_of([&] { proxy->add(2, 3); }), code::unavailable, reached::maybe_executed);
}

BOOST_AUTO_TEST_CASE(a_server_that_refuses_a_call_says_that_it_was_not_begun) {
    yonder::http::server_options small;
    small.max_body = 1000;
    running const here(small);
    auto const proxy = web::remote(here.url);
    auto const refused = [&] {
        try {
            proxy->echo(std::string(2000, 'x'));
        } catch (yonder::remote_error const& caught) {
            return caught.as_failure();
        }
        throw std::logic_error("it should be refused");
    }();
    BOOST_TEST((refused.code == code::resource_exhausted));
    BOOST_TEST(refused.transport_status == 413);
    BOOST_TEST(to_string(refused.reached) == "not sent");
    BOOST_TEST(proxy->echo("x") == "x");
}

// What a server of another make says is of a call that it worked on, unless it knows our word.
BOOST_AUTO_TEST_CASE(only_a_server_that_says_so_has_not_begun_a_call) {
    auto const reached_by = [](std::string const& error) {
        bare::server const server(always(bare::reply(error, "application/json", "503 Service Unavailable")));
        try {
            web::remote(server.url())->echo("x");
        } catch (yonder::remote_error const& caught) {
            return std::string(to_string(caught.reached()));
        }
        return std::string("no remote_error");
    };
    BOOST_TEST(reached_by(R"({"code":"unavailable","message":"later","reached":"not_sent"})") == "not sent");
    for (std::string const said : {"", R"(,"reached":"executed")", R"(,"reached":"Not_Sent")", R"(,"reached":0)",
                                   R"(,"reached":null)", R"(,"reached":{"not_sent":true})"})
        BOOST_TEST(reached_by(R"({"code":"unavailable","message":"later")" + said + "}") == "executed");
}

BOOST_AUTO_TEST_CASE(a_call_that_is_refused_when_it_is_made_again_may_have_been_executed) {
    bare::server const dying([](bare::server& self, bare::connection from) {
        bool const is_first = self.accepted() == 1;
        bare::read_request(from);
        from.send(is_first ? five
                           : bare::reply(R"({"code":"unavailable","message":"I stop","reached":"not_sent"})",
                                         "application/json", "503 Service Unavailable"));
        if (is_first)
            bare::read_request(from); // and closes
    });
    auto const proxy = web::remote(dying.url());
    BOOST_TEST(proxy->add(2, 3) == 5);
    try {
        proxy->add(2, 3);
        BOOST_ERROR("no exception");
    } catch (yonder::remote_error const& caught) {
        BOOST_TEST(to_string(caught.reached()) == "maybe executed");
    }
}

BOOST_AUTO_TEST_CASE(one_connection_serves_two_threads_in_turn) {
    yonder::http::client_options options;
    options.max_connections = 1;
    bare::server const counting(always(five));
    auto const proxy = web::remote(counting.url(), options);
    std::atomic<int> right = 0;
    auto const call = [&] {
        for (int i = 0; i < 50; ++i)
            right += proxy->add(2, 3) == 5;
    };
    std::thread other(call);
    call();
    other.join();
    BOOST_TEST(right == 100);
    BOOST_TEST(counting.accepted() == 1);
}

BOOST_AUTO_TEST_CASE(a_url_says_what_is_wrong_with_it) {
    auto const problem = [](std::string_view text) -> std::string {
        try {
            return "none: " + yonder::net::parse_url(text).to_string();
        } catch (std::invalid_argument const& caught) {
            return caught.what();
        }
    };
    std::string const no_url = R"(it is not a URL such as "http://host:port")";
    std::string const unix_socket = R"(a Unix socket is written with three slashes: "http+unix:///run/shop.sock")";
    for (std::string_view const text : {"", "nonsense", "localhost", "http://a b", "//host:1", "http://h:1/a b",
                                        "http://[::1", "http://h/%zz", "http://h\r\nEvil: x"})
        BOOST_TEST_CONTEXT(text) { BOOST_TEST(problem(text) == no_url); }
    BOOST_TEST(problem("http://h/?a=b") == "a query or fragment has no meaning here");
    BOOST_TEST(problem("http://h/#top") == "a query or fragment has no meaning here");
    BOOST_TEST(problem("http://me:secret@h/") == "a user and password do not belong into it");
    BOOST_TEST(problem("http://me@h/") == "a user and password do not belong into it");
    BOOST_TEST(problem("http+unix://run/shop.sock") == unix_socket);
    BOOST_TEST(problem("http+unix:///") == unix_socket);
    BOOST_TEST(problem("http+unix://") == unix_socket);
    BOOST_TEST(problem("ftp://h/") == "the scheme is not http, https, http+unix, yonder, yonder+tls or yonder+unix");
    BOOST_TEST(problem("localhost:8080") ==
               "the scheme is not http, https, http+unix, yonder, yonder+tls or yonder+unix");
    BOOST_TEST(problem("http:///path") == "the host is missing");
    BOOST_TEST(problem("http:path") == "the host is missing");
    BOOST_TEST(problem("http://h:port") == "the port is not a number from 0 to 65535");
    BOOST_TEST(problem("http://h:65536") == "the port is not a number from 0 to 65535");
    BOOST_TEST(problem("http://h:99999999999999999999") == "the port is not a number from 0 to 65535");
}

BOOST_AUTO_TEST_SUITE_END()
