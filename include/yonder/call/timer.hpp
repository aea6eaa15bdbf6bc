// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_TIMER_HPP
#define YONDER_CALL_TIMER_HPP

#include <yonder/call/context.hpp>
#include <yonder/call/duration.hpp>
#include <yonder/call/future.hpp>
#include <yonder/call/task.hpp>

#include <chrono>
#include <compare>
#include <cstdint>

namespace yonder {

// Something that will be done at a time.
struct alarm {
    clock::time_point when;
    std::uint64_t number = 0;
    friend auto operator<=>(alarm const&, alarm const&) = default; // NOLINT(modernize-use-nullptr): no pointer
};

// Runs `work` at `when`, in one of up to 64 threads that come for it and belong to no executor: methods that hold an
// executor up delay nobody's deadline. It should be brief.
alarm run_at(clock::time_point when, task work);

// Calls it off. False if it ran, or is about to.
bool call_off(alarm one) noexcept;

// Done at that time, or cancelled with yonder::error, canceled.
future<void> sleep_until(clock::time_point when);
template <class Rep, class Period>
future<void> sleep_for(std::chrono::duration<Rep, Period> time) {
    return sleep_until(time_after(time));
}

} // namespace yonder

#endif
