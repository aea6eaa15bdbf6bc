// SPDX-License-Identifier: BSL-1.0
// Clients that mean harm, or know no better. After each the server serves others as before, and nothing is held for
// ever.
#include "../support/patience.hpp"
#include "fake_service.hpp"
#include "raw_socket.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <zlib.h>

#include <vector>

using namespace std::chrono_literals;
using raw::post;
using raw::status_of;

namespace {

std::string const head = "POST /fake.Service/echo HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n";

yonder::http::server_options small() {
    yonder::http::server_options options;
    options.max_body = 10'000;
    options.read_timeout = 1s;
    options.request_timeout = 1s;
    return options;
}

// The same with little patience.
yonder::http::server_options hasty() {
    auto options = small();
    options.read_timeout = 300ms;
    options.request_timeout = 600ms;
    options.keep_alive = 300ms;
    return options;
}

// A server under attack. Each test ends with the proof that it still serves.
struct victim : fake::world {
    explicit victim(yonder::http::server_options options = small()) : world(std::move(options)) {}
    ~victim() {
        raw::connection other(port());
        other.send(post("/fake.Service/echo", "[7]"));
        BOOST_TEST(other.read_message().ends_with("\r\n\r\n[7]"));
    }
    raw::connection peer{port()};
};

// "413 too much": what an answer says of a call that was not begun.
std::string refusal_of(std::string const& answer) {
    std::string const begin = "\"message\":\"";
    std::string const end = R"(","reached":"not_sent"})";
    std::size_t const at = answer.find(begin);
    if (at == answer.npos || !answer.ends_with(end))
        return answer;
    return std::to_string(status_of(answer)) + " " +
           answer.substr(at + begin.size(), answer.size() - at - begin.size() - end.size());
}

std::string gzip(std::string const& text) {
    std::string packed(text.size() + 1000, '\0');
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

} // namespace

BOOST_AUTO_TEST_SUITE(http_hostile)

