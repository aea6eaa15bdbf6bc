// SPDX-License-Identifier: BSL-1.0
// The server's side of docs/wire.md, byte by byte, and what it makes of peers that do not keep to it.
#include "../support/patience.hpp"
#include "box.hpp"
#include "http/bare_client.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <cstring>
#include <optional>
#include <string>

using namespace std::chrono_literals;
using box::v1::served;

namespace {

std::string number(std::uint64_t value, int size) {
    std::string text;
    for (int i = 0; i < size; ++i)
        text += static_cast<char>(value >> (8 * i) & 255);
    return text;
}
std::string const hello = std::string("\xF7YNDR\x01\0\0", 8) + number(4 << 20, 4) + number(0, 4);

std::string frame(int type, std::uint32_t call, std::string const& body = "", int flags = 0) {
    return number(body.size(), 4) + number(static_cast<unsigned>(type), 1) + number(static_cast<unsigned>(flags), 1) +
           number(0, 2) + number(call, 4) + body;
}
std::string text16(std::string const& text) { return number(text.size(), 2) + text; }

// A request in JSON; `name` may be empty.
std::string request_body(unsigned method, std::string const& name, std::string const& arguments) {
    return number(name.empty() ? 0 : 1, 1) + number(0, 1) + number(0, 2) + number(method, 4) + std::string(16, '\7') +
           (name.empty() ? "" : text16(name)) + arguments;
}
std::string request(std::uint32_t call, unsigned method, std::string const& name, std::string const& arguments) {
    return frame(1, call, request_body(method, name, arguments));
}

struct answer {
    int type = 0;
    int flags = 0;
    std::uint32_t call = 0;
    std::string body;
};

// A connection on which frames are read.
class peer {
public:
    explicit peer(served const& at, std::string const& first = hello) : line_(bare::connect(at.port())) {
        line_.send(first);
    }
    bool send(std::string const& bytes) { return line_.send(bytes); }

    std::optional<answer> read(std::chrono::milliseconds limit = suite::patience) {
        auto const end = yonder::clock::now() + limit;
        while (!is_whole() && yonder::clock::now() < end) {
            std::string const more = line_.read_all(20ms, 1);
            received_ += more;
            if (more.empty() && line_.ends(0ms))
                break;
        }
        if (!is_whole())
            return std::nullopt;
        answer one;
        std::uint32_t size = 0;
        std::memcpy(&size, received_.data() + at_, 4);
        one.type = received_[at_ + 4];
        one.flags = received_[at_ + 5];
        std::memcpy(&one.call, received_.data() + at_ + 8, 4);
        one.body = received_.substr(at_ + 12, size);
        received_.erase(0, at_ + 12 + size);
        at_ = 0;
        return one;
    }
    std::string preface() {
        while (received_.size() < 16) {
            std::string const more = line_.read_all(1s, 16 - received_.size());
            if (more.empty())
                break;
            received_ += more;
        }
        return received_.substr(0, 16);
    }
    bool ends(std::chrono::milliseconds limit = suite::patience) {
        received_ += line_.read_all(limit);
        return line_.ends(0ms);
    }
    void kill() { line_.kill(); }

private:
    bool is_whole() const {
        if (received_.size() < at_ + 12)
            return false;
        std::uint32_t size = 0;
        std::memcpy(&size, received_.data() + at_, 4);
        return received_.size() >= at_ + 12 + size;
    }
    bare::connection line_;
    std::string received_;
    std::size_t at_ = 16; // behind the preface
};

std::string const add = "box.v1.Box/add";

// What a farewell says.
std::string reason_of(std::optional<answer> const& farewell) {
    BOOST_REQUIRE(farewell.has_value());
    BOOST_TEST(farewell->type == 11);
    return farewell->body.substr(6);
}

} // namespace

BOOST_AUTO_TEST_SUITE(wire_protocol)

BOOST_AUTO_TEST_CASE(both_sides_begin_with_a_preface) {
    served here;
    peer client(here);
    BOOST_TEST(client.preface() == std::string("\xF7YNDR\x01\0\0", 8) + number(4 << 20, 4) + number(1024, 4));
}

