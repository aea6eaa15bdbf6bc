// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_TRACE_HPP
#define YONDER_CALL_TRACE_HPP

#include <yonder/call/uuid.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace yonder {

using span_id = std::array<std::uint8_t, 8>;

// Which trace a call is part of, as W3C Trace Context has it: what other systems know an activity by.
struct trace_context {
    std::array<std::uint8_t, 16> id{};
    span_id parent{};       // the span that the call was made in, as its caller says; zero if it was made here
    std::uint8_t flags = 0; // 1: sampled
    std::string state;      // tracestate, as it came
};

// The span of a call on the side of its caller, who makes it one of eight bytes of the call's id.
span_id span_of(uuid const& call_id) noexcept;

// "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01": what a call with this id says of its trace.
std::string traceparent(trace_context const& trace, uuid const& call_id);

// Of such a text, of that version or a later one; nothing if it is not of the form, as a trace is then begun anew.
std::optional<trace_context> read_traceparent(std::string_view text) noexcept;

// Bytes as hexadecimal digits in lower case.
std::string to_hexadecimal(std::uint8_t const* bytes, std::size_t size);

} // namespace yonder

#endif
