// SPDX-License-Identifier: BSL-1.0
// What the server answers, letter by letter: the unary Connect protocol over HTTP/1.1.
#include "../support/patience.hpp"
#include "fake_service.hpp"
#include "raw_socket.hpp"

#include <yonder/call/log.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <sys/stat.h>
#include <sys/un.h>

#include <filesystem>

using namespace std::chrono_literals;
using raw::post;
using raw::status_of;

namespace {

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::string body_of(std::string const& message) { return message.substr(message.find("\r\n\r\n") + 4); }

// The answer of a fresh server to one request.
std::string answer_to(std::string const& request, yonder::http::server_options options = {}) {
    fake::world world(std::move(options));
    raw::connection peer(world.port());
    peer.send(request);
    return peer.read_message();
}

struct quiet {
    quiet() {
        yonder::set_log_sink([](yonder::log_level, std::string_view) {});
    }
    ~quiet() { yonder::set_log_sink(nullptr); }
};

} // namespace

BOOST_AUTO_TEST_SUITE(http_server)

BOOST_AUTO_TEST_CASE(a_call_is_a_post_and_its_result_is_the_body) {
    auto const answer = answer_to(post("/fake.Service/echo", R"({"a":1})"));
    BOOST_TEST(status_of(answer) == 200);
    BOOST_TEST(contains(answer, "\r\nContent-Type: application/json\r\n"));
    BOOST_TEST(body_of(answer) == R"({"a":1})");
}

BOOST_AUTO_TEST_CASE(an_answer_says_how_long_the_connection_is_kept) {
    BOOST_TEST(contains(answer_to(post("/fake.Service/echo", "{}")), "\r\nKeep-Alive: timeout=10"));
}

BOOST_AUTO_TEST_CASE(a_chunked_body_is_taken) {
    auto const answer = answer_to("POST /fake.Service/echo HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                                  "Transfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n4\r\n\":1}\r\n0\r\n\r\n");
    BOOST_TEST(status_of(answer) == 200);
    BOOST_TEST(body_of(answer) == R"({"a":1})");
}

BOOST_AUTO_TEST_CASE(a_request_without_a_body_reaches_the_method) {
    auto const answer =
        answer_to("POST /fake.Service/about HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n\r\n");
    BOOST_TEST(status_of(answer) == 200);
}

BOOST_AUTO_TEST_CASE(a_failure_is_a_connect_error_object) {
    auto const answer = answer_to(post("/fake.Service/fail", "not_found"));
    BOOST_TEST(status_of(answer) == 404);
    BOOST_TEST(contains(answer, "\r\nContent-Type: application/json\r\n"));
    BOOST_TEST(body_of(answer) == R"({"code":"not_found","message":"no such \"account\"","details":[)"
                                  R"({"type":"bank.v1.UnknownAccount","value":"AP8Q","debug":{"account":"a"}},)"
                                  R"({"type":"bank.v1.Nothing","value":""}]})");
}

BOOST_DATA_TEST_CASE(
    each_code_has_its_status,
    boost::unit_test::data::make({"canceled", "unknown", "invalid_argument", "deadline_exceeded", "not_found",
                                  "already_exists", "permission_denied", "resource_exhausted", "failed_precondition",
                                  "aborted", "out_of_range", "unimplemented", "internal", "unavailable", "data_loss",
                                  "unauthenticated"}) ^
        boost::unit_test::data::make({499, 500, 400, 504, 404, 409, 403, 429, 400, 409, 400, 501, 500, 503, 500, 401}),
    code, status) {
    auto const answer = answer_to(post("/fake.Service/fail", code));
    BOOST_TEST(status_of(answer) == status);
    BOOST_TEST(contains(answer, "\r\nWWW-Authenticate: Bearer\r\n") == (status == 401)); // RFC 9110, section 15.5.2
}

BOOST_DATA_TEST_CASE(what_is_not_served_is_404,
                     boost::unit_test::data::make({"/fake.Service/none", "/fake.service/echo", "/fake.Service/Echo",
                                                   "/fake.Service", "/fake.Service/", "/fake.Service/echo/", "/", "//",
                                                   "/x/y", "/fake.Service/echo%00", "/../fake.Service/echo",
                                                   "/x/fake.Service/echo"}),
                     path) {
    auto const answer = answer_to(post(path, "{}"));
    BOOST_TEST(status_of(answer) == 404);
    BOOST_TEST(contains(answer, R"("code":"unimplemented")"));
    BOOST_TEST(!contains(body_of(answer), "there are"));
}

