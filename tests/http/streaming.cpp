// SPDX-License-Identifier: BSL-1.0
// Streams as bytes on a socket: what clients of each kind get from the server, and that it outlives those who
// misbehave.
#include "../rpc/feed.hpp"
#include "../support/patience.hpp"
#include "engine.hpp"
#include "raw_socket.hpp"

#include <yonder/call/log.hpp>
#include <yonder/http/server.hpp>
#include <yonder/rpc/dispatcher.hpp>
#include <yonder/yonder.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <fstream>
#include <list>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using namespace suite::v1;
using boost::unit_test::data::make;
using raw::status_of;
using yonder::stream;

namespace {

template <class Predicate>
bool comes_true(Predicate is_true) {
    auto const until = yonder::clock::now() + 20s;
    while (!is_true() && yonder::clock::now() < until)
        std::this_thread::sleep_for(1ms);
    return is_true();
}

struct counters {
    std::atomic<int> begun = 0; // handlers
    std::atomic<int> ended = 0;
    std::atomic<int> items = 0; // given or taken by them
};

class handler final : public Feed {
public:
    explicit handler(counters& in) : seen_(in) {}

    stream<Reading> readings(int count) override {
        working const here(seen_);
        for (int i = 0; i < count; ++i) {
            Reading one;
            one.number = i;
            if (i % 2)
                one.text = "odd";
            one.values.assign(static_cast<std::size_t>(i % 2), 0.5);
            co_yield std::move(one);
        }
    }
    stream<int> forever() override {
        working const here(seen_);
        for (;;)
            co_yield seen_.items++;
    }
    stream<int> fail_after(int count) override {
        working const here(seen_);
        for (int i = 0; i < count; ++i)
            co_yield i;
        throw Stuck{count};
    }
    stream<int> refuse() override {
        throw yonder::error(yonder::code::permission_denied, "not for you");
        co_yield 1;
    }
    stream<int> quiet() override {
        working const here(seen_);
        co_yield 1;
        co_await yonder::sleep_for(1h);
    }
    stream<std::string> blocks(int count, int size) override {
        working const here(seen_);
        for (int i = 0; i < count; ++i) {
            ++seen_.items;
            co_yield std::string(static_cast<std::size_t>(size), 'x');
        }
    }
    stream<std::variant<Percent, Finished>> copy(std::string from) override { // does not return until it is cancelled
        working const here(seen_);
        wait_until_unwanted();
        Finished const done{from};
        co_yield done;
    }
    stream<bool> has_deadline() override { co_yield yonder::context::current().deadline().has_value(); }

    std::int64_t sum(std::string const& name, stream<int> numbers) override {
        working const here(seen_);
        auto total = static_cast<std::int64_t>(name.size());
        for (int const one : numbers) {
            ++seen_.items;
            total += one;
        }
        return total;
    }
    std::vector<Reading> collect(stream<Reading> readings) override {
        working const here(seen_);
        std::vector<Reading> all;
        for (Reading& one : readings)
            all.push_back(std::move(one));
        return all;
    }
    yonder::future<int> sum_later(stream<int> numbers) override {
        working const here(seen_);
        int total = 0;
        while (auto const one = co_await numbers.next())
            total += *one;
        co_return total;
    }
    int first(stream<int> numbers) override {
        working const here(seen_);
        return numbers.next().get().value_or(-1);
    }
    void refuse_after(int count, stream<int> numbers) override {
        working const here(seen_);
        while (count-- > 0)
            numbers.next().get();
        throw Stuck{7};
    }
    std::string why_it_ended(stream<int>) override { // reads nothing
        working const here(seen_);
        wait_until_unwanted();
        return "unwanted";
    }

private:
    struct working {
        explicit working(counters& in) : seen(in) { ++seen.begun; }
        ~working() { ++seen.ended; }
        working(working const&) = delete;
        working& operator=(working const&) = delete;
        counters& seen;
    };

    static void wait_until_unwanted() {
        std::mutex mutex;
        std::condition_variable_any changed;
        std::unique_lock lock(mutex);
        changed.wait(lock, yonder::context::current().stop_token(), [] { return false; });
    }

