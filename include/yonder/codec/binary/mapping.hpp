// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_BINARY_MAPPING_HPP
#define YONDER_CODEC_BINARY_MAPPING_HPP

#include <yonder/codec/binary/reader.hpp>
#include <yonder/codec/binary/writer.hpp>
#include <yonder/codec/elements.hpp>
#include <yonder/codec/kind.hpp>

#include <cstdint>

namespace yonder::binary {

using codec::kind;
using codec::kind_of;

// How values of one kind are written and read, after their tag: static void write(writer&, T const&) and
// static bool read(reader&, T&). Those of a message have neither its length nor its end: read() ends at in.at_end().
template <class T, kind Kind = kind_of<T>>
struct mapping;

// What T travels as: itself, or the form of a user's type.
template <class T, kind Kind = kind_of<T>>
struct carried {
    using type = T;
};
template <class T>
struct carried<T, kind::custom> : carried<codec::wire_form<T>> {};
template <class T>
using carried_t = typename carried<T>::type;
template <class T>
inline constexpr kind carried_kind = kind_of<carried_t<T>>;

// One number; a list of them is packed.
template <class T>
inline constexpr bool is_scalar = carried_kind<T> == kind::boolean || carried_kind<T> == kind::integer ||
                                  carried_kind<T> == kind::floating || carried_kind<T> == kind::enumeration;

template <class T>
inline constexpr bool is_message =
    carried_kind<T> == kind::structure || carried_kind<T> == kind::tuple || carried_kind<T> == kind::variant ||
    carried_kind<T> == kind::family || carried_kind<T> == kind::duration || carried_kind<T> == kind::time_point ||
    carried_kind<T> == kind::untyped;

// Stands in a field once. Others stand there any number of times, and wherever they must be one thing, as elements of a
// list, they are the field 1 of a message that wraps them.
template <class T>
inline constexpr bool is_singular =
    is_scalar<T> || is_message<T> || carried_kind<T> == kind::text || carried_kind<T> == kind::bytes;

template <class T>
constexpr wire_type wire_type_of() {
    if constexpr (carried_kind<T> == kind::floating)
        return sizeof(carried_t<T>) == 8 ? wire_type::fixed64 : wire_type::fixed32;
    else
        return is_scalar<T> ? wire_type::varint : wire_type::length;
}

// The tag of a field of T as our writer has it.
template <class T>
constexpr std::uint32_t usual_tag(std::uint32_t number) {
    if constexpr (is_singular<T>)
        return make_tag(number, wire_type_of<T>());
    else if constexpr (carried_kind<T> == kind::optional || carried_kind<T> == kind::pointer) {
        using element = codec::first_element<carried_t<T>>;
        return make_tag(number, is_singular<element> ? wire_type_of<element>() : wire_type::length);
    } else
        return make_tag(number, wire_type::length);
}

// A singular value with what comes in front of it.
template <class T>
void write_value(writer& out, T const& value) {
    if constexpr (is_message<T>) {
        std::size_t const from = out.begin_length();
        mapping<T>::write(out, value);
        out.end_length(from);
    } else {
        mapping<T>::write(out, value);
    }
}

template <class T>
bool read_value(reader& in, T& value) {
    if constexpr (is_message<T>) {
        char const* outer = nullptr;
        return in.enter(outer) && mapping<T>::read(in, value) && in.leave(outer);
    } else {
        return mapping<T>::read(in, value);
    }
}

} // namespace yonder::binary

#endif