BOOST_AUTO_TEST_CASE(a_method_is_called_by_name_and_then_by_number) {
    served here;
    peer client(here);
    client.send(request(1, 5, add, R"({"a":1,"b":2})") + request(2, 5, "", "[3,4]"));
    auto const first = client.read();
    BOOST_REQUIRE(first.has_value());
    BOOST_TEST(first->type == 3);
    BOOST_TEST(first->call == 1u);
    BOOST_TEST(first->body == R"({"result":3})");
    BOOST_TEST(client.read().value_or(answer()).body == R"({"result":7})");
}

BOOST_AUTO_TEST_CASE(bytes_may_trickle) {
    served here;
    peer client(here, "");
    for (char const byte : hello + request(1, 0, add, "[1,2]")) {
        client.send(std::string(1, byte));
        std::this_thread::sleep_for(1ms);
    }
    BOOST_TEST(client.read().value_or(answer()).body == R"({"result":3})");
}

BOOST_AUTO_TEST_CASE(a_request_may_come_in_parts_with_others_between_them) {
    served here;
    peer client(here);
    std::string const whole = request_body(0, "box.v1.Box/size_of", "{\"text\":\"" + std::string(100'000, 'y') + "\"}");
    client.send(frame(1, 1, whole.substr(0, 50'000), 1));
    client.send(request(2, 1, add, "[1,2]"));
    BOOST_TEST(client.read().value_or(answer()).call == 2u);
    client.send(frame(2, 1, whole.substr(50'000, 10'000), 1) + frame(2, 1, whole.substr(60'000)));
    BOOST_TEST(client.read().value_or(answer()).body == R"({"result":100000})");
}

BOOST_AUTO_TEST_CASE(messages_that_do_not_end_have_a_room_of_their_own) {
    yonder::host_options options;
    options.max_body = 60'000;
    served here(options);
    peer client(here);
    std::string const part = request_body(0, "box.v1.Box/size_of", std::string(59'000, 'x'));
    for (unsigned call = 1; call <= 18; ++call)
        client.send(frame(1, call, part, 1));
    auto const refused = client.read();
    BOOST_REQUIRE(refused.has_value());
    BOOST_TEST(refused->type == 4);
    BOOST_TEST(refused->call == 18u);
    BOOST_TEST(refused->body.find("take all of the room for such: end some before beginning others") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_long_reply_comes_in_parts_and_short_ones_pass_it) {
    yonder::host_options options;
    options.max_reply = 100'000'000;
    served here(options);
    peer client(here);
    client.send(request(1, 0, "box.v1.Box/text", "[64000000]"));
    std::size_t size = 0;
    int parts = 0;
    bool is_passed = false;
    for (auto one = client.read(); one; one = client.read()) {
        BOOST_TEST(one->body.size() <= 65'536u);
        is_passed = is_passed || one->call == 2;
        if (one->call != 1)
            continue;
        BOOST_TEST(one->type == (parts == 0 ? 3 : 2));
        if (parts++ == 0)
            client.send(request(2, 1, add, "[1,2]"));
        size += one->body.size();
        if (!(one->flags & 1))
            break;
    }
    BOOST_TEST(size == std::strlen(R"({"result":""})") + 64'000'000);
    BOOST_TEST(is_passed);
}

BOOST_AUTO_TEST_CASE(a_ping_is_answered_with_its_bytes) {
    served here;
    peer client(here);
    client.send(frame(9, 0, "are you there?"));
    auto const pong = client.read();
    BOOST_REQUIRE(pong.has_value());
    BOOST_TEST(pong->type == 10);
    BOOST_TEST(pong->body == "are you there?");
}

BOOST_AUTO_TEST_CASE(frames_of_later_versions_are_skipped) {
    served here;
    peer client(here);
    client.send(frame(99, 1, "what may this be") + request(1, 0, add, "[1,2]"));
    BOOST_TEST(client.read().value_or(answer()).body == R"({"result":3})");
}

BOOST_AUTO_TEST_CASE(what_is_not_served_is_an_error_of_the_call_alone) {
    served here;
    peer client(here);
    client.send(request(1, 0, "box.v1.Box/nothing", "{}") + request(2, 1, "other.v1.Thing/x", "{}") +
                request(3, 2, add, "{\"a\":true}") + request(4, 2, "", "[1,2]"));
    auto const code_and_text = [&] {
        auto const one = client.read().value_or(answer());
        BOOST_TEST(one.type == 4);
        return std::to_string(one.body[0]) + " " + one.body.substr(8);
    };
    BOOST_TEST(code_and_text() == "12 box.v1.Box has no method \"nothing\"");
    BOOST_TEST(code_and_text() == "12 no interface \"other.v1.Thing\" is served here");
    BOOST_TEST(code_and_text().starts_with("3 box.v1.Box.add: "));
    BOOST_TEST(client.read().value_or(answer()).body == R"({"result":3})");
}

BOOST_AUTO_TEST_CASE(an_item_goes_with_credit_alone) {
    served here;
    peer client(here);
    client.send(request(1, 0, "box.v1.Box/lines", R"({"count":3,"size":1})"));
    BOOST_TEST(!client.read(50ms).has_value());
    client.send(frame(7, 1, number(2, 4)));
    BOOST_TEST(client.read().value_or(answer()).body == R"({"result":"a"})");
    BOOST_TEST(client.read().value_or(answer()).type == 5);
    BOOST_TEST(!client.read(50ms).has_value());
    client.send(frame(7, 1, number(5, 4)));
    BOOST_TEST(client.read().value_or(answer()).type == 5);
    BOOST_TEST(client.read().value_or(answer()).type == 3);
}

BOOST_AUTO_TEST_CASE(cancelling_ends_a_call_and_tells_its_handler) {
    served here;
    peer client(here);
    client.send(request(1, 0, "box.v1.Box/hold", "[1]"));
    BOOST_TEST(box::v1::eventually([&] { return here.real->held == 1; }));
    client.send(frame(8, 1));
    auto const ended = client.read();
    BOOST_REQUIRE(ended.has_value());
    BOOST_TEST(ended->type == 4);
    BOOST_TEST(ended->body[0] == 1);
}

BOOST_AUTO_TEST_CASE(a_client_that_vanishes_cancels_its_calls) {
    yonder::host_options options;
    options.drain = 1min;
    served here(options);
    auto client = std::make_unique<peer>(here);
    client->send(request(1, 0, "box.v1.Box/hold", "[1]"));
    BOOST_TEST(box::v1::eventually([&] { return here.real->held == 1; }));
    client->kill();
    auto const begun = yonder::clock::now();
    here.host.stop(); // waits for handlers
    BOOST_TEST((yonder::clock::now() - begun < suite::patience));
}

BOOST_AUTO_TEST_CASE(another_version_is_told_which_one_this_is) {
    served here;
    std::string other = hello;
    other[5] = 2;
    peer client(here, other);
    BOOST_TEST(client.preface().substr(0, 6) == hello.substr(0, 6));
    BOOST_TEST(reason_of(client.read()) == "this server speaks version 1 of the protocol, not 2");
    BOOST_TEST(client.ends());
}

BOOST_AUTO_TEST_CASE(a_peer_that_breaks_the_protocol_is_told_why_and_closed) {
    std::string const part = request_body(0, add, "[1,2]");
    std::pair<std::string, std::string> const faults[] = {
        {number(1u << 31, 4) + frame(1, 1).substr(4), "a frame has 2147483648 bytes, more than the 65536 that one may "
                                                      "have"},
        {frame(1, 1, "short"), "a request is not of the protocol"},
        {request(1, 0, "", "{}"), "a method is called by a number that was not given a name before"},
        {request(2, 0, add, "[1,2]") + request(1, 0, add, "[1,2]"), "the number of a call is not above the one before"},
        {frame(2, 1, "more of nothing"), "the parts of a message do not fit together"},
        {frame(1, 1, part, 1) + frame(5, 1, "{}"), "the parts of a message do not fit together"},
    };
    for (auto const& [bytes, why] : faults) {
        served here;
        peer client(here);
        client.send(bytes);
        auto farewell = client.read();
        while (farewell && farewell->type != 11)
            farewell = client.read();
        BOOST_TEST(reason_of(farewell) == why);
        BOOST_TEST(client.ends());
    }
}

BOOST_AUTO_TEST_CASE(an_item_that_was_not_asked_for_breaks_the_connection) {
    served here;
    peer client(here);
    client.send(request(1, 0, "box.v1.Box/later", "[1]") + frame(5, 1, R"({"numbers":1})"));
    BOOST_TEST(reason_of(client.read()) == "an item was sent without credit for it");
}

BOOST_AUTO_TEST_CASE(bytes_of_nobodys_protocol_are_closed_without_a_word) {
    served here;
    peer client(here, std::string("\xF7QQQ and so on, for more than sixteen bytes"));
    BOOST_TEST(client.ends());
}

BOOST_AUTO_TEST_CASE(a_peer_that_says_nothing_or_half_a_frame_is_closed_in_time) {
    yonder::host_options options;
    options.read_timeout = 300ms;
    options.request_timeout = 300ms;
    served here(options);
    peer mute(here, "");
    peer half_preface(here, hello.substr(0, 7));
    peer half_frame(here);
    half_frame.send(request(1, 0, add, "[1,2]").substr(0, 30));
    peer half_message(here);
    half_message.send(frame(1, 1, request_body(0, add, "["), 1));
    peer idle(here);
    BOOST_TEST(mute.ends());
    BOOST_TEST(half_preface.ends());
    BOOST_TEST(half_frame.ends());
    BOOST_TEST(half_message.ends());
    idle.send(request(1, 0, add, "[1,2]"));
    BOOST_TEST(idle.read().value_or(answer()).body == R"({"result":3})");
}

BOOST_AUTO_TEST_CASE(a_request_over_the_limit_is_refused_and_the_connection_stays) {
    yonder::host_options options;
    options.max_body = 200'000;
    served here(options);
    peer client(here);
    std::string const whole = request_body(0, "box.v1.Box/size_of", "{\"text\":\"" + std::string(400'000, 'y') + "\"}");
    for (std::size_t at = 0; at < whole.size(); at += 65'536)
        client.send(frame(at == 0 ? 1 : 2, 1, whole.substr(at, 65'536), at + 65'536 < whole.size() ? 1 : 0));
    auto const refused = client.read();
    BOOST_REQUIRE(refused.has_value());
    BOOST_TEST(refused->type == 4);
    BOOST_TEST(refused->body[0] == 8);
    client.send(request(2, 1, add, "[1,2]"));
    BOOST_TEST(client.read().value_or(answer()).body == R"({"result":3})");
}

BOOST_AUTO_TEST_CASE(a_call_past_its_deadline_is_ended_by_the_server_too) {
    served here;
    peer client(here);
    client.send(frame(1, 1,
                      number(1 | 2, 1) + number(0, 3) + number(0, 4) + std::string(16, '\7') + number(50'000, 8) +
                          text16("box.v1.Box/later") + "[1]"));
    auto const late = client.read();
    BOOST_REQUIRE(late.has_value());
    BOOST_TEST(late->type == 4);
    BOOST_TEST(late->body[0] == 4);
}

BOOST_AUTO_TEST_CASE(a_server_that_stops_says_what_it_has_taken) {
    served here;
    peer client(here);
    client.send(request(7, 0, "box.v1.Box/hold", "[1]"));
    BOOST_TEST(box::v1::eventually([&] { return here.real->held == 1; }));
    std::thread stopping([&] { here.host.stop(); });
    auto const farewell = client.read();
    client.send(request(8, 1, add, "[1,2]"));
    auto const refused = client.read();
    here.real->open();
    auto const last = client.read();
    stopping.join();
    BOOST_TEST(reason_of(farewell) == "the server stops");
    BOOST_TEST(farewell->body.substr(0, 4) == number(7, 4));
    BOOST_REQUIRE(refused.has_value());
    BOOST_TEST(refused->body[0] == 14);
    BOOST_TEST(refused->body[1] == 0); // not begun
    BOOST_TEST(last.value_or(answer()).body == R"({"result":1})");
}

BOOST_AUTO_TEST_SUITE_END()