    counters& seen_;
};

// A server of the above. Each test ends with the proof that it still serves, and that no handler is left at work.
struct world {
    explicit world(yonder::http::server_options options = {})
        : server(registry_of(seen), suite::with_engine(std::move(options))) {
        yonder::set_log_sink([](yonder::log_level, std::string_view) {});
        url = server.listen("http://127.0.0.1:0");
        server.start();
        peer.emplace(port());
    }
    ~world() {
        peer.reset();
        BOOST_TEST(comes_true([&] { return seen.begun == seen.ended; }));
        auto const is_served = [&] { // a handler that is over may have its place for a moment still
            raw::connection other(port());
            other.send("POST /suite.v1.Feed/readings HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                       "Connection: close\r\nContent-Length: 11\r\n\r\n{\"count\":1}");
            return other.read_all().ends_with("{\"number\":0,\"values\":[]}\n\r\n0\r\n\r\n");
        };
        if (!is_stopped)
            BOOST_TEST(comes_true(is_served));
        server.stop();
        yonder::set_log_sink(nullptr);
    }

    static std::shared_ptr<yonder::rpc::registry const> registry_of(counters& seen) {
        auto const made = std::make_shared<yonder::rpc::registry>();
        made->add(yonder::rpc::make_service<Feed>(std::make_shared<handler>(seen)));
        return made;
    }

    std::uint16_t port() const { return static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1))); }

    // Whether so many handlers come to be at work, and over, waiting for them a while.
    bool has_begun(int handlers) const {
        return comes_true([&] { return seen.begun == handlers; });
    }
    bool has_ended(int handlers) const {
        return comes_true([&] { return seen.begun == handlers && seen.ended == handlers; });
    }

    counters seen;
    yonder::http::server server;
    std::string url;
    std::optional<raw::connection> peer;
    bool is_stopped = false;
};

std::string const in_json = "application/connect+json";
std::string const in_binary = "application/connect+proto";
std::string const plain = "application/json";
std::string const lines = "application/x-ndjson";
std::string const events = "Accept: text/event-stream\r\n";

std::string head(std::string const& method, std::string const& type, std::string const& headers) {
    return "POST /suite.v1.Feed/" + method + " HTTP/1.1\r\nHost: h\r\nContent-Type: " + type + "\r\n" + headers;
}

std::string post(std::string const& method, std::string const& type, std::string const& body,
                 std::string const& headers = "") {
    return head(method, type, headers) + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

// The head of a request whose body comes in chunks.
std::string begin(std::string const& method, std::string const& type, std::string const& headers = "") {
    return head(method, type, headers) + "Transfer-Encoding: chunked\r\n\r\n";
}

std::string chunk(std::string const& bytes) {
    std::ostringstream size;
    size << std::hex << bytes.size();
    return size.str() + "\r\n" + bytes + "\r\n";
}
std::string const last_chunk = "0\r\n\r\n";

std::string envelope(std::string const& message, int flags = 0) {
    std::string bytes(1, static_cast<char>(flags));
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(message.size() >> shift);
    return bytes + message;
}
std::string last(std::string const& message) { return envelope(message, 2); }

std::string const claims_four_gigabytes("\0\xff\xff\xff\xff", 5);

struct answer {
    std::string head;
    std::string body;
    int status() const { return status_of(head); }
    bool has(std::string const& part) const { return body.find(part) != body.npos; }
    bool has_header(std::string const& line) const { return head.find("\r\n" + line + "\r\n") != head.npos; }
};

// The next answer, in chunks or with a length.
answer read_answer(raw::connection& from) {
    answer made;
    made.head = from.read_until("\r\n\r\n");
    if (made.has_header("Transfer-Encoding: chunked")) {
        for (std::string part; !(part = from.read_chunk()).empty();)
            made.body += part;
    } else if (auto const at = made.head.find("Content-Length: "); at != made.head.npos) {
        std::size_t const length = std::stoul(made.head.substr(at + 16));
        while (made.body.size() < length) {
            std::string const part = from.read_bytes(length - made.body.size());
            if (part.empty())
                break;
            made.body += part;
        }
    } else {
        made.body = from.read_all();
    }
    return made;
}

answer ask(world& with, std::string const& request) {
    with.peer->send(request);
    return read_answer(*with.peer);
}

long most_memory() { // KiB of address space that were in use at once
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmPeak:"))
            return std::stol(line.substr(7));
    return 0;
}

yonder::http::server_options small() {
    yonder::http::server_options options;
    options.max_body = 10'000;
    return options;
}

} // namespace

BOOST_AUTO_TEST_SUITE(http_streaming)

BOOST_AUTO_TEST_CASE(a_connect_client_gets_envelopes_of_json) {
    world server;
    auto const answer = ask(server, post("readings", in_json, envelope(R"({"count":2})")));
    BOOST_TEST(answer.status() == 200);
    BOOST_TEST(answer.has_header("Content-Type: application/connect+json"));
    BOOST_TEST(answer.body == envelope(R"({"number":0,"values":[]})") +
                                  envelope(R"({"number":1,"text":"odd","values":[0.5]})") + last("{}"));
    BOOST_TEST(ask(server, post("readings", in_json, envelope(R"({"count":0})"))).body == last("{}"));
    BOOST_TEST(ask(server, post("fail_after", in_json, envelope(R"({"count":1})")))
                   .body.starts_with(envelope(R"({"result":0})")));
}