BOOST_AUTO_TEST_CASE(developers_are_told_what_there_is) {
    yonder::http::server_options options;
    options.development = true;
    BOOST_TEST(contains(answer_to(post("/none.Such/echo", "{}"), options), "there are fake.Service"));
    BOOST_TEST(contains(answer_to(post("/fake.Service/none", "{}"), options), "there are echo, look, sleep"));
}

BOOST_DATA_TEST_CASE(other_verbs_are_405_and_told_what_is_allowed,
                     boost::unit_test::data::make({"GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"}), verb) {
    auto const answer =
        answer_to(std::string(verb) + " /fake.Service/echo HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    if (std::string(verb) != "HEAD") // whose answer has no body, so it is not read as a message here
        BOOST_TEST(status_of(answer) == 405);
    BOOST_TEST((answer.empty() || contains(answer, "\r\nAllow: POST\r\n")));
}

BOOST_AUTO_TEST_CASE(get_of_what_is_not_there_is_404) {
    BOOST_TEST(status_of(answer_to("GET /favicon.ico HTTP/1.1\r\nHost: h\r\n\r\n")) == 404);
}

BOOST_DATA_TEST_CASE(only_json_is_taken,
                     boost::unit_test::data::make({"", "text/plain", "application/x-www-form-urlencoded",
                                                   "multipart/form-data; boundary=x", "application/protobuf",
                                                   "application/jsonx", "application/json; charset=latin1"}),
                     type) {
    fake::world world;
    raw::connection peer(world.port());
    peer.send("POST /fake.Service/echo HTTP/1.1\r\nHost: h\r\nContent-Type: " + std::string(type) +
              "\r\nContent-Length: 2\r\n\r\n{}");
    auto const answer = peer.read_message();
    BOOST_TEST(status_of(answer) == 415);
    BOOST_TEST(contains(answer, "\r\nAccept-Post: application/json, application/proto\r\n"));
    BOOST_TEST(world.service->calls == 0);
}

BOOST_DATA_TEST_CASE(json_may_say_that_it_is_utf_8,
                     boost::unit_test::data::make({"application/json; charset=utf-8", "application/json;charset=UTF-8",
                                                   "Application/JSON", "application/json; charset=\"utf-8\""}),
                     type) {
    BOOST_TEST(status_of(answer_to("POST /fake.Service/echo HTTP/1.1\r\nHost: h\r\nContent-Type: " + std::string(type) +
                                   "\r\nContent-Length: 2\r\n\r\n{}")) == 200);
}

BOOST_AUTO_TEST_CASE(an_unknown_content_encoding_is_unimplemented) {
    auto const answer = answer_to(post("/fake.Service/echo", "{}", "Content-Encoding: br\r\n"));
    BOOST_TEST(status_of(answer) == 501);
    BOOST_TEST(contains(answer, R"("code":"unimplemented")"));
}

BOOST_AUTO_TEST_CASE(another_version_of_the_protocol_is_refused) {
    BOOST_TEST(status_of(answer_to(post("/fake.Service/echo", "{}", "Connect-Protocol-Version: 2\r\n"))) == 400);
    BOOST_TEST(status_of(answer_to(post("/fake.Service/echo", "{}", "Connect-Protocol-Version: 1\r\n"))) == 200);
}

BOOST_DATA_TEST_CASE(a_timeout_that_is_no_number_is_refused,
                     boost::unit_test::data::make({"x", "-1", "1.5", "12345678901", "1s", "+1", "0x10"}), value) {
    auto const answer =
        answer_to(post("/fake.Service/echo", "{}", "Connect-Timeout-Ms: " + std::string(value) + "\r\n"));
    BOOST_TEST(status_of(answer) == 400);
    BOOST_TEST(body_of(answer) ==
               R"({"code":"invalid_argument","message":"fake.Service.echo: Connect-Timeout-Ms is \")" +
                   std::string(value) + R"(\", which is not a number of at most ten digits","reached":"not_sent"})");
}

BOOST_AUTO_TEST_CASE(a_handler_sees_the_deadline) {
    auto const answer = answer_to(post("/fake.Service/about", "{}", "Connect-Timeout-Ms: 60000\r\n"));
    auto const at = answer.find("\"left\":");
    BOOST_REQUIRE(at != std::string::npos);
    int const left = std::stoi(answer.substr(at + 7));
    BOOST_TEST(left > 50000);
    BOOST_TEST(left <= 60000);
    BOOST_TEST(contains(answer_to(post("/fake.Service/about", "{}")), "\"left\":-1"));
    BOOST_TEST(status_of(answer_to(post("/fake.Service/about", "{}", "Connect-Timeout-Ms: 9999999999\r\n"))) == 200);
}

