// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_BINARY_TIME_HPP
#define YONDER_CODEC_BINARY_TIME_HPP

#include <yonder/codec/binary/field.hpp>
#include <yonder/codec/time.hpp>

namespace yonder::binary {

using codec::split_time;

// google.protobuf.Duration and google.protobuf.Timestamp: seconds and nanoseconds.
void write_duration(writer& out, split_time value);
bool read_duration(reader& in, split_time& value);
void write_time_point(writer& out, split_time since_1970);
bool read_time_point(reader& in, split_time& since_1970);

template <class T>
struct mapping<T, kind::duration> {
    static void write(writer& out, T value) { write_duration(out, codec::split(value)); }
    static bool read(reader& in, T& value) {
        split_time read;
        return read_duration(in, read) && (codec::join(read, value) || in.fail(codec::unfitting_time));
    }
};

template <class T>
struct mapping<T, kind::time_point> {
    static void write(writer& out, T value) { write_time_point(out, codec::split(value.time_since_epoch())); }
    static bool read(reader& in, T& value) {
        split_time read;
        typename T::duration since_1970{};
        if (!read_time_point(in, read) || !(codec::join(read, since_1970) || in.fail(codec::unfitting_time)))
            return false;
        value = T(since_1970);
        return true;
    }
};

} // namespace yonder::binary

#endif
