// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_OBSERVE_HPP
#define YONDER_RPC_OBSERVE_HPP

#include <yonder/call/failure.hpp>
#include <yonder/call/header.hpp>
#include <yonder/call/invoker.hpp>

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

// A filter that tells of each call when it is over, with what its caller gets. In the thread that completes it, so what
// takes long belongs elsewhere; what `tell` throws is dropped. Of a served call the header has its fields, tokens, too.
filter observing(std::function<void(observed_call const&)> tell);

// The same as a line for people: "web --[ shop.v1.Orders/place ]-> orders 12.1 ms ok". `here` is this program's name,
// `there` that of who serves calls that are made from here. Without `write` lines go to the log.
filter trace_lines(std::string here, std::string there = {}, std::function<void(std::string_view line)> write = {});

} // namespace yonder

#endif