BOOST_AUTO_TEST_CASE(a_call_without_time_left_is_not_begun) {
    fake::world world;
    raw::connection peer(world.port());
    peer.send(post("/fake.Service/echo", "{}", "Connect-Timeout-Ms: 0\r\n"));
    auto const answer = peer.read_message();
    BOOST_TEST(status_of(answer) == 504);
    BOOST_TEST(contains(answer, R"("code":"deadline_exceeded")"));
    BOOST_TEST(contains(answer, R"("reached":"not_sent")"));
    BOOST_TEST(world.service->calls == 0);
}

BOOST_AUTO_TEST_CASE(the_deadline_is_answered_while_the_handler_still_works) {
    fake::world world;
    raw::connection peer(world.port());
    auto const begun = yonder::clock::now();
    peer.send(post("/fake.Service/wait", "{}", "Connect-Timeout-Ms: 100\r\n"));
    auto const answer = peer.read_message();
    BOOST_TEST(status_of(answer) == 504);
    BOOST_TEST((yonder::clock::now() - begun < suite::patience)); // the handler would wait until the end of the world
    peer.send(post("/fake.Service/echo", "[2]"));
    BOOST_TEST(body_of(peer.read_message()) == "[2]"); // the connection is as good as ever
}

BOOST_AUTO_TEST_CASE(a_reply_after_the_deadline_is_deadline_exceeded) {
    yonder::http::server_options options;
    options.prompt_below = 0ms; // so that the handler runs in the connection's thread
    auto const answer = answer_to(post("/fake.Service/sleep", "60", "Connect-Timeout-Ms: 20\r\n"), options);
    BOOST_TEST(status_of(answer) == 504);
}

BOOST_AUTO_TEST_CASE(an_id_is_taken_or_given_and_told) {
    std::string const id = "018f3c2e-7a10-7c4f-9a55-0242ac120002";
    auto const taken = answer_to(post("/fake.Service/about", "{}", "Yonder-Id: " + id + "\r\n"));
    BOOST_TEST(contains(taken, "\"id\":\"" + id + "\""));
    BOOST_TEST(contains(taken, "\r\nYonder-Id: " + id + "\r\n"));
    auto const given = answer_to(post("/fake.Service/about", "{}", "Yonder-Id: nonsense%0d%0aSet-Cookie:x\r\n"));
    BOOST_TEST(status_of(given) == 200);
    BOOST_TEST(contains(given, "\r\nYonder-Id: "));
    BOOST_TEST(!contains(given, "Set-Cookie"));
    BOOST_TEST(!contains(given, "00000000-0000-0000"));
}

BOOST_DATA_TEST_CASE(the_text_of_an_exception_stays_in,
                     boost::unit_test::data::make({"", "Connect-Timeout-Ms: 1000\r\n"}), header) {
    quiet const hush;
    auto const answer = answer_to(post("/fake.Service/blow", "{}", header));
    BOOST_TEST(status_of(answer) == 500);
    BOOST_TEST(contains(answer, R"("code":"internal")"));
    BOOST_TEST(!contains(answer, "secret"));
    BOOST_TEST(!contains(answer, "EXCEPTION"));
}

BOOST_AUTO_TEST_CASE(no_page_may_call_unless_its_origin_is_named) {
    std::string const page = "Origin: https://shop.example\r\n";
    std::string const preflight = "OPTIONS /fake.Service/echo HTTP/1.1\r\nHost: h\r\n" + page +
                                  "Access-Control-Request-Method: POST\r\nContent-Length: 0\r\n\r\n";
    BOOST_TEST(!contains(answer_to(preflight), "Access-Control"));
    BOOST_TEST(!contains(answer_to(post("/fake.Service/echo", "{}", page)), "Access-Control"));
    yonder::http::server_options options;
    options.allowed_origins = {"https://shop.example"};
    auto const answer = answer_to(preflight + "\r\n", options);
    BOOST_TEST(status_of(answer) == 204);
    BOOST_TEST(contains(answer, "\r\nAccess-Control-Allow-Origin: https://shop.example\r\n"));
    BOOST_TEST(contains(answer_to(post("/fake.Service/echo", "{}", page), options),
                        "\r\nAccess-Control-Allow-Origin: https://shop.example\r\n"));
    BOOST_TEST(!contains(answer_to(post("/fake.Service/echo", "{}", "Origin: https://shop.example.evil\r\n"), options),
                         "Access-Control"));
}

