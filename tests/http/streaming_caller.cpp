// SPDX-License-Identifier: BSL-1.0
// What readers of a stream, and callers that send one, get from servers that are ill, gone, or something else.
#include "../rpc/feed.hpp"
#include "../support/patience.hpp"
#include "bare_server.hpp"

#include <yonder/http/client.hpp>
#include <yonder/rpc/remote.hpp>
#include <yonder/yonder.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <optional>
#include <string>
#include <thread>

using namespace std::chrono_literals;
using namespace suite::v1;
using boost::unit_test::data::make;
using yonder::code;
using yonder::reached;
using yonder::stream;

namespace {

std::string envelope(std::string const& message, int flags = 0) {
    std::string bytes(1, static_cast<char>(flags));
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(message.size() >> shift);
    return bytes + message;
}
std::string last(std::string const& message) { return envelope(message, 2); }
std::string item(int number) { return envelope("{\"result\":" + std::to_string(number) + "}"); }
std::string chunk(std::string const& bytes) {
    char size[20];
    std::snprintf(size, sizeof size, "%zx\r\n", bytes.size());
    return size + bytes + "\r\n";
}

std::string const head = "HTTP/1.1 200 OK\r\nContent-Type: application/connect+json\r\n";
std::string const in_chunks = head + "Transfer-Encoding: chunked\r\n\r\n";
std::string const until_closed = head + "Connection: close\r\n\r\n";

std::string whole(std::string const& body) { return bare::reply(body, "application/connect+json"); }

// A server that answers every request so and then closes.
auto once(std::string answer) {
    return [answer = std::move(answer)](bare::server&, bare::connection from) {
        if (bare::read_request(from))
            from.send(answer);
    };
}

std::unique_ptr<Feed> remote(bare::server const& to, yonder::http::client_options options = {}) {
    return yonder::rpc::make_remote<Feed>(yonder::http::connect(to.url(), std::move(options)));
}

// What came of a stream: the items, and the failure at its end.
struct outcome {
    int items = 0;
    std::optional<yonder::failure> failed;
    std::string message;
};

outcome read(stream<int> from) {
    outcome seen;
    try {
        while (from.next().get())
            ++seen.items;
    } catch (yonder::error const& caught) {
        seen.failed = caught.as_failure();
        seen.message = caught.what();
    }
    return seen;
}

outcome read_from(bare::server const& server, yonder::http::client_options options = {}) {
    yonder::call_scope const scope(yonder::timeout(10s));
    auto const feed = remote(server, std::move(options));
    return read(feed->forever());
}

void check(outcome const& is, int items, code wanted, reached how_far) {
    BOOST_TEST_CONTEXT(is.message) {
        BOOST_TEST(is.items == items);
        BOOST_REQUIRE(is.failed);
        BOOST_TEST(to_string(is.failed->code) == to_string(wanted));
        BOOST_TEST(to_string(is.failed->reached) == to_string(how_far));
    }
}

stream<int> count_to(int end) {
    for (int i = 1; i <= end; ++i)
        co_yield i;
}

stream<int> endlessly(std::atomic<int>& made) {
    for (;;)
        co_yield ++made;
}

} // namespace

BOOST_AUTO_TEST_SUITE(http_streaming_caller)

BOOST_DATA_TEST_CASE(a_whole_stream_is_read_however_its_body_is_framed,
                     make({whole(item(1) + item(2) + last("{}")), until_closed + item(1) + item(2) + last("{}"),
                           in_chunks + chunk(item(1) + item(2) + last("{}")) + "0\r\n\r\n",
                           whole(item(1) + item(2) + last(R"({"metadata":{"a":["b"]}})")),
                           whole(item(1) + item(2) + last(R"({"error":null})"))}),
                     answer) {
    bare::server const server(once(answer));
    auto const seen = read_from(server);
    BOOST_TEST(seen.items == 2);
    BOOST_TEST(seen.message == "");
}

BOOST_AUTO_TEST_CASE(a_stream_may_come_byte_by_byte) {
    bare::server const server([](bare::server&, bare::connection from) {
        if (!bare::read_request(from))
            return;
        from.send(in_chunks);
        for (char const byte : item(1) + item(2) + last("{}"))
            from.send(chunk(std::string(1, byte)));
        from.send("0\r\n\r\n");
    });
    auto const seen = read_from(server);
    BOOST_TEST(seen.items == 2);
    BOOST_TEST(seen.message == "");
}