BOOST_AUTO_TEST_CASE(a_connect_client_gets_envelopes_of_binary) {
    world server;
    auto const answer = ask(server, post("readings", in_binary, envelope("\x08\x02")));
    BOOST_TEST(answer.status() == 200);
    BOOST_TEST(answer.has_header("Content-Type: application/connect+proto"));
    std::string const second("\x08\x01\x12\x03"
                             "odd\x1a\x08\0\0\0\0\0\0\xe0\x3f",
                             17);
    BOOST_TEST(answer.body == envelope(std::string("\x08\0", 2)) + envelope(second) + last("{}"));
}

BOOST_AUTO_TEST_CASE(a_plain_client_gets_a_line_for_each_item) {
    world server;
    auto const answer = ask(server, post("readings", plain, R"({"count":2})"));
    BOOST_TEST(answer.status() == 200);
    BOOST_TEST(answer.has_header("Content-Type: application/x-ndjson"));
    BOOST_TEST(answer.body == "{\"number\":0,\"values\":[]}\n{\"number\":1,\"text\":\"odd\",\"values\":[0.5]}\n");
    BOOST_TEST(ask(server, post("readings", plain, R"({"count":0})")).body == "");
}

BOOST_AUTO_TEST_CASE(a_client_that_asks_for_events_gets_one_for_each_item) {
    world server;
    auto const answer = ask(server, post("readings", plain, R"({"count":2})", events));
    BOOST_TEST(answer.status() == 200);
    BOOST_TEST(answer.has_header("Content-Type: text/event-stream"));
    BOOST_TEST(answer.has_header("Cache-Control: no-cache"));
    BOOST_TEST(answer.body == "data: {\"number\":0,\"values\":[]}\n\n"
                              "data: {\"number\":1,\"text\":\"odd\",\"values\":[0.5]}\n\n"
                              "event: end\ndata: {}\n\n");
}

BOOST_AUTO_TEST_CASE(an_error_after_items_is_told_at_the_end) {
    world server;
    std::string const error =
        R"({"code":"failed_precondition","message":"suite.v1.Feed.fail_after: suite.v1.Stuck","details":)"
        R"([{"type":"suite.v1.Stuck","value":"CAE","debug":{"at":1}}]})";
    auto const connect = ask(server, post("fail_after", in_json, envelope(R"({"count":1})")));
    BOOST_TEST(connect.body == envelope(R"({"result":0})") + last("{\"error\":" + error + "}"));
    auto const line = ask(server, post("fail_after", plain, R"({"count":1})"));
    BOOST_TEST(line.status() == 200);
    BOOST_TEST(line.body == "{\"result\":0}\n{\"error\":" + error + "}\n");
    auto const event = ask(server, post("fail_after", plain, R"({"count":1})", events));
    BOOST_TEST(event.body == "data: {\"result\":0}\n\nevent: error\ndata: " + error + "\n\n");
}

BOOST_AUTO_TEST_CASE(an_error_before_the_first_item_is_an_http_status_for_plain_clients) {
    world server;
    std::string const error = R"({"code":"permission_denied","message":"not for you"})";
    for (std::string const& accept : {std::string(), events}) {
        auto const answer = ask(server, post("refuse", plain, "{}", accept));
        BOOST_TEST(answer.status() == 403);
        BOOST_TEST(answer.has_header("Content-Type: application/json"));
        BOOST_TEST(answer.body == error);
    }
    auto const connect = ask(server, post("refuse", in_json, envelope("{}")));
    BOOST_TEST(connect.status() == 200);
    BOOST_TEST(connect.body == last("{\"error\":" + error + "}"));
}

BOOST_DATA_TEST_CASE(http_1_0_gets_the_items_without_chunks_and_the_end_of_the_connection,
                     make({in_json, plain, plain}) ^ make({0, 1, 2}), type, kind) {
    world server;
    std::string const arguments = R"({"count":2})";
    std::string request =
        post("fail_after", type, kind == 0 ? envelope(arguments) : arguments, kind == 2 ? events : "");
    request.replace(request.find("HTTP/1.1"), 8, "HTTP/1.0");
    server.peer->send(request);
    std::string const answer = server.peer->read_all(); // up to the end
    BOOST_TEST(status_of(answer) == 200);
    BOOST_TEST(answer.find("chunked") == answer.npos);
    BOOST_TEST(answer.find("\r\nConnection: close\r\n") != answer.npos);
    auto const first = answer.find(R"({"result":0})");
    auto const second = answer.find(R"({"result":1})");
    BOOST_TEST((first < second && second < answer.find("suite.v1.Stuck")));
}

BOOST_DATA_TEST_CASE(http_1_0_may_send_a_stream_of_known_length, make({in_json, lines}), type) {
    world server;
    std::string request = post("sum", type,
                               type == in_json ? envelope(R"({"name":"ab"})") + envelope(R"({"numbers":3})")
                                               : "{\"name\":\"ab\"}\n{\"numbers\":3}\n");
    request.replace(request.find("HTTP/1.1"), 8, "HTTP/1.0");
    server.peer->send(request);
    std::string const answer = server.peer->read_all();
    BOOST_TEST(status_of(answer) == 200);
    BOOST_TEST(answer.find(R"({"result":5})") != answer.npos);
}

