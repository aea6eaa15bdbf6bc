// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/binary/scalar.hpp>
#include <yonder/codec/binary/time.hpp>

namespace yonder::binary {
namespace {

constexpr std::int32_t a_second = 1'000'000'000;
constexpr std::int64_t first_second = -62135596800; // of the year 1
constexpr std::int64_t last_second = 253402300799;  // of the year 9999

void write_fields(writer& out, split_time value) {
    if (value.seconds != 0)
        write_field(out, 1, value.seconds);
    if (value.nanoseconds != 0)
        write_field(out, 2, value.nanoseconds);
}

bool read_fields(reader& in, split_time& value) {
    return read_all_fields(in, [&](std::uint32_t tag, std::uint32_t number) {
        if (number == 1)
            return read_field(in, tag, value.seconds);
        if (number == 2)
            return read_field(in, tag, value.nanoseconds);
        return in.skip_unknown(tag, "1 (seconds), 2 (nanos)");
    });
}

} // namespace

void write_duration(writer& out, split_time value) { write_fields(out, value); }

bool read_duration(reader& in, split_time& value) {
    if (!read_fields(in, value))
        return false;
    bool const is_one = value.nanoseconds > -a_second && value.nanoseconds < a_second &&
                        (value.seconds <= 0 || value.nanoseconds >= 0) &&
                        (value.seconds >= 0 || value.nanoseconds <= 0);
    return is_one || in.fail("the nanoseconds of a duration are under a second, and of the sign of its seconds");
}

// Nanoseconds of a time count forward, also before 1970.
void write_time_point(writer& out, split_time since_1970) {
    if (since_1970.nanoseconds < 0) {
        --since_1970.seconds;
        since_1970.nanoseconds += a_second;
    }
    if (since_1970.seconds < first_second || since_1970.seconds > last_second)
        throw encode_error("a time is not within the years 1 to 9999");
    write_fields(out, since_1970);
}

bool read_time_point(reader& in, split_time& since_1970) {
    if (!read_fields(in, since_1970))
        return false;
    if (since_1970.nanoseconds < 0 || since_1970.nanoseconds >= a_second)
        return in.fail("the nanoseconds of a time are from 0 to 999999999");
    if (since_1970.seconds < first_second || since_1970.seconds > last_second)
        return in.fail("a time is not within the years 1 to 9999");
    if (since_1970.seconds < 0 && since_1970.nanoseconds > 0) { // to the same sign, as a split_time has it
        ++since_1970.seconds;
        since_1970.nanoseconds -= a_second;
    }
    return true;
}

} // namespace yonder::binary