BOOST_DATA_TEST_CASE(a_stream_that_breaks_off_fails_after_its_items,
                     make({in_chunks + chunk(item(1) + item(2)), in_chunks + chunk(item(1) + item(2) + "\1"),
                           in_chunks + chunk(item(1) + item(2) + item(3).substr(0, 9)),
                           in_chunks + "fff\r\n" + item(1) + item(2), until_closed + item(1) + item(2),
                           in_chunks + chunk(item(1) + item(2)) + "0\r\n\r\n", whole(item(1) + item(2)),
                           whole(item(1) + item(2) + last("{}").substr(0, 6)),
                           head + "Content-Length: 9999\r\n\r\n" + item(1) + item(2)}),
                     answer) {
    bare::server const server(once(answer));
    auto const seen = read_from(server);
    check(seen, 2, code::unavailable, reached::maybe_executed);
    BOOST_TEST(server.accepted() == 1); // and is not asked for again
}

BOOST_DATA_TEST_CASE(what_is_no_message_of_the_protocol_ends_a_stream,
                     make({item(1) + envelope("{}", 1) + last("{}"), item(1) + envelope("{}", 128) + last("{}"),
                           item(1) + last("[]"), item(1) + last("{"), item(1) + last(""),
                           item(1) + last(R"({"error":5})"), item(1) + last(std::string("\0\xff", 2))}),
                     body) {
    bare::server const server(once(whole(body)));
    auto const seen = read_from(server);
    BOOST_TEST(seen.items == 1);
    BOOST_REQUIRE(seen.failed);
    BOOST_TEST(to_string(seen.failed->reached) == to_string(reached::maybe_executed));
}

BOOST_DATA_TEST_CASE(what_follows_the_end_is_no_item,
                     make({item(2), std::string("garbage"), last("{}"), last(R"({"error":{"code":"internal"}})"),
                           std::string("\0", 1)}),
                     garbage) {
    bare::server const server(once(whole(item(1) + last("{}") + garbage)));
    BOOST_TEST(read_from(server).items == 1);
    bare::server const chunked(once(in_chunks + chunk(item(1) + last("{}")) + chunk(garbage) + "0\r\n\r\n"));
    BOOST_TEST(read_from(chunked).items == 1);
}

BOOST_AUTO_TEST_CASE(a_declared_exception_in_the_end_is_thrown_as_itself) {
    bare::server const server(
        once(whole(item(0) + last(R"({"error":{"code":"failed_precondition","message":"stuck","details":)"
                                  R"([{"type":"suite.v1.Stuck","value":"CAk","debug":{"at":9}}]},"metadata":{}})"))));
    auto const feed = remote(server);
    auto items = feed->fail_after(1);
    BOOST_TEST(items.next().get().value_or(-1) == 0);
    BOOST_CHECK_EXCEPTION(items.next().get(), Stuck, [](Stuck const& caught) { return caught.at == 9; });

    std::string const refusal = whole(last(R"({"error":{"code":"failed_precondition","details":)"
                                           R"([{"type":"suite.v1.Stuck","value":"CAk","debug":{"at":9}}]}})"));
    bare::server const taker([&](bare::server&, bare::connection from) {
        if (bare::read_request(from) && from.send(refusal))
            from.read_all(); // closing on top of what still comes would reset the connection
    });
    auto const other = remote(taker);
    BOOST_CHECK_EXCEPTION(other->refuse_after(1, count_to(3)), Stuck,
                          [](Stuck const& caught) { return caught.at == 9; });
}

