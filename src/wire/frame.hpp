// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_WIRE_FRAME_HPP
#define YONDER_SRC_WIRE_FRAME_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The frames that docs/wire.md specifies. All numbers are little-endian.
namespace yonder::wire_protocol {

enum class frame_type : std::uint8_t {
    request = 1, // client: a call, with its arguments
    more = 2,    // the next part of what a frame with the flag `continues` began
    reply = 3,   // server: the result, or the end of a streamed one
    error = 4,   // server: the call failed
    item = 5,    // of a streamed argument or result
    end = 6,     // client: no more items; with `failed`, as the stream failed
    credit = 7,  // so many more items may be sent
    cancel = 8,  // client: the call is not wanted any more
    ping = 9,    // to be answered
    pong = 10,   // the answer
    go_away = 11 // server: takes no more calls
};

namespace flag {
constexpr std::uint8_t continues = 1; // a frame `more` of the same call goes on with it
constexpr std::uint8_t binary = 2;    // what it carries is in the binary form, else JSON
constexpr std::uint8_t failed = 4;    // with `end`
} // namespace flag

// What stands before each frame.
struct frame_head {
    std::uint32_t size = 0; // of what follows the head
    frame_type type = frame_type::ping;
    std::uint8_t flags = 0;
    std::uint32_t call = 0; // 0: of the connection

    static constexpr std::size_t bytes = 12;
};

void append_head(std::string& out, frame_head const& head);

// `bytes` has at least frame_head::bytes.
frame_head read_head(std::string_view bytes) noexcept;

// A frame has at most so many bytes after its head: messages that are longer go in parts, so that others pass them.
constexpr std::size_t max_part = 64 * 1024;

// What each side sends first.
struct preface {
    std::uint8_t major = 1;
    std::uint8_t minor = 0;
    std::uint32_t max_message = 0; // bytes of arguments, result or item that it takes
    std::uint32_t max_calls = 0;   // at once, of a server

    static constexpr std::size_t bytes = 16;
    static constexpr char first = '\xF7'; // of no HTTP request, no TLS and no UTF-8
};

void append_preface(std::string& out, preface const& what);

// What a client begins with: its preface, and a ping whose bytes make a server of HTTP answer, which would wait for the
// end of a line.
void append_greeting(std::string& out, preface const& what);

// Nothing if `bytes`, of which there are preface::bytes, is none.
std::optional<preface> read_preface(std::string_view bytes) noexcept;

// Whether bytes, fewer than a preface, may become one.
bool may_be_preface(std::string_view bytes) noexcept;

} // namespace yonder::wire_protocol

#endif
