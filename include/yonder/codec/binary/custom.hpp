// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_BINARY_CUSTOM_HPP
#define YONDER_CODEC_BINARY_CUSTOM_HPP

#include <yonder/codec/binary/field.hpp>

#include <exception>
#include <type_traits>
#include <utility>

namespace yonder::binary {

template <class T, class Read>
bool read_form(reader& in, T& value, Read read) {
    codec::wire_form<T> form{};
    if (!read(form))
        return false;
    try {
        value = yonder_from_wire(std::type_identity<T>(), std::move(form));
        return true;
    } catch (std::exception const& caught) {
        return in.fail(caught.what());
    } catch (...) {
        return in.fail("not a value of this type");
    }
}

// A user's type by way of the type that it travels as.
template <class T>
struct mapping<T, kind::custom> {
    using form = codec::wire_form<T>;

    static void write(writer& out, T const& value) { mapping<form>::write(out, yonder_to_wire(value)); }
    static bool read(reader& in, T& value) {
        return read_form(in, value, [&](form& read) { return mapping<form>::read(in, read); });
    }
};

template <class T>
struct field_mapping<T, kind::custom> {
    using form = codec::wire_form<T>;

    static void write(writer& out, std::uint32_t number, T const& value) {
        write_field<form>(out, number, yonder_to_wire(value));
    }
    static bool read(reader& in, std::uint32_t tag, T& value) {
        return read_form(in, value, [&](form& read) { return read_field(in, tag, read); });
    }
};

} // namespace yonder::binary

#endif
