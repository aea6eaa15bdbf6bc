// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_MAPPING_HPP
#define YONDER_CODEC_JSON_MAPPING_HPP

#include <yonder/codec/json/reader.hpp>
#include <yonder/codec/json/writer.hpp>
#include <yonder/codec/kind.hpp>

namespace yonder::json {

using codec::kind;
using codec::kind_of;

// How values of one kind are written and read: static void write(writer&, T const&) and static bool read(reader&, T&).
// One header a kind. read() fails through the reader; it may leave the value half filled then.
template <class T, kind Kind = kind_of<T>>
struct mapping;

template <class T>
void write_value(writer& out, T const& value) {
    mapping<T>::write(out, value);
}

template <class T>
bool read_value(reader& in, T& value) {
    return mapping<T>::read(in, value);
}

// A value that is left out of an object: an empty optional, a null pointer.
template <class T>
bool is_absent(T const& value) {
    if constexpr (codec::is_nullable<T>)
        return !value;
    else
        return false;
}

} // namespace yonder::json

#endif
