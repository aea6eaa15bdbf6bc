// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_TIME_HPP
#define YONDER_CODEC_TIME_HPP

#include <yonder/codec/error.hpp>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace yonder::codec {

// Whole seconds, and nanoseconds of the same sign (0 to 999,999,999 in magnitude).
struct split_time {
    std::int64_t seconds = 0;
    std::int32_t nanoseconds = 0;
};

__extension__ using wide_integer = __int128; // so that nothing overflows on the way between units

// Nanoseconds a tick as a fraction. Ticks that are no whole nanoseconds, such as thirds of a second, are cut
// when written, and found again when read as the nearest tick.
template <class Duration>
struct tick {
    static constexpr wide_integer nanoseconds = static_cast<wide_integer>(1'000'000'000) * Duration::period::num;
    static constexpr wide_integer divisor = Duration::period::den;
    static constexpr bool is_below_a_nanosecond = nanoseconds < divisor;
};

// Throws encode_error for a time that does not fit, or is more precise than nanoseconds; one of a
// floating-point type is rounded.
template <class Rep, class Period>
split_time split(std::chrono::duration<Rep, Period> value) {
    using unit = tick<std::chrono::duration<Rep, Period>>;
    constexpr wide_integer a_second = 1'000'000'000;
    wide_integer nanoseconds = 0;
    if constexpr (std::is_floating_point_v<Rep>) {
        long double const scaled = static_cast<long double>(value.count()) * 1e9L * Period::num / Period::den;
        if (!(scaled > -9.2e27L && scaled < 9.2e27L)) // seconds in 64 bits; not a number is neither
            throw encode_error("a duration is not finite, or too long for whole seconds in 64 bits");
        nanoseconds = static_cast<wide_integer>(std::round(scaled));
    } else {
        wide_integer scaled = 0;
        if (__builtin_mul_overflow(static_cast<wide_integer>(value.count()), unit::nanoseconds, &scaled))
            throw encode_error("a time does not fit in whole seconds of 64 bits");
        if (unit::is_below_a_nanosecond && scaled % unit::divisor != 0)
            throw encode_error("a time is more precise than nanoseconds, which is all that travels");
        nanoseconds = scaled / unit::divisor;
    }
    wide_integer const seconds = nanoseconds / a_second;
    if (seconds > std::numeric_limits<std::int64_t>::max() || seconds < std::numeric_limits<std::int64_t>::min())
        throw encode_error("a time does not fit in whole seconds of 64 bits");
    return {static_cast<std::int64_t>(seconds), static_cast<std::int32_t>(nanoseconds % a_second)};
}

// False if Duration cannot hold the time exactly.
template <class Duration>
bool join(split_time from, Duration& value) {
    using rep = typename Duration::rep;
    if constexpr (std::is_floating_point_v<rep>) {
        using seconds = std::chrono::duration<long double>;
        value = std::chrono::duration_cast<Duration>(
            seconds(static_cast<long double>(from.seconds) + static_cast<long double>(from.nanoseconds) * 1e-9L));
        return true;
    } else {
        using unit = tick<Duration>;
        wide_integer const nanoseconds = static_cast<wide_integer>(from.seconds) * 1'000'000'000 + from.nanoseconds;
        wide_integer scaled = 0;
        if (__builtin_mul_overflow(nanoseconds, unit::divisor, &scaled))
            return false;
        wide_integer ticks = scaled / unit::nanoseconds;
        wide_integer const rest = scaled % unit::nanoseconds;
        if (rest * 2 >= unit::nanoseconds)
            ++ticks;
        else if (rest * 2 <= -unit::nanoseconds)
            --ticks;
        if (ticks < static_cast<wide_integer>(std::numeric_limits<rep>::min()) ||
            ticks > static_cast<wide_integer>(std::numeric_limits<rep>::max()))
            return false;
        value = Duration(static_cast<rep>(ticks));
        return ticks * unit::nanoseconds / unit::divisor == nanoseconds;
    }
}

inline constexpr char const* unfitting_time =
    "a time that the member's type cannot hold exactly: too precise, or too far";

} // namespace yonder::codec

#endif
