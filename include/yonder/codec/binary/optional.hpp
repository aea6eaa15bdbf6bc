// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_BINARY_OPTIONAL_HPP
#define YONDER_CODEC_BINARY_OPTIONAL_HPP

#include <yonder/codec/binary/field.hpp>

#include <memory>
#include <type_traits>
#include <utility>

namespace yonder::binary {

// Absent when empty.
template <class T>
struct field_mapping<T, kind::optional> {
    static void write(writer& out, std::uint32_t number, T const& value) {
        if (value)
            write_element(out, number, *value);
    }
    static bool read(reader& in, std::uint32_t tag, T& value) { return read_element(in, tag, value.emplace()); }
};

// Owning pointers, in the same form. Two shared_ptr to one object become two objects on the other side.
template <class T>
struct field_mapping<T, kind::pointer> {
    using element = codec::first_element<T>;

    static void write(writer& out, std::uint32_t number, T const& value) {
        if (value)
            write_element<element>(out, number, *value);
    }
    static bool read(reader& in, std::uint32_t tag, T& value) {
        auto made = std::make_unique<element>();
        if (!read_element(in, tag, *made))
            return false;
        value = std::move(made);
        return true;
    }
};

} // namespace yonder::binary

#endif
