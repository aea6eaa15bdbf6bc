// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_WIRE_MESSAGE_HPP
#define YONDER_SRC_WIRE_MESSAGE_HPP

#include "frame.hpp"

#include <yonder/call/failure.hpp>
#include <yonder/call/header.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

// What the frames `request`, `error` and `go_away` begin with.
namespace yonder::net {
class connection;
}

namespace yonder::wire_protocol {

// What a request says before its arguments.
struct request_head {
    std::uint32_t method = 0; // its number on this connection
    std::string_view name;    // "interface/method", when the number is used for the first time
    message_header header;
    bool is_signed = false; // the signature follows the arguments
};

// Appends it. Returns what is wrong if the header cannot be said.
std::optional<std::string> append_request_head(std::string& out, request_head const& head);

// Nothing if `bytes` do not begin with one. The rest are the arguments.
std::optional<request_head> read_request_head(std::string_view& bytes);

void append_failure(std::string& out, failure const& what);
std::optional<failure> read_failure(std::string_view bytes);

// The number of the last call that was taken, and why.
void append_go_away(std::string& out, std::uint32_t last_call, std::string_view why);
bool read_go_away(std::string_view bytes, std::uint32_t& last_call, std::string& why);

// Sends a message; in parts if it is long. `type`, `flags` and `call` are those of `head`. The second sends it with the
// next flush.
void write_message(net::connection& on, frame_head head, std::string_view first, std::string&& body);
void queue_message(net::connection& on, frame_head head, std::string_view first, std::string&& body);

// Appends a long one in parts.
void append_in_parts(std::string& out, frame_head head, std::string_view body);

// Appends the same to `out`, if it is short enough for one frame: false if not.
bool append_message(std::string& out, frame_head head, std::string_view first, std::string_view body);

} // namespace yonder::wire_protocol

#endif