BOOST_AUTO_TEST_CASE(too_many_calls_at_work_are_refused) {
    yonder::http::server_options options;
    options.max_in_flight = 2;
    fake::world world(options);
    raw::connection one(world.port());
    raw::connection two(world.port());
    raw::connection three(world.port());
    one.send(post("/fake.Service/wait", "[1]"));
    two.send(post("/fake.Service/wait", "[2]"));
    world.service->door.await_arrivals(2);
    three.send(post("/fake.Service/echo", "[3]"));
    auto const refused = three.read_message();
    BOOST_TEST(status_of(refused) == 429);
    BOOST_TEST(contains(refused, R"("code":"resource_exhausted")"));
    world.service->door.open();
    BOOST_TEST(status_of(one.read_message()) == 200);
    BOOST_TEST(status_of(two.read_message()) == 200);
    three.send(post("/fake.Service/echo", "[3]"));
    BOOST_TEST(status_of(three.read_message()) == 200);
}

BOOST_AUTO_TEST_CASE(stopping_lets_a_call_at_work_finish) {
    fake::world world;
    raw::connection peer(world.port());
    peer.send(post("/fake.Service/wait", "[1]"));
    world.service->door.await_arrivals(1);
    std::thread stopper([&] { world.server.stop(); });
    world.service->door.open();
    BOOST_TEST(status_of(peer.read_message()) == 200);
    stopper.join();
    BOOST_CHECK_THROW(raw::connection(world.port()), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(a_server_that_was_never_started_ends) {
    yonder::http::server server(std::make_shared<yonder::rpc::registry>(), suite::with_engine());
    BOOST_TEST(server.listen("http://127.0.0.1:0").starts_with("http://127.0.0.1:"));
}

BOOST_AUTO_TEST_CASE(an_address_in_use_is_refused_by_name) {
    fake::world world;
    yonder::http::server second(std::make_shared<yonder::rpc::registry>(), suite::with_engine());
    try {
        second.listen(world.url);
        BOOST_ERROR("two servers at one address");
    } catch (std::system_error const& caught) {
        BOOST_TEST(contains(caught.what(), world.url));
    }
}

BOOST_AUTO_TEST_CASE(a_unix_socket_is_the_users_alone_and_goes_with_the_server) {
    auto const path = std::filesystem::temp_directory_path() / ("yonder-server-" + std::to_string(::getpid()));
    std::string const url = "http+unix://" + path.string();
    {
        fake::world world({}, url);
        struct stat found {};
        BOOST_REQUIRE(::stat(path.c_str(), &found) == 0);
        BOOST_TEST((found.st_mode & 0777) == 0600);
        BOOST_TEST(fake::call(*yonder::http::connect(url), "echo", "[1]") == "[1]");
        BOOST_CHECK_THROW(fake::world({}, url), std::system_error); // one that lives is not pushed aside
        BOOST_TEST(fake::call(*yonder::http::connect(url), "echo", "[2]") == "[2]");
    }
    BOOST_TEST(!std::filesystem::exists(path));
}

BOOST_AUTO_TEST_CASE(a_socket_that_a_dead_server_left_is_replaced) {
    auto const path = std::filesystem::temp_directory_path() / ("yonder-stale-" + std::to_string(::getpid()));
    int const left = ::socket(AF_UNIX, SOCK_STREAM, 0);
    std::string const text = path.string();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    text.copy(address.sun_path, sizeof address.sun_path - 1);
    BOOST_REQUIRE(::bind(left, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    ::close(left);
    BOOST_REQUIRE(std::filesystem::exists(path));
    fake::world world({}, "http+unix://" + text);
    BOOST_TEST(fake::call(*yonder::http::connect(world.url), "echo", "[1]") == "[1]");
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_socket_is_left_alone) {
    auto const path = std::filesystem::temp_directory_path() / ("yonder-file-" + std::to_string(::getpid()));
    std::fclose(std::fopen(path.c_str(), "w"));
    BOOST_CHECK_THROW(fake::world({}, "http+unix://" + path.string()), std::system_error);
    BOOST_TEST(std::filesystem::exists(path));
    std::filesystem::remove(path);
}

BOOST_AUTO_TEST_SUITE_END()