BOOST_DATA_TEST_CASE(a_stream_of_arguments_comes_in_envelopes, make({"", "a", "abc"}), name) {
    world server;
    std::string body = envelope(R"({"name":")" + std::string(name) + R"("})");
    for (int i = 1; i <= 100; ++i)
        body += envelope("{\"numbers\":" + std::to_string(i) + "}");
    std::string const total = std::to_string(5050 + std::string(name).size());
    BOOST_TEST(ask(server, post("sum", in_json, body)).body == envelope("{\"result\":" + total + "}") + last("{}"));
    // And as one chunk, and a byte a chunk.
    BOOST_TEST(ask(server, begin("sum", in_json) + chunk(body) + last_chunk).has(total));
    std::string trickle = begin("sum", in_json);
    for (char const byte : body)
        trickle += chunk(std::string(1, byte));
    BOOST_TEST(ask(server, trickle + last_chunk).has(total));
}

BOOST_AUTO_TEST_CASE(a_stream_of_arguments_comes_in_binary_envelopes) {
    world server;
    auto const answer = ask(server, post("sum", in_binary,
                                         envelope("\x0a\x02"
                                                  "ab") +
                                             envelope("\x10\x05") + envelope("\x10\x06")));
    BOOST_TEST(answer.body == envelope("\x08\x0d") + last("{}"));
}

BOOST_DATA_TEST_CASE(a_stream_of_arguments_comes_in_lines,
                     make({"{\"name\":\"ab\"}\n{\"numbers\":3}\n{\"numbers\":4}\n",
                           "{\"name\":\"ab\"}\n{\"numbers\":7}",
                           "{\"name\":\"ab\"}\r\n{\"numbers\":3}\r\n{\"numbers\":4}\r\n",
                           "\n\n{\"name\":\"ab\"}\n\n\n{\"numbers\":3}\n\r\n{\"numbers\":4}\n\n"}),
                     body) {
    world server;
    auto const answer = ask(server, post("sum", lines, body));
    BOOST_TEST(answer.status() == 200);
    BOOST_TEST(answer.has_header("Content-Type: application/json"));
    BOOST_TEST(answer.body == R"({"result":9})");
    std::string trickle = begin("sum", lines);
    for (char const byte : std::string(body))
        trickle += chunk(std::string(1, byte));
    BOOST_TEST(ask(server, trickle + last_chunk).body == answer.body);
}

BOOST_AUTO_TEST_CASE(bytes_of_a_stream_may_trickle) {
    world server;
    std::string const request =
        begin("sum", in_json) + chunk(envelope(R"({"name":"ab"})")) + chunk(envelope(R"({"numbers":7})")) + last_chunk;
    for (char const byte : request) {
        BOOST_TEST(server.peer->send({&byte, 1}));
        std::this_thread::sleep_for(1ms);
    }
    BOOST_TEST(read_answer(*server.peer).body == envelope(R"({"result":9})") + last("{}"));
}

BOOST_AUTO_TEST_CASE(no_message_at_all_is_an_empty_stream_to_a_method_without_other_parameters) {
    world server;
    std::string const nothing = envelope(R"({"result":-1})") + last("{}");
    BOOST_TEST(ask(server, post("first", in_json, "")).body == nothing);
    BOOST_TEST(ask(server, begin("first", in_json) + last_chunk).body == nothing);
    BOOST_TEST(ask(server, post("first", lines, "")).body == R"({"result":-1})");
    BOOST_TEST(ask(server, post("first", in_binary, "")).body.ends_with(last("{}")));
    BOOST_TEST(ask(server, post("sum", in_json, "")).has("missing argument \\\"name\\\""));
    BOOST_TEST(ask(server, post("sum", lines, "")).status() == 400);
}

BOOST_AUTO_TEST_CASE(an_item_of_the_wrong_type_is_told) {
    world server;
    std::string const wrong = R"({"numbers":"five"})";
    auto const connect = ask(server, post("sum", in_json, envelope(R"({"name":"a"})") + envelope(wrong)));
    BOOST_TEST(connect.has("invalid_argument"));
    BOOST_TEST(connect.body.find("expected") != std::string::npos);
    auto const plainly = ask(server, post("sum", lines, "{\"name\":\"a\"}\n" + wrong + "\n"));
    BOOST_TEST(plainly.status() == 400);
    BOOST_TEST(plainly.has("invalid_argument"));
}