BOOST_AUTO_TEST_CASE(a_body_over_the_limit_is_413) {
    victim server;
    server.peer.send(post("/fake.Service/echo", std::string(10'001, ' ')));
    auto const answer = server.peer.read_message();
    BOOST_TEST(status_of(answer) == 413);
    BOOST_TEST(answer.ends_with(R"({"code":"resource_exhausted","message":"fake.Service.echo: the request has more )"
                                R"(than 10000 bytes, which is the limit of this server: send less, or allow more with )"
                                R"(host_options::max_body","reached":"not_sent"})"),
               answer);
    BOOST_TEST(server.service->calls == 0);
}

BOOST_AUTO_TEST_CASE(an_answer_that_ends_the_connection_does_not_say_how_long_it_is_kept) {
    victim server;
    server.peer.send(post("/fake.Service/echo", std::string(10'001, ' ')));
    auto const answer = server.peer.read_message();
    BOOST_TEST(answer.find("\r\nConnection: close\r\n") != std::string::npos, answer);
    BOOST_TEST(answer.find("Keep-Alive") == std::string::npos, answer);
}

BOOST_AUTO_TEST_CASE(a_body_that_is_not_whole_says_what_is_wrong_with_it) {
    auto const message_of = [](std::string const& request, bool finishes) {
        victim server(hasty());
        server.peer.send(request);
        if (finishes)
            server.peer.finish();
        return refusal_of(server.peer.read_message());
    };
    std::string const chunked = head + "Transfer-Encoding: chunked\r\n";
    std::string const chunks = "its chunks are none, or end with trailers, which are not served";
    std::string const packing = "it is not in the form of gzip, as its Content-Encoding says";
    std::string const begin = "400 fake.Service.echo: the request is not whole: ";
    BOOST_TEST(message_of(head + "Content-Length: 9\r\n\r\n{}", true) == begin + "the connection ended before it did");
    BOOST_TEST(message_of(head + "Content-Length: 9\r\n\r\n{}", false) ==
               "408 fake.Service.echo: the request did not come in time: the client stood still for longer than "
               "host_options::read_timeout, or was not done within request_timeout");
    BOOST_TEST(message_of(post("/fake.Service/echo", "this is not gzip", "Content-Encoding: gzip\r\n"), false) ==
               begin + packing);
    BOOST_TEST(message_of(chunked + "\r\n2\r\n{}\r\n0\r\nTrailer: x\r\n\r\n", false) == begin + chunks);
    BOOST_TEST(message_of(chunked + "\r\n2\r\n{}0\r\n\r\n", false) == begin + chunks);
    BOOST_TEST(message_of(chunked + "Content-Encoding: gzip\r\n\r\n2\r\n{}\r\n0\r\n\r\n", false) ==
               begin + chunks + ", or " + packing);
}

BOOST_AUTO_TEST_CASE(a_head_that_is_too_long_says_which_part_of_it) {
    auto const message_of = [](std::string const& request) {
        auto options = small();
        options.max_head = 30'000;
        victim server(options);
        server.peer.send(request);
        return refusal_of(server.peer.read_message());
    };
    BOOST_TEST(message_of(head + "Long: " + std::string(8'300, 'x') + "\r\nContent-Length: 0\r\n\r\n") ==
               "431 a header of the request has more than 8192 bytes, which is the limit");
    BOOST_TEST(message_of("POST /" + std::string(8'300, 'x') + " HTTP/1.1\r\nContent-Length: 0\r\n\r\n") ==
               "414 the URI of the request has more than 8192 bytes, which is the limit");
    std::string many = head;
    for (int i = 0; i < 10; ++i)
        many += "Long: " + std::string(4'000, 'x') + "\r\n";
    BOOST_TEST(message_of(many + "\r\n") ==
               "431 the head of the request has more than 30000 bytes, which is the limit");
}

BOOST_AUTO_TEST_CASE(a_body_at_the_limit_is_taken) {
    victim server;
    server.peer.send(post("/fake.Service/echo", std::string(10'000, ' ')));
    BOOST_TEST(status_of(server.peer.read_message()) == 200);
}

BOOST_AUTO_TEST_CASE(an_enormous_body_is_refused_before_it_is_sent) {
    victim server;
    server.peer.send(head + "Content-Length: 999999999999\r\n\r\n{");
    BOOST_TEST(status_of(server.peer.read_message()) == 413);
    BOOST_TEST(server.peer.is_at_end());
}

BOOST_AUTO_TEST_CASE(a_client_that_asks_first_is_not_told_to_send_too_much) {
    victim server;
    server.peer.send(head + "Expect: 100-continue\r\nContent-Length: 10001\r\n\r\n");
    BOOST_TEST(status_of(server.peer.read_message()) == 413);
}

BOOST_AUTO_TEST_CASE(a_client_that_asks_first_is_told_to_go_on) {
    victim server;
    server.peer.send(head + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    BOOST_TEST(status_of(server.peer.read_message()) == 100);
    server.peer.send("{}");
    BOOST_TEST(status_of(server.peer.read_message()) == 200);
}

BOOST_AUTO_TEST_CASE(a_chunked_body_over_the_limit_is_413) {
    victim server;
    server.peer.send(head + "Transfer-Encoding: chunked\r\n\r\n");
    std::string const chunk = "800\r\n" + std::string(0x800, ' ') + "\r\n";
    for (int i = 0; i < 6; ++i)
        server.peer.send(chunk);
    server.peer.send("0\r\n\r\n");
    BOOST_TEST(status_of(server.peer.read_message()) == 413);
}

BOOST_AUTO_TEST_CASE(a_chunked_body_without_end_is_cut_off) {
    victim server;
    server.peer.send(head + "Transfer-Encoding: chunked\r\n\r\n");
    std::string const chunk = "10000\r\n" + std::string(0x10000, ' ') + "\r\n";
    int sent = 0;
    while (sent < 1000 && server.peer.send(chunk))
        ++sent;
    BOOST_TEST(sent < 1000);
    BOOST_TEST(server.service->calls == 0);
}

BOOST_DATA_TEST_CASE(chunks_that_are_none_are_refused,
                     boost::unit_test::data::make({"x\r\n", "-1\r\n{}\r\n0\r\n\r\n", "ffffffffffffffff\r\n{}",
                                                   "fffffffffffffffffff\r\n{}", "2\r\n{}0\r\n\r\n"}),
                     chunks) {
    victim server;
    server.peer.send(head + "Transfer-Encoding: chunked\r\n\r\n" + chunks);
    server.peer.finish();
    auto const answer = server.peer.read_message();
    BOOST_TEST((answer.empty() || status_of(answer) == 400 || status_of(answer) == 413));
    BOOST_TEST(server.service->calls == 0);
}

BOOST_AUTO_TEST_CASE(a_packed_body_is_unpacked) {
    victim server;
    server.peer.send(post("/fake.Service/echo", gzip(R"({"a":1})"), "Content-Encoding: gzip\r\n"));
    BOOST_TEST(server.peer.read_message().ends_with(R"({"a":1})"));
}

BOOST_AUTO_TEST_CASE(a_packed_body_counts_as_what_it_unpacks_to) {
    victim server;
    std::string const bomb = gzip(std::string(50'000'000, ' '));
    server.peer.send(head + "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (std::size_t at = 0; at < bomb.size(); at += 1000) {
        auto const piece = bomb.substr(at, 1000);
        char size[16];
        std::snprintf(size, sizeof size, "%zx\r\n", piece.size());
        if (!server.peer.send(size + piece + "\r\n"))
            break;
    }
    server.peer.send("0\r\n\r\n");
    BOOST_TEST(status_of(server.peer.read_message()) == 413);
}

BOOST_AUTO_TEST_CASE(a_small_packed_body_that_unpacks_to_much_is_413) {
    yonder::http::server_options options = small();
    options.max_body = 100'000;
    victim server(options);
    std::string const bomb = gzip(std::string(50'000'000, ' '));
    BOOST_REQUIRE(bomb.size() < 100'000);
    server.peer.send(post("/fake.Service/echo", bomb, "Content-Encoding: gzip\r\n"));
    BOOST_TEST(status_of(server.peer.read_message()) == 413);
}

BOOST_AUTO_TEST_CASE(a_body_that_is_not_packed_as_it_says_is_refused) {
    victim server;
    server.peer.send(post("/fake.Service/echo", "this is not gzip", "Content-Encoding: gzip\r\n"));
    BOOST_TEST(status_of(server.peer.read_message()) == 400);
}

BOOST_AUTO_TEST_CASE(too_many_headers_are_431) {
    victim server;
    std::string many;
    for (int i = 0; i < 101; ++i)
        many += "X-" + std::to_string(i) + ": 1\r\n";
    server.peer.send(post("/fake.Service/echo", "{}", many));
    BOOST_TEST(status_of(server.peer.read_message()) == 431);
}

BOOST_AUTO_TEST_CASE(headers_without_end_are_cut_off) {
    victim server;
    server.peer.send(head);
    std::string const some = "X-Header: " + std::string(1000, 'x') + "\r\n";
    int sent = 0;
    while (sent < 100'000 && server.peer.send(some))
        ++sent;
    BOOST_TEST(sent < 100'000); // a hundred megabytes
}

BOOST_AUTO_TEST_CASE(a_huge_header_line_is_refused) {
    victim server;
    server.peer.send(head + "X-Long: " + std::string(1'000'000, 'x') + "\r\nContent-Length: 2\r\n\r\n{}");
    auto const answer = server.peer.read_message();
    BOOST_TEST((answer.empty() || status_of(answer) == 400 || status_of(answer) == 431));
    BOOST_TEST(server.service->calls == 0);
}

BOOST_AUTO_TEST_CASE(a_huge_path_is_refused) {
    victim server;
    server.peer.send("POST /" + std::string(20'000, 'x') + " HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n");
    auto const answer = server.peer.read_message();
    BOOST_TEST((answer.empty() || status_of(answer) == 414 || status_of(answer) == 431 || status_of(answer) == 404));
}

BOOST_DATA_TEST_CASE(
    a_length_in_two_ways_is_refused,
    boost::unit_test::data::make(
        {"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
         "Content-Length: 5\r\nContent-Length: 5\r\n", "Content-Length: 5\r\nContent-Length: 6\r\n",
         "Content-Length: +5\r\n", "Content-Length: -5\r\n", "Content-Length: 5, 5\r\n", "Content-Length: 0x5\r\n",
         "Transfer-Encoding: gzip, chunked\r\n", "Transfer-Encoding: identity\r\n", "Transfer-Encoding : chunked\r\n",
         "Transfer-Encoding: xchunked\r\n", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"}),
    lengths) {
    victim server;
    server.peer.send(head + lengths + "\r\n0\r\n\r\nPOST /fake.Service/echo HTTP/1.1\r\n");
    auto const answer = server.peer.read_message();
    BOOST_TEST((answer.empty() || status_of(answer) == 400 || status_of(answer) == 501));
    BOOST_TEST(server.peer.is_at_end()); // so what follows cannot be taken for a request
    BOOST_TEST(server.service->calls == 0);
}

BOOST_AUTO_TEST_CASE(a_length_that_is_empty_ends_the_connection) {
    victim server;
    server.peer.send(head + "Content-Length:\r\n\r\n{}POST /fake.Service/echo HTTP/1.1\r\n\r\n");
    BOOST_TEST(status_of(server.peer.read_message()) == (suite::is_threaded() ? 200 : 400)); // cpp-httplib drops it
    BOOST_TEST(server.peer.is_at_end());
}

BOOST_AUTO_TEST_CASE(an_encoded_line_end_in_a_header_goes_nowhere) {
    victim server;
    server.peer.send(
        post("/fake.Service/echo", "{}", "Yonder-Id: a%0d%0aX-Smuggled: 1\r\nOrigin: a%0d%0aX-Smuggled: 1\r\n"));
    BOOST_TEST(server.peer.read_message().find("Smuggled") == std::string::npos);
    server.peer.send("POST /fake.Service/echo HTTP/1.1\r\nHost: h\r\nContent-Type: a%0d%0aX-Smuggled: 1\r\n"
                     "Content-Length: 0\r\n\r\n");
    BOOST_TEST(server.peer.read_message().find("\nX-Smuggled") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_encoded_line_end_in_a_path_goes_nowhere) {
    victim server;
    server.peer.send(post("/fake.Service/a%0d%0aX-Smuggled:%201", "{}"));
    auto const answer = server.peer.read_message();
    BOOST_TEST(status_of(answer) == 404);
    BOOST_TEST(answer.find("\nX-Smuggled") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_forged_address_is_a_header_like_any_other) {
    victim server;
    server.peer.send(post("/fake.Service/echo", "{}", "REMOTE_ADDR: 10.0.0.1\r\nREMOTE_PORT: 1\r\n"));
    BOOST_TEST(status_of(server.peer.read_message()) == 200);
}

BOOST_AUTO_TEST_CASE(requests_sent_ahead_are_answered_in_order) {
    victim server;
    std::string all;
    for (int i = 0; i < 20; ++i)
        all += post("/fake.Service/echo", "[" + std::to_string(i) + "]");
    server.peer.send(all);
    for (int i = 0; i < 20; ++i)
        BOOST_TEST(server.peer.read_message().ends_with("[" + std::to_string(i) + "]"));
}

BOOST_DATA_TEST_CASE(what_is_no_http_is_refused,
                     boost::unit_test::data::make({"\r\n\r\n", "hello\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
                                                   "\x16\x03\x01\x02\x01\x01", "POST / HTTP/1.1\nHost: h\n\n",
                                                   "POST /fake.Service/echo HTTP/1.1\r\nno colon\r\n\r\n",
                                                   "POST /fake.Service/echo HTTP/1.1\r\n: empty\r\n\r\n",
                                                   "POST  /fake.Service/echo HTTP/1.1\r\n\r\n",
                                                   "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"}),
                     text) {
    victim server;
    server.peer.send(text);
    server.peer.finish();
    auto const answer = server.peer.read_all();
    BOOST_TEST((answer.empty() || status_of(answer) >= 400));
    BOOST_TEST(server.service->calls == 0);
}

BOOST_AUTO_TEST_CASE(bytes_at_random_are_survived) {
    victim server;
    unsigned seed = 1;
    for (int round = 0; round < 50; ++round) {
        std::string noise;
        for (int i = 0; i < 2000; ++i)
            noise += static_cast<char>((seed = seed * 1103515245 + 12345) >> 16);
        raw::connection peer(server.port());
        peer.send(noise);
        peer.finish();
        peer.read_all();
    }
    BOOST_TEST(server.service->calls == 0);
}

BOOST_AUTO_TEST_CASE(a_connection_that_ends_in_a_body_makes_no_call) {
    victim server;
    server.peer.send(head + "Content-Length: 100\r\n\r\n{\"half\":");
    server.peer.finish();
    auto const answer = server.peer.read_message();
    BOOST_TEST((answer.empty() || status_of(answer) == 400));
    BOOST_TEST(server.service->calls == 0);
    raw::connection second(server.port());
    second.send(head + "Content-Length: 100\r\n\r\n{\"half\":");
    second.reset();
}

BOOST_DATA_TEST_CASE(half_a_request_ends_at_a_limit,
                     boost::unit_test::data::make({"", "POST /fake.Serv", "POST /fake.Service/echo HTTP/1.1\r\nHost: h",
                                                   "POST /fake.Service/echo HTTP/1.1\r\nHost: h\r\nContent-Type: "
                                                   "application/json\r\nContent-Length: 10\r\n\r\n{}"}),
                     half) {
    victim server(hasty());
    server.peer.send(half);
    auto const begun = yonder::clock::now();
    server.peer.read_all();
    BOOST_TEST((yonder::clock::now() - begun < suite::patience));
    BOOST_TEST(server.service->calls == 0);
}

BOOST_DATA_TEST_CASE(a_request_that_trickles_ends_at_a_limit,
                     boost::unit_test::data::make({"POST /fake.Service/echo HTTP/1.1\r\nX-Slow: ",
                                                   "POST /fake.Service/echo HTTP/1.1\r\nHost: h\r\nContent-Type: "
                                                   "application/json\r\nContent-Length: 9999\r\n\r\n"}),
                     beginning) {
    victim server(hasty());
    server.peer.send(beginning);
    auto const begun = yonder::clock::now();
    while (server.peer.send("x") && yonder::clock::now() - begun < suite::patience)
        std::this_thread::sleep_for(50ms);
    BOOST_TEST((yonder::clock::now() - begun < suite::patience));
    BOOST_TEST(server.service->calls == 0);
}

BOOST_AUTO_TEST_CASE(a_client_that_does_not_read_its_answers_harms_nobody) {
    victim server;
    std::string const request = post("/fake.Service/big", "4000000");
    std::thread flood([&] {
        for (int i = 0; i < 50 && server.peer.send(request); ++i) {
        }
    });
    flood.join();
    raw::connection other(server.port());
    other.send(post("/fake.Service/echo", "[1]"));
    BOOST_TEST(other.read_message().ends_with("[1]"));
    server.peer.reset();
}

BOOST_AUTO_TEST_CASE(clients_that_vanish_before_their_answer_harm_nobody) {
    victim server;
    for (int i = 0; i < 20; ++i) {
        raw::connection peer(server.port());
        peer.send(post("/fake.Service/big", "1000000"));
        peer.reset();
    }
}

BOOST_AUTO_TEST_SUITE_END()
