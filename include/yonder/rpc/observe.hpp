// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_OBSERVE_HPP
#define YONDER_RPC_OBSERVE_HPP

#include <yonder/call/failure.hpp>
#include <yonder/call/header.hpp>
#include <yonder/call/invoker.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace yonder {

// A call that is over, as a filter has seen it. What it refers to lives while that is told.
struct observed_call {
    method_descriptor const& method;
    message_header const& header;    // `from` is set if it was served, and null if it was made here
    failure const* failed = nullptr; // null if it succeeded
    clock::duration took{};
    std::uint64_t items = 0; // of a streamed reply
};

using call_listener = std::function<void(observed_call const&)>;

// A filter that tells of each call when it is over, with what its caller gets. In the thread that completes it, so what
// takes long belongs elsewhere; what `tell` throws is dropped. Of a served call the header has its fields, tokens, too.
filter observing(call_listener tell);

// The arguments of a call as JSON, with "***" in place of what is annotated as secret. Not more than `longest` bytes.
// For filters, and for tests; what cannot be shown is said instead.
std::string shown_arguments(request const& what, std::size_t longest = 2000);

// A filter that writes a record to the log for each call when it is over: "shop.v1.Orders/place ok", with the fields
// interface, method, side ("made" or "served"), code, milliseconds, id, activity, response_to, sender and user as far
// as they are known, and arguments, as shown_arguments() has them, if wanted.
filter logged_calls(bool with_arguments = false);

// The same as a line for people: "web --[ shop.v1.Orders/place ]-> orders 12.1 ms ok". `here` is this program's name,
// `there` that of who serves calls that are made from here. Without `write` lines go to the log.
filter trace_lines(std::string here, std::string there = {}, std::function<void(std::string_view line)> write = {});

} // namespace yonder

#endif
