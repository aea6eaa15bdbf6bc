// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_TIME_HPP
#define YONDER_CODEC_JSON_TIME_HPP

#include <yonder/codec/json/mapping.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace yonder::json {

// Whole seconds, and nanoseconds of the same sign (0 to 999,999,999 in magnitude).
struct split_time {
    std::int64_t seconds = 0;
    std::int32_t nanoseconds = 0;
};

// "1.5s", as the proto3 mapping has it, with as many digits as it takes.
void write_duration(writer& out, split_time value);
bool read_duration(reader& in, split_time& value);

// RFC 3339 in UTC, "2026-11-21T10:00:00.021Z", with 0, 3, 6 or 9 digits; years 1 to 9999. Reading takes other offsets
// too.
void write_time_point(writer& out, split_time since_1970);
bool read_time_point(reader& in, split_time& since_1970);

template <class Rep, class Period>
split_time split(std::chrono::duration<Rep, Period> value) {
    using namespace std::chrono;
    auto const seconds_part = duration_cast<duration<std::int64_t>>(value);
    auto const rest = duration_cast<nanoseconds>(value - duration_cast<duration<Rep, Period>>(seconds_part));
    if constexpr (std::ratio_greater_equal_v<Period, std::ratio<1>> && !std::is_floating_point_v<Rep>)
        return {seconds_part.count(), 0};
    else
        return {seconds_part.count(), static_cast<std::int32_t>(rest.count())};
}

// False if Duration cannot hold the time exactly.
template <class Duration>
bool join(split_time from, Duration& value) {
    using namespace std::chrono;
    using rep = typename Duration::rep;
    using period = typename Duration::period;
    if constexpr (std::is_floating_point_v<rep>) {
        value = duration_cast<Duration>(duration<double>(static_cast<double>(from.seconds) + from.nanoseconds * 1e-9));
        return true;
    } else {
        // ticks = (seconds + nanoseconds / 10^9) * den / num, in 128 bits so that nothing overflows on the way
        __extension__ using wide = __int128;
        wide const nanoseconds = static_cast<wide>(from.seconds) * 1'000'000'000 + from.nanoseconds;
        wide const scaled = nanoseconds * period::den;
        wide const unit = static_cast<wide>(1'000'000'000) * period::num;
        wide const ticks = scaled / unit;
        if (scaled % unit != 0 || ticks < static_cast<wide>(std::numeric_limits<rep>::min()) ||
            ticks > static_cast<wide>(std::numeric_limits<rep>::max()))
            return false;
        value = Duration(static_cast<rep>(ticks));
        return true;
    }
}

inline constexpr char const* unfitting_time =
    "a time that the member's type cannot hold exactly: too precise, or too far";

template <class T>
struct mapping<T, kind::duration> {
    static void write(writer& out, T value) { write_duration(out, split(value)); }
    static bool read(reader& in, T& value) {
        split_time read;
        in.peek();
        char const* const from = in.at();
        return read_duration(in, read) && (join(read, value) || in.fail_at(from, unfitting_time));
    }
};

template <class T>
struct mapping<T, kind::time_point> {
    static void write(writer& out, T value) { write_time_point(out, split(value.time_since_epoch())); }
    static bool read(reader& in, T& value) {
        split_time read;
        typename T::duration since_1970{};
        in.peek();
        char const* const from = in.at();
        if (!read_time_point(in, read) || !(join(read, since_1970) || in.fail_at(from, unfitting_time)))
            return false;
        value = T(since_1970);
        return true;
    }
};

} // namespace yonder::json

#endif
