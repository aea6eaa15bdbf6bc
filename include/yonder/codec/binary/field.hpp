// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_BINARY_FIELD_HPP
#define YONDER_CODEC_BINARY_FIELD_HPP

#include <yonder/codec/binary/mapping.hpp>

#include <cstdint>

namespace yonder::binary {

// How a value of one kind stands in the field of a message: write() the whole of it, with its tags, or nothing for a
// value that is absent; read() what follows a tag.
template <class T, kind Kind = kind_of<T>>
struct field_mapping {
    static void write(writer& out, std::uint32_t number, T const& value) {
        if constexpr (Kind == kind::text) {
            out.text(make_tag(number, wire_type::length), value);
        } else if constexpr (Kind == kind::integer) {
            out.varint(make_tag(number, wire_type::varint), mapping<T>::as_varint(value));
        } else {
            out.tag(number, wire_type_of<T>());
            write_value(out, value);
        }
    }
    static bool read(reader& in, std::uint32_t tag, T& value) {
        return in.expect(tag, wire_type_of<T>()) && read_value(in, value);
    }
};

template <class T>
void write_field(writer& out, std::uint32_t number, T const& value) {
    field_mapping<T>::write(out, number, value);
}

template <class T>
bool read_field(reader& in, std::uint32_t tag, T& value) {
    return field_mapping<T>::read(in, tag, value);
}

// Calls read_one(tag, number) for each field of the message.
template <class Function>
bool read_all_fields(reader& in, Function read_one) {
    while (!in.at_end()) {
        std::uint32_t tag = 0;
        if (!in.tag(tag) || !read_one(tag, number_of(tag)))
            return false;
    }
    return true;
}

// A value that must be one thing: as itself, or wrapped.
template <class T>
void write_element(writer& out, std::uint32_t number, T const& value) {
    if constexpr (is_singular<T>) {
        write_field(out, number, value);
    } else {
        out.tag(number, wire_type::length);
        std::size_t const from = out.begin_length();
        write_field(out, 1, value);
        out.end_length(from);
    }
}

// A list that is absent is empty, whatever it begins with.
template <class T>
void clear_if_repeated(T& value) {
    constexpr kind what = kind_of<T>;
    if constexpr (what == kind::sequence || what == kind::set || what == kind::map)
        value.clear();
}

// A wrapper that holds nothing is an empty value, unless `is_seen`: then it adds nothing.
template <class T>
bool read_wrapped(reader& in, std::uint32_t tag, T& value, bool is_seen = false) {
    if (!is_seen) {
        clear_if_repeated(value);
        if constexpr (codec::is_nullable<T>)
            value.reset();
    }
    char const* outer = nullptr;
    return in.expect(tag, wire_type::length) && in.enter(outer) &&
           read_all_fields(in,
                           [&](std::uint32_t inner, std::uint32_t number) {
                               return number == 1 ? read_field(in, inner, value) : in.skip_unknown(inner, "1");
                           }) &&
           in.leave(outer);
}

template <class T>
bool read_element(reader& in, std::uint32_t tag, T& value) {
    if constexpr (is_singular<T>)
        return read_field(in, tag, value);
    else
        return read_wrapped(in, tag, value);
}

} // namespace yonder::binary

#endif