BOOST_AUTO_TEST_CASE(an_answer_may_come_before_the_end_of_the_stream) {
    world server;
    server.peer->send(begin("first", in_json) + chunk(envelope("{}")) + chunk(envelope(R"({"numbers":8})")));
    while (server.seen.ended == 0) // it goes on sending
        if (!server.peer->send(chunk(envelope(R"({"numbers":9})"))))
            break;
    for (int i = 0; i < 100 && server.peer->send(chunk(envelope(R"({"numbers":9})"))); ++i) {
    }
    BOOST_TEST(read_answer(*server.peer).body == envelope(R"({"result":8})") + last("{}"));
}

BOOST_AUTO_TEST_CASE(an_answer_comes_though_the_client_neither_sends_nor_ends) {
    world server;
    server.peer->send(begin("first", in_json) + chunk(envelope("{}")) + chunk(envelope(R"({"numbers":8})")));
    auto const answer = read_answer(*server.peer);
    BOOST_TEST(answer.body == envelope(R"({"result":8})") + last("{}"));
    BOOST_TEST(answer.has_header("Connection: close")); // or a client would send its next request
    BOOST_TEST(server.peer->is_at_end());
    raw::connection other(server.port());
    other.send(begin("sum", lines) + chunk("{\"name\":5}\n"));
    BOOST_TEST(read_answer(other).status() == 400);
}

BOOST_DATA_TEST_CASE(a_wrong_content_type_is_415_with_what_would_be_right,
                     make({"text/plain", "application/proto", "application/connect+xml", "application/grpc",
                           "application/json; charset=latin1", "application/connect+json-lines", ""}),
                     type) {
    world server;
    auto const results = ask(server, post("readings", type, "{}"));
    BOOST_TEST(results.status() == 415);
    BOOST_TEST(
        results.has_header("Accept-Post: application/json, application/connect+json, application/connect+proto"));
    BOOST_TEST(results.has(R"("code":"unimplemented")"));
    server.peer.emplace(server.port());
    auto const arguments = ask(server, post("sum", type, "{}"));
    BOOST_TEST(arguments.status() == 415);
    BOOST_TEST(
        arguments.has_header("Accept-Post: application/x-ndjson, application/connect+json, application/connect+proto"));
}

BOOST_AUTO_TEST_CASE(methods_without_streams_and_with_them_do_not_take_each_others_content_types) {
    world server;
    BOOST_TEST(ask(server, post("sum", plain, "{}")).status() == 415);
    server.peer.emplace(server.port());
    BOOST_TEST(ask(server, post("readings", lines, "{}")).status() == 415);
}

BOOST_DATA_TEST_CASE(compression_is_not_agreed_on, make({"Content-Encoding: gzip", "Connect-Content-Encoding: gzip"}),
                     header) {
    world server;
    auto const answer = ask(server, post("readings", in_json, envelope("{}"), std::string(header) + "\r\n"));
    BOOST_TEST(answer.status() == 501);
    BOOST_TEST(answer.has(R"("code":"unimplemented")"));
}

// What no client of the protocol says, where one message is to come.
BOOST_DATA_TEST_CASE(a_body_that_is_not_one_message_is_invalid,
                     make({envelope(R"({"count":1})", 1), envelope(R"({"count":1})", 2),
                           envelope(R"({"count":1})", 128), std::string("\0\0\0", 3), std::string("\0\0\0\0\x05{}", 7),
                           std::string(), envelope(R"({"count":1})") + envelope(R"({"count":1})"),
                           envelope(R"({"count":1})") + "x", claims_four_gigabytes, claims_four_gigabytes + "{}",
                           std::string(R"({"count":1})")}),
                     body) {
    world server;
    long const before = most_memory();
    auto const answer = ask(server, post("readings", in_json, body));
    BOOST_TEST(answer.status() == 200);
    BOOST_TEST(answer.has(R"({"error":{"code":"invalid_argument")"));
    BOOST_TEST(server.seen.begun == 0);
    BOOST_TEST(most_memory() - before < 2'000'000);
    BOOST_TEST(ask(server, post("readings", in_json, envelope(R"({"count":0})"))).body == last("{}"));
}

// The same where any number may come.
BOOST_DATA_TEST_CASE(a_stream_that_is_not_whole_messages_is_invalid,
                     make({envelope(R"({"numbers":1})", 1), envelope(R"({"numbers":1})", 2), envelope("{}", 128),
                           std::string("\0\0\0", 3), std::string("\0\0\0\0\x05{}", 7)}) *
                         make({0, 1, 40}),
                     wrong, good) {
    world server;
    std::string body;
    for (int i = 0; i < good; ++i)
        body += envelope(i ? R"({"numbers":1})" : R"({"name":"a"})");
    auto const answer = ask(server, post("sum", in_json, body + wrong));
    BOOST_TEST(answer.status() == 200);
    BOOST_TEST(answer.has(R"({"error":{"code":"invalid_argument")"));
    BOOST_TEST(!answer.has("\"result\""));
}