BOOST_AUTO_TEST_CASE(an_item_of_the_wrong_type_fails_the_stream) {
    bare::server const server(once(whole(item(1) + envelope(R"({"result":"two"})") + last("{}"))));
    auto const seen = read_from(server);
    BOOST_TEST(seen.items == 1);
    BOOST_REQUIRE(seen.failed);
    BOOST_TEST(seen.message.find("result") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_item_over_the_limit_fails_the_stream_before_it_comes) {
    yonder::http::client_options options;
    options.max_reply = 1000;
    bare::server const server(once(in_chunks + chunk(item(1) + std::string("\0\xff\xff\xff\xff{", 6))));
    check(read_from(server, options), 1, code::resource_exhausted, reached::executed);
}

BOOST_AUTO_TEST_CASE(the_limit_is_that_of_an_item_not_of_a_stream) {
    yonder::http::client_options options;
    options.max_reply = 1000;
    std::string body;
    for (int i = 0; i < 200; ++i)
        body += item(i);
    for (std::string const& answer : {whole(body + last("{}")), until_closed + body + last("{}")}) {
        bare::server const server(once(answer));
        auto const seen = read_from(server, options);
        BOOST_TEST(seen.items == 200);
        BOOST_TEST(seen.message == "");
    }
}

BOOST_AUTO_TEST_CASE(a_refusal_instead_of_a_stream_is_that_refusal) {
    bare::server const server(once(
        bare::reply(R"({"code":"unavailable","message":"later"})", "application/json", "503 Service Unavailable")));
    auto const seen = read_from(server);
    check(seen, 0, code::unavailable, reached::executed);
    BOOST_TEST(seen.message.find("later") != std::string::npos);
    BOOST_TEST(seen.failed->transport_status == 503);
}

BOOST_AUTO_TEST_CASE(a_page_of_a_proxy_instead_of_a_stream_is_told) {
    bare::server const server(once(bare::reply("<h1>down</h1>", "text/html", "503 Service Unavailable")));
    auto const seen = read_from(server);
    check(seen, 0, code::unavailable, reached::maybe_executed);
    BOOST_TEST(seen.message.find("text/html") != std::string::npos);
}

BOOST_DATA_TEST_CASE(an_answer_of_another_type_is_no_stream,
                     make({"application/json", "application/connect+proto", "text/plain", "application/x-ndjson"}),
                     type) {
    bare::server const server(once(bare::reply(item(1) + last("{}"), type)));
    auto const seen = read_from(server);
    check(seen, 0, code::internal, reached::maybe_executed);
    BOOST_TEST(seen.message.find(type) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_method_with_one_result_takes_one_message) {
    auto const sum_of = [](std::string const& body) {
        bare::server const server([&body](bare::server&, bare::connection from) {
            from.read(10s); // the head
            from.send(whole(body));
            from.finish();
            from.read_all(); // closing on top of what comes would break the connection
        });
        return remote(server)->sum("a", count_to(3));
    };
    BOOST_TEST(sum_of(item(7) + last("{}")) == 7);
    BOOST_CHECK_THROW(sum_of(last("{}")), yonder::invoke_error);
    BOOST_CHECK_THROW(sum_of(item(7) + item(8) + last("{}")), yonder::invoke_error);
    BOOST_CHECK_THROW(sum_of(item(7)), yonder::invoke_error);
}

BOOST_AUTO_TEST_CASE(a_server_that_answers_before_the_end_of_the_argument_stops_it) {
    bare::server const server([](bare::server&, bare::connection from) {
        from.read(10s); // the head
        from.send(whole(item(7) + last("{}")));
        from.finish();
        from.read_all();
    });
    std::atomic<int> made = 0;
    yonder::call_scope const scope(yonder::timeout(10s));
    BOOST_TEST(remote(server)->first(endlessly(made)) == 7);
}

BOOST_AUTO_TEST_CASE(a_server_that_takes_nothing_slows_the_producer_until_the_deadline) {
    bare::server const server([](bare::server& self, bare::connection from) {
        from.read(10s); // the head
        while (!self.is_over())
            std::this_thread::sleep_for(1ms);
    });
    std::atomic<int> made = 0;
    yonder::call_scope const scope(yonder::timeout(300ms));
    BOOST_CHECK_EXCEPTION(remote(server)->sum("a", endlessly(made)), yonder::invoke_error,
                          [](yonder::error const& caught) { return caught.code() == code::deadline_exceeded; });
}

BOOST_AUTO_TEST_CASE(a_reader_that_is_slow_slows_the_server) {
    std::atomic<int> sent = 0;
    bare::server const server([&](bare::server& self, bare::connection from) {
        bare::read_request(from);
        from.send(in_chunks);
        std::string const large = chunk(envelope("{\"result\":" + std::string(200'000, ' ') + "1}"));
        while (!self.is_over() && from.send(large))
            ++sent;
    });
    auto const feed = remote(server);
    auto items = feed->forever();
    BOOST_TEST(items.next().get().value_or(0) == 1);
    int seen = -1;
    while (std::exchange(seen, sent.load()) != sent)
        std::this_thread::sleep_for(100ms); // until it stands still
    BOOST_TEST(seen < 200);
    items.cancel(); // or the server would never be done
}

BOOST_AUTO_TEST_CASE(a_reader_that_goes_away_closes_the_connection) {
    std::atomic<bool> is_closed = false;
    bare::server const server([&](bare::server&, bare::connection from) {
        bare::read_request(from);
        from.send(in_chunks + chunk(item(1)));
        is_closed = from.ends(10s);
    });
    auto const feed = remote(server);
    {
        auto items = feed->forever();
        BOOST_TEST(items.next().get().value_or(0) == 1);
    }
    auto const until = yonder::clock::now() + 10s;
    while (!is_closed && yonder::clock::now() < until)
        std::this_thread::sleep_for(1ms);
    BOOST_TEST(is_closed);
}

namespace {

// A server whose streams have one item and no end, and two of them, which are all that the client may have.
struct full_house {
    full_house() {
        client_options.max_connections = 2;
        feed = remote(server, client_options);
        for (auto& one : held) {
            one = feed->forever();
            BOOST_TEST(one.next().get().value_or(0) == 1);
        }
    }
    bare::server const server{[](bare::server&, bare::connection from) {
        bare::read_request(from);
        from.send(in_chunks + chunk(item(1)));
        from.ends(30s);
    }};
    yonder::http::client_options client_options;
    std::shared_ptr<Feed> feed;
    stream<int> held[2];
};

void check_unsent(outcome const& seen) {
    check(seen, 0, code::resource_exhausted, reached::not_sent);
    BOOST_TEST(seen.message.find("connections to the server were in use") != seen.message.npos);
}

} // namespace

BOOST_AUTO_TEST_CASE(a_stream_that_finds_no_connection_waits_ten_seconds_for_one) {
    full_house house;
    auto const begun = yonder::clock::now();
    auto const later = yonder::async(house.feed);
    auto streamed = house.feed->forever();
    auto sum = later->sum("a", count_to(3));
    check_unsent(read(std::move(streamed)));
    BOOST_CHECK_EXCEPTION(sum.get(), yonder::invoke_error, [](yonder::error const& caught) {
        return caught.code() == code::resource_exhausted && caught.reached() == reached::not_sent;
    });
    auto const taken = yonder::clock::now() - begun;
    BOOST_TEST((taken > 9s));
    BOOST_TEST((taken < suite::patience));
    BOOST_TEST(house.server.accepted() == 2);
}

BOOST_AUTO_TEST_CASE(a_stream_that_finds_no_connection_before_its_deadline_was_not_sent) {
    full_house house;
    for (int i = 0; i < 20; ++i) {
        yonder::call_scope const scope(yonder::timeout(20ms));
        auto const begun = yonder::clock::now();
        check_unsent(read(house.feed->forever()));
        BOOST_TEST((yonder::clock::now() - begun < suite::patience));
    }
    house.held[0] = {}; // and there is room
    BOOST_TEST(house.feed->forever().next().get().value_or(0) == 1);
    BOOST_TEST(house.server.accepted() == 3);
}

BOOST_AUTO_TEST_CASE(a_call_that_is_cancelled_while_it_waits_for_a_connection_ends_at_once) {
    full_house house;
    auto items = house.feed->forever();
    std::jthread const canceller([&] {
        std::this_thread::sleep_for(20ms);
        items.cancel();
    });
    auto const begun = yonder::clock::now();
    BOOST_CHECK_EXCEPTION(items.next().get(), yonder::invoke_error, [](yonder::error const& caught) {
        return caught.code() == code::canceled && caught.reached() == reached::not_sent;
    });
    BOOST_TEST((yonder::clock::now() - begun < suite::patience));
}

BOOST_AUTO_TEST_CASE(a_stream_that_says_nothing_ends_at_the_deadline) {
    bare::server const server([](bare::server&, bare::connection from) {
        bare::read_request(from);
        from.send(in_chunks + chunk(item(1)));
        from.ends(10s);
    });
    yonder::call_scope const scope(yonder::timeout(100ms));
    auto const feed = remote(server);
    check(read(feed->forever()), 1, code::deadline_exceeded, reached::maybe_executed);
}

BOOST_AUTO_TEST_SUITE_END()
