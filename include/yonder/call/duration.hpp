// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_DURATION_HPP
#define YONDER_CALL_DURATION_HPP

#include <chrono>

namespace yonder {

// A length of any unit as the clock counts it. What is longer than the clock can count, as hours::max() is, becomes its
// longest, which means without end; a plain conversion would overflow.
template <class Rep, class Period>
constexpr std::chrono::steady_clock::duration saturated(std::chrono::duration<Rep, Period> time) noexcept {
    using counted = std::chrono::steady_clock::duration;
    using wide = std::chrono::duration<long double, counted::period>;
    if (!(wide(time) < wide(counted::max())))
        return counted::max();
    if (!(wide(time) > wide(counted::min())))
        return counted::min();
    return std::chrono::duration_cast<counted>(time);
}

// The time that is so far from now: time_point::max(), which is never, if the clock cannot count as far.
template <class Rep, class Period>
std::chrono::steady_clock::time_point time_after(std::chrono::duration<Rep, Period> length) noexcept {
    using point = std::chrono::steady_clock::time_point;
    auto const now = std::chrono::steady_clock::now();
    auto const counted = saturated(length);
    return counted < point::max() - now ? now + counted : point::max();
}

} // namespace yonder

#endif
