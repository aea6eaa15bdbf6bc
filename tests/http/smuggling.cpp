// SPDX-License-Identifier: BSL-1.0
// Requests by which one client would reach into the memory of the server, or into the requests of another.
#include "../support/patience.hpp"
#include "bare_client.hpp"
#include "service.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>
#include <vector>

using web::running;
using namespace std::chrono_literals;

namespace {

std::string const path = "/web.v1.Service/";
std::string const call_of_add = R"({"a":2,"b":3})";

yonder::http::server_options strict() {
    yonder::http::server_options options;
    options.max_body = 1000;
    options.read_timeout = 1s;
    options.request_timeout = 1s;
    return options;
}

bool contains(std::string const& text, std::string_view part) { return text.find(part) != text.npos; }

// The head of a call with further header lines in place of Content-Length.
std::string head_with(std::string const& lines) {
    return "POST " + path + "add HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + lines;
}

// What follows is wrong if it is taken for a request: the head before it ends sooner than it seems.
std::string const smuggled = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";

} // namespace

BOOST_AUTO_TEST_SUITE(http_smuggling)

BOOST_AUTO_TEST_CASE(a_range_does_not_read_past_the_answer) {
    running const here;
    for (std::string const range : {"bytes=0-100000", "bytes=5-100000", "bytes=100000-200000", "bytes=0-1,2-100000",
                                    "bytes=-100000", "bytes=99-", "bytes=2-3"}) {
        for (std::string const method : {"add", "nothing", "fail"}) { // answers of all kinds
            auto client = bare::connect(here.port());
            client.send(bare::post(path + method, call_of_add, "Connection: close\r\nRange: " + range + "\r\n"));
            auto const answer = client.read();
            BOOST_TEST_CONTEXT(range << ": " << answer.head) {
                BOOST_TEST(answer.status == (method == "add" ? 200 : method == "fail" ? 400 : 404));
                BOOST_TEST(answer.body.size() < 300);
                BOOST_TEST(answer.body.starts_with('{'));
                BOOST_TEST(answer.body.ends_with('}'));
                BOOST_TEST(answer.header("Content-Range") == "");
                BOOST_TEST(client.ends());
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_body_is_never_taken_for_the_next_request) {
    running const here(strict());
    std::string const length = "Content-Length: " + std::to_string(smuggled.size()) + "\r\n";
    std::vector<std::pair<std::string, std::string>> const requests{
        {"HEAD with a body", "HEAD " + path + "add HTTP/1.1\r\nHost: localhost\r\n" + length},
        {"GET with a body", "GET " + path + "add HTTP/1.1\r\nHost: localhost\r\n" + length},
        {"PUT with a body", "PUT " + path + "add HTTP/1.1\r\nHost: localhost\r\n" + length},
        {"OPTIONS with a body", "OPTIONS " + path + "add HTTP/1.1\r\nHost: localhost\r\n" + length},
        {"a range that is none", head_with("Range: bytes=x\r\n" + length)},
        {"a range from its end", head_with("Range: bytes=3-2\r\n" + length)},
        {"a header of 20 KB", head_with("Long: " + std::string(20'000, 'x') + "\r\n" + length)},
        {"a path of 20 KB", "POST /" + std::string(20'000, 'x') + " HTTP/1.1\r\nHost: localhost\r\n" + length},
        {"a method that is none", "FETCH / HTTP/1.1\r\nHost: localhost\r\n" + length},
        {"a name with a space", head_with("Content-Length : " + std::to_string(smuggled.size()) + "\r\n")},
        {"no length", head_with("")},
        {"an empty length", head_with("Content-Length: \r\n")},
        {"a length that ends with a line feed", head_with("Content-Length: 5\nOther: x\r\n")},
        {"an unknown transfer encoding", head_with("Transfer-Encoding: xchunked\r\n")},
        {"a transfer encoding twice", head_with("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n")},
        {"a length twice", head_with(length + length)},
        {"a length with a sign", head_with("Content-Length: +" + std::to_string(smuggled.size()) + "\r\n")},
        {"a negative length", head_with("Content-Length: -5\r\n")},
        {"a length that is no number", head_with("Content-Length: five\r\n")},
        {"a huge length", head_with("Content-Length: 99999999999999999999999999\r\n")},
        {"a length and a transfer encoding", head_with(length + "Transfer-Encoding: chunked\r\n")},
        {"form content",
         "POST " + path + "add HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n" + length},
        {"an unknown method", "POST " + path + "nothing HTTP/1.1\r\nContent-Type: application/json\r\n" + length},
        {"a malformed timeout", head_with("Connect-Timeout-Ms: soon\r\n" + length)},
        {"an expectation of 100", head_with("Expect: 100-continue\r\nContent-Length: 5000\r\n")},
    };
    for (auto const& [name, head] : requests) {
        auto client = bare::connect(here.port());
        client.send(head + "\r\n");
        auto const answer = client.read(suite::patience, !head.starts_with("HEAD"));
        client.send(smuggled); // after the answer, as cpp-httplib forgets what came together with a head
        std::string const more = client.read_all();
        BOOST_TEST_CONTEXT(name << ": " << answer.head << more) {
            BOOST_TEST(answer.status / 100 == 4);
            BOOST_TEST(!contains(more, "smuggled"));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_preflight_with_a_body_is_refused) {
    auto options = strict();
    options.allowed_origins = {"https://shop.example"};
    running const here(options);
    auto client = bare::connect(here.port());
    client.send("OPTIONS " + path + "add HTTP/1.1\r\nOrigin: https://shop.example\r\nContent-Length: 5\r\n\r\n");
    BOOST_TEST(client.read().status == 400);
    BOOST_TEST(client.ends());
}

BOOST_AUTO_TEST_CASE(what_the_server_cannot_read_is_answered_with_an_error_object) {
    running const here(strict());
    for (auto const& [head, status, code] : std::vector<std::tuple<std::string, int, std::string>>{
             {head_with("Long: " + std::string(20'000, 'x') + "\r\n"), 431, "resource_exhausted"},
             {"POST /" + std::string(20'000, 'x') + " HTTP/1.1\r\n", 414, "invalid_argument"},
             {"hello\r\n", 400, "invalid_argument"},
             {"POST / HTTP/9\r\n", 400, "invalid_argument"},
             {head_with("Range: bytes=x\r\n"), suite::is_threaded() ? 416 : 400, "invalid_argument"},
             {head_with("Expect: 100-continue\r\nContent-Length: 5000\r\n"), 413, "resource_exhausted"}}) {
        auto client = bare::connect(here.port());
        client.send(head + "\r\n");
        auto const answer = client.read();
        BOOST_TEST_CONTEXT(head.substr(0, 60) << answer.head) {
            BOOST_TEST(answer.status == status);
            BOOST_TEST(answer.header("Content-Type") == "application/json");
            BOOST_TEST(answer.body.starts_with(R"({"code":")" + code + R"(","message":")"));
            BOOST_TEST(client.ends());
        }
    }
}

BOOST_AUTO_TEST_CASE(a_line_break_in_a_header_does_not_come_back) {
    auto options = strict();
    options.allowed_origins = {"https://shop.example"};
    running const here(options);
    std::string const evil = "x%0d%0aEvil: yes%0d%0a%0d%0a<html>";
    for (std::string const name :
         {"Yonder-Id", "Origin", "Content-Encoding", "Connect-Protocol-Version", "Connect-Timeout-Ms",
          "Accept-Encoding", "Transfer-Encoding", "Connection", "Expect", "Range"}) {
        auto client = bare::connect(here.port());
        client.send(bare::post(path + "add", call_of_add, "Connection: close\r\n" + name + ": " + evil + "\r\n"));
        auto const all = client.read_all();
        BOOST_TEST_CONTEXT(name << ": " << all) {
            BOOST_TEST(all.starts_with("HTTP/1.1 "));
            BOOST_TEST(!contains(all, "\nEvil: yes"));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
