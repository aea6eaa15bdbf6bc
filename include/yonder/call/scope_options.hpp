// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_SCOPE_OPTIONS_HPP
#define YONDER_CALL_SCOPE_OPTIONS_HPP

#include <yonder/call/duration.hpp>
#include <yonder/call/uuid.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What call_scope takes and context gives back.
namespace yonder {

// Calls are over after this much time, the time to reach the peer and back included. A time that the clock cannot
// count, as milliseconds::max(), is no limit.
struct timeout {
    template <class Rep, class Period>
    explicit timeout(std::chrono::duration<Rep, Period> time) noexcept : length(saturated(time)) {}
    std::chrono::steady_clock::duration length;
};

// For whom calls are made.
struct user {
    std::string type; // "customer", "service": the application's own words
    std::string id;
    std::vector<std::pair<std::string, std::string>> claims; // what is known of them
};

// Calls are part of an activity that has begun elsewhere.
struct activity {
    explicit activity(uuid which) noexcept : id(which) {}
    uuid id;
};

// A name and a value that travel with calls and the calls that those make. Over HTTP as W3C Baggage, which allows 64
// of them and 8192 bytes in all.
struct metadata {
    // Throws std::invalid_argument if the name is no token of RFC 9110: "tenant", "x-trace.level".
    metadata(std::string_view called, std::string_view text);
    std::string name;
    std::string value;
};
using metadata_list = std::vector<metadata>;

// The call is made once, however often it is repeated with the same id: a server that remembers it runs the method for
// the first and gives the others the same answer. The first call in a scope has the id itself, and the ones after it
// have ids made from it in order: whoever repeats, repeats the whole scope.
struct once_only {
    explicit once_only(uuid which) noexcept : id(which) {}

    // For a name that the application has for the work: "order 4711".
    explicit once_only(std::string_view name) : id(uuid_from_name(name)) {}
    uuid id;
};

// How far the work of a handler is.
struct progress {
    double part = 0;  // of the whole, 0 to 1
    std::string text; // for people
};

} // namespace yonder

#endif