BOOST_DATA_TEST_CASE(a_message_over_the_limit_is_refused_before_it_comes,
                     make({std::string("\0\0\0\x27\x11", 5), claims_four_gigabytes}) * make({0, 1}), wrong, good) {
    world server(small());
    long const before = most_memory();
    server.peer->send(begin("sum", in_json) + (good ? chunk(envelope(R"({"name":"a"})")) : "") + chunk(wrong));
    auto const answer = read_answer(*server.peer); // though the client would still send
    BOOST_TEST(answer.has(R"({"error":{"code":"resource_exhausted")"));
    BOOST_TEST(answer.has("10000 bytes"));
    BOOST_TEST(server.peer->is_at_end());
    BOOST_TEST(most_memory() - before < 2'000'000);
}

BOOST_AUTO_TEST_CASE(a_line_over_the_limit_is_413) {
    world server(small());
    server.peer->send(begin("sum", lines) + chunk(std::string(10'001, ' ')));
    BOOST_TEST(read_answer(*server.peer).status() == 413);
}

BOOST_AUTO_TEST_CASE(the_limit_is_that_of_a_message_not_of_a_stream) {
    world server(small());
    std::string body = envelope(R"({"name":""})");
    for (int i = 0; i < 20; ++i)
        body += envelope(std::string(9'000, ' ') + R"({"numbers":1})");
    BOOST_TEST(ask(server, post("sum", in_json, body)).body == envelope(R"({"result":20})") + last("{}"));
}

BOOST_AUTO_TEST_CASE(a_deadline_ends_a_stream_with_an_error_in_its_last_message) {
    world server;
    auto const quiet = ask(server, post("quiet", in_json, envelope("{}"), "Connect-Timeout-Ms: 50\r\n"));
    BOOST_TEST(quiet.status() == 200);
    BOOST_TEST(quiet.body.starts_with(envelope(R"({"result":1})")));
    BOOST_TEST(quiet.has(R"({"error":{"code":"deadline_exceeded")"));
    auto const busy = ask(server, post("forever", in_json, envelope("{}"), "Connect-Timeout-Ms: 50\r\n"));
    BOOST_TEST(busy.has(R"({"error":{"code":"deadline_exceeded")"));
    auto const plainly = ask(server, post("quiet", plain, "{}", "Connect-Timeout-Ms: 50\r\n"));
    BOOST_TEST(plainly.has(R"({"error":{"code":"deadline_exceeded")"));
    BOOST_TEST(ask(server, post("quiet", plain, "{}", "Connect-Timeout-Ms: soon\r\n")).status() == 400);
}

BOOST_AUTO_TEST_CASE(a_deadline_ends_a_stream_of_arguments_that_does_not_come) {
    world server;
    server.peer->send(begin("sum", in_json, "Connect-Timeout-Ms: 50\r\n") + chunk(envelope(R"({"name":"a"})")));
    BOOST_TEST(read_answer(*server.peer).has(R"({"error":{"code":"deadline_exceeded")"));
}

BOOST_AUTO_TEST_CASE(a_connection_is_used_again_after_a_stream) {
    world server;
    for (int round = 0; round < 3; ++round) {
        BOOST_TEST(ask(server, post("readings", plain, R"({"count":3})")).status() == 200);
        BOOST_TEST(ask(server, post("refuse", plain, "{}")).status() == 403);
        BOOST_TEST(ask(server, post("readings", in_json, envelope(R"({"count":3})"))).body.ends_with(last("{}")));
        BOOST_TEST(ask(server, post("refuse", in_json, envelope("{}"))).has("not for you"));
        BOOST_TEST(ask(server, post("fail_after", plain, R"({"count":3})", events)).has("event: error"));
        BOOST_TEST(ask(server, begin("sum", lines) + chunk("{\"name\":\"abc\"}") + last_chunk).status() == 200);
        BOOST_TEST(ask(server, post("sum", in_json, envelope(R"({"name":""})"))).body.ends_with(last("{}")));
        BOOST_TEST(ask(server, post("quiet", in_json, envelope("{}"), "Connect-Timeout-Ms: 5\r\n")).status() == 200);
    }
}

BOOST_AUTO_TEST_CASE(requests_sent_ahead_are_answered_in_order) {
    world server;
    std::string all;
    for (int i = 0; i < 20; ++i)
        all += i % 2 ? post("readings", plain, "{\"count\":" + std::to_string(i) + "}")
                     : begin("sum", lines) + chunk("{\"name\":\"\"}\n{\"numbers\":" + std::to_string(i) + "}") +
                           last_chunk;
    server.peer->send(all);
    for (int i = 0; i < 20; ++i) {
        auto const answer = read_answer(*server.peer);
        if (i % 2)
            BOOST_TEST(std::count(answer.body.begin(), answer.body.end(), '\n') == i);
        else
            BOOST_TEST(answer.body == "{\"result\":" + std::to_string(i) + "}");
    }
}

// What a client has said, and got, when it goes away. Each leaves at most one handler, which must end.
struct stage {
    std::string said;
    std::string awaited; // part of the answer
    int handlers;
};

std::vector<stage> const stages{
    {head("quiet", in_json, ""), "", 0},
    {head("quiet", in_json, "") + "Content-Length: 7\r\n\r\n", "", 0},
    {head("quiet", in_json, "") + "Content-Length: 7\r\n\r\n" + std::string("\0\0\0", 3), "", 0},
    {post("quiet", in_json, envelope("{}")), R"({"result":1})", 1},
    {post("quiet", plain, "{}"), R"({"result":1})", 1},
    {post("quiet", plain, "{}", events), R"({"result":1})", 1},
    {post("forever", in_json, envelope("{}")), "result", 1},
    {post("forever", plain, "{}", events), "result", 1},
    {post("blocks", plain, R"({"count":100000,"size":100000})"), "xxx", 1},
    {post("copy", in_json, envelope(R"({"from":"a"})")), "", 1},
    {begin("sum", in_json), "", 0},
    {begin("sum", in_json) + chunk(std::string("\0\0\0", 3)), "", 0},
    {begin("sum", in_json) + chunk(envelope(R"({"name":"a"})")), "", 1},
    {begin("sum", in_json) + chunk(envelope(R"({"name":"a"})") + envelope(R"({"numbers":1})") + std::string(2, '\0')),
     "", 1},
    {begin("sum", lines) + chunk("{\"name\":\"a\"}\n{\"numbers\":1}\n{\"res"), "", 1},
    {begin("sum_later", in_json) + chunk(envelope("{}") + envelope(R"({"numbers":1})")), "", 1},
    {begin("why_it_ended", in_json) + chunk(envelope("{}")), "", 1},
    {begin("why_it_ended", in_json) + chunk(envelope("{}") + std::string(7 * 100, '\0')), "", 1},
    {post("why_it_ended", in_json, envelope("{}")), "", 1}};

BOOST_DATA_TEST_CASE(a_client_may_go_away_at_any_stage,
                     make({false, true}) * boost::unit_test::data::xrange(stages.size()), by_reset, which) {
    world server;
    stage const& at = stages[which];
    server.peer->send(at.said);
    server.peer->read_until(at.awaited);
    BOOST_TEST(server.has_begun(at.handlers));
    if (by_reset)
        server.peer->reset();
    else
        server.peer->close();
    BOOST_TEST_CONTEXT(at.said)
    BOOST_TEST(server.has_ended(at.handlers));
}

BOOST_AUTO_TEST_CASE(a_hundred_clients_may_go_away_at_once) {
    world server;
    std::list<raw::connection> crowd;
    int handlers = 0;
    for (std::size_t i = 0; i < 100; ++i) {
        stage const& at = stages[i % stages.size()];
        crowd.emplace_back(server.port()).send(at.said);
        crowd.back().read_until(at.awaited);
        handlers += at.handlers;
    }
    BOOST_TEST(server.has_begun(handlers));
    crowd.clear();
    BOOST_TEST(server.has_ended(handlers));
}

BOOST_DATA_TEST_CASE(a_client_that_never_reads_stops_the_producer_and_is_ended, make({plain, in_json}), type) {
    yonder::http::server_options options;
    options.stream_pause = 300ms;
    world server(options);
    std::string const arguments = R"({"count":10000,"size":200000})";
    server.peer->send(post("blocks", type, type == in_json ? envelope(arguments) : arguments));
    BOOST_TEST(server.has_ended(1));
    BOOST_TEST(server.seen.items < 1000);
}

BOOST_AUTO_TEST_CASE(a_client_that_never_goes_on_sending_is_ended) {
    yonder::http::server_options options;
    options.stream_pause = 100ms;
    world server(options);
    server.peer->send(begin("sum", in_json) + chunk(envelope(R"({"name":"a"})")));
    BOOST_TEST(read_answer(*server.peer)
                   .has(R"(.sum: the stream did not come in time: the client stood still for longer than )"
                        R"(host_options::stream_pause"})"));
    BOOST_TEST(server.has_ended(1));
}

BOOST_AUTO_TEST_CASE(a_handler_that_is_slow_does_not_make_its_client_one_that_stands_still) {
    yonder::http::server_options options;
    options.stream_pause = 50ms;
    options.read_timeout = 50ms;
    options.request_timeout = 100ms;
    world server(options);
    auto const begun = yonder::clock::now();
    auto const answer = ask(server, post("quiet", in_json, envelope("{}"), "Connect-Timeout-Ms: 500\r\n"));
    BOOST_TEST(answer.has("deadline_exceeded"));
    BOOST_TEST((yonder::clock::now() - begun >= 400ms));
}

BOOST_AUTO_TEST_CASE(stopping_ends_endless_streams_after_the_time_to_drain) {
    yonder::http::server_options options;
    options.drain = 100ms;
    options.stream_pause = 40s;
    world server(options);
    std::vector<stage> const running{
        {post("quiet", in_json, envelope("{}")), R"({"result":1})", 1},
        {post("quiet", plain, "{}"), R"({"result":1})", 1},
        {post("quiet", plain, "{}", events), R"({"result":1})", 1},
        {post("copy", in_json, envelope(R"({"from":"a"})")), "", 1},
        {begin("sum", in_json) + chunk(envelope(R"({"name":"a"})") + envelope(R"({"numbers":1})")), "", 1},
        {begin("why_it_ended", in_json) + chunk(envelope("{}")), "", 1},
        {begin("why_it_ended", in_json) + chunk(envelope("{}") + std::string(7 * 100, '\0')), "", 1},
        {post("why_it_ended", in_json, envelope("{}")), "", 1}};
    std::list<raw::connection> clients;
    for (stage const& at : running) {
        clients.emplace_back(server.port()).send(at.said);
        clients.back().read_until(at.awaited);
    }
    raw::connection reader(server.port());
    reader.send(post("forever", in_json, envelope("{}")));
    raw::connection never_reads(server.port());
    never_reads.send(post("blocks", plain, R"({"count":10000,"size":200000})"));
    int const handlers = static_cast<int>(running.size()) + 2;
    BOOST_TEST(server.has_begun(handlers));

    auto const begun = yonder::clock::now();
    server.is_stopped = true;
    std::thread stopping([&] { server.server.stop(); });
    std::string const whole = reader.read_all();
    BOOST_TEST(whole.find(R"({"error":{"code":)") != whole.npos);
    BOOST_TEST(whole.ends_with("\r\n0\r\n\r\n"));
    std::size_t number = 0;
    for (auto& client : clients)
        BOOST_TEST_CONTEXT(running[number++].said) {
            std::string const ended = client.read_all();
            BOOST_TEST(ended.find(R"("code":"unavailable")") != ended.npos);
            BOOST_TEST(ended.find(": the server stopped before the call ended") != ended.npos);
        }
    stopping.join();
    BOOST_TEST((yonder::clock::now() - begun < suite::patience));
    BOOST_TEST(server.has_ended(handlers));
}

BOOST_AUTO_TEST_CASE(stopping_lets_streams_that_end_in_time_come_to_their_end) {
    world server;
    raw::connection slow(server.port());
    slow.send(begin("sum", in_json) + chunk(envelope(R"({"name":"a"})")));
    BOOST_TEST(server.has_begun(1));
    server.is_stopped = true;
    std::thread stopping([&] { server.server.stop(); });
    slow.send(chunk(envelope(R"({"numbers":1})")) + last_chunk);
    BOOST_TEST(read_answer(slow).body == envelope(R"({"result":2})") + last("{}"));
    stopping.join();
}

BOOST_AUTO_TEST_CASE(one_stream_more_than_may_be_at_work_is_refused) {
    yonder::http::server_options options;
    options.max_in_flight = 1;
    world server(options);
    server.peer->send(post("quiet", plain, "{}"));
    server.peer->read_until(R"({"result":1})");
    auto const answer_to = [&](std::string const& request) {
        raw::connection other(server.port());
        other.send(request);
        return read_answer(other);
    };
    auto const plainly = answer_to(post("readings", plain, R"({"count":1})"));
    BOOST_TEST(plainly.status() == 429);
    BOOST_TEST(plainly.has(R"("code":"resource_exhausted")"));
    BOOST_TEST(answer_to(post("readings", in_json, envelope(R"({"count":1})")))
                   .has(R"({"error":{"code":"resource_exhausted")"));
    BOOST_TEST(answer_to(post("sum", in_json, envelope(R"({"name":""})"))).has("resource_exhausted"));
    BOOST_TEST(answer_to(begin("sum", lines) + chunk("{\"name\":\"\"}\n")).status() == 429);
    server.peer->close();
    bool is_served = false;
    BOOST_TEST(comes_true([&] {
        is_served = is_served || answer_to(post("readings", plain, R"({"count":1})")).status() == 200;
        return is_served;
    }));
}

BOOST_AUTO_TEST_CASE(a_client_that_asks_first_is_told_to_send_its_stream) {
    world server;
    server.peer->send(begin("sum", in_json, "Expect: 100-continue\r\n"));
    BOOST_TEST(status_of(server.peer->read_until("\r\n\r\n")) == 100);
    server.peer->send(chunk(envelope(R"({"name":"abc"})")) + last_chunk);
    BOOST_TEST(read_answer(*server.peer).body == envelope(R"({"result":3})") + last("{}"));
}

BOOST_AUTO_TEST_SUITE_END()
