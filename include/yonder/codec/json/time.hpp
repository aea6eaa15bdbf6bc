// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_TIME_HPP
#define YONDER_CODEC_JSON_TIME_HPP

#include <yonder/codec/json/mapping.hpp>
#include <yonder/codec/time.hpp>

namespace yonder::json {

using codec::join;
using codec::split;
using codec::split_time;
using codec::unfitting_time;

// "1.5s", as the proto3 mapping has it, with as many digits as it takes.
void write_duration(writer& out, split_time value);
bool read_duration(reader& in, split_time& value);

// RFC 3339 in UTC, "2026-11-21T10:00:00.021Z", with 0, 3, 6 or 9 digits; years 1 to 9999. Reading takes other
// offsets too.
void write_time_point(writer& out, split_time since_1970);
bool read_time_point(reader& in, split_time& since_1970);

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
