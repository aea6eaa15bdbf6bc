// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_BINARY_MERGE_HPP
#define YONDER_CODEC_BINARY_MERGE_HPP

#include <yonder/codec/binary/field.hpp>

#include <cstdint>
#include <type_traits>

namespace yonder::binary {

// Where a field that is one message stands twice in another, Protocol Buffers merge the two; of numbers and texts, the
// last one counts. Users' own types, times and untyped values are not merged: the last one counts of them, too.

template <class T>
constexpr bool is_merged() {
    constexpr kind what = kind_of<T>;
    if constexpr (what == kind::optional || what == kind::pointer)
        return is_merged<codec::first_element<T>>() || !is_singular<codec::first_element<T>>;
    else
        return what == kind::structure || what == kind::variant || what == kind::tuple || what == kind::family;
}

// Whether a value may be merged into that stands where nobody knows if it was read or is the initializer: not what
// others may see, too.
template <class T>
constexpr bool is_ours_to_change() {
    if constexpr (kind_of<T> == kind::pointer || kind_of<T> == kind::family)
        return is_merged<T>() && !std::is_copy_constructible_v<T> && !std::is_const_v<typename T::element_type>;
    else
        return is_merged<T>();
}

template <class T>
bool read_into_element(reader& in, std::uint32_t tag, T& value, bool is_seen);

// Reads what follows the tag of a field, into what came of it before if `is_seen`.
template <class T>
bool read_into(reader& in, std::uint32_t tag, T& value, [[maybe_unused]] bool is_seen) {
    constexpr kind what = kind_of<T>;
    if constexpr (!is_merged<T>()) {
        return read_field(in, tag, value);
    } else if constexpr (what == kind::optional || what == kind::pointer) {
        using element = codec::first_element<T>;
        if (is_seen && value) // it was made when the first one was read, and not as const
            return read_into_element(in, tag, const_cast<element&>(*value), true);
        return read_field(in, tag, value);
    } else {
        char const* outer = nullptr;
        return in.expect(tag, wire_type::length) && in.enter(outer) && mapping<T>::read(in, value, is_seen) &&
               in.leave(outer);
    }
}

// The same of a value that must be one thing.
template <class T>
bool read_into_element(reader& in, std::uint32_t tag, T& value, bool is_seen) {
    if constexpr (is_singular<T>)
        return read_into(in, tag, value, is_seen);
    else
        return read_wrapped(in, tag, value, is_seen);
}

} // namespace yonder::binary

#endif
