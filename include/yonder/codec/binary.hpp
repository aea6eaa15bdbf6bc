// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_BINARY_HPP
#define YONDER_CODEC_BINARY_HPP

// Values to the wire format of Protocol Buffers and back, without message objects in between. docs/binary.md says how
// each type looks.

#include <yonder/codec/binary/arguments.hpp>
#include <yonder/codec/binary/custom.hpp>
#include <yonder/codec/binary/family.hpp>
#include <yonder/codec/binary/map.hpp>
#include <yonder/codec/binary/message.hpp>
#include <yonder/codec/binary/optional.hpp>
#include <yonder/codec/binary/scalar.hpp>
#include <yonder/codec/binary/sequence.hpp>
#include <yonder/codec/binary/structure.hpp>
#include <yonder/codec/binary/text.hpp>
#include <yonder/codec/binary/time.hpp>
#include <yonder/codec/binary/tuple.hpp>
#include <yonder/codec/binary/untyped.hpp>
#include <yonder/codec/binary/variant.hpp>
#include <yonder/codec/refusal.hpp>

#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace yonder::binary {

// Appends `value` as a message: a described struct is one by itself, anything else is the field 1 of one. Throws
// encode_error if it has no form; `out` is as it was then.
template <class T>
void write(std::string& out, T const& value) {
    static_cast<void>(requires { codec::refuse<codec::first_fault<T>>::value; });
    if constexpr (codec::crosses<T>) {
        if constexpr (codec::is_whole<T>) {
            write_whole(out, &write_message<T>, &value);
        } else {
            void const* const address = &value;
            write_fields(out, &address, field_writers<T>);
        }
    }
}

template <class T>
std::string encode(T const& value) {
    static_cast<void>(requires { codec::refuse<codec::first_fault<T>>::value; });
    std::string out;
    write(out, value);
    return out;
}

// A message as a whole, into an object that keeps what the message does not mention, except for lists. Throws
// decode_error; `value` is half filled then. A field 1 that is missing is an error, unless T has an empty value.
template <class T>
void decode_into(T& value, std::string_view bytes, decode_options const& options = {}) {
    static_cast<void>(requires { codec::refuse<codec::first_fault<T>>::value; });
    if constexpr (codec::crosses<T>) {
        if constexpr (codec::is_whole<T>) {
            decode_whole(bytes, &read_message<T>, &value, options);
        } else {
            static constexpr std::string_view name = "result";
            void* const address = &value;
            clear_if_repeated(value);
            decode_fields(bytes, "member", std::span(&name, 1), &address, field_readers<T>.data(), options);
        }
    }
}

template <class T>
T decode(std::string_view bytes, decode_options const& options = {}) {
    static_cast<void>(requires { codec::refuse<codec::first_fault<T>>::value; });
    static_assert(std::is_default_constructible_v<T>, "a type that is read must have a default constructor");
    static_assert(!codec::is_view_type<T>,
                  "a view cannot be read, as it would view bytes that are gone: read a std::string or "
                  "std::vector<std::byte>");
    if constexpr (codec::crosses<T> && std::is_default_constructible_v<T> && !codec::is_view_type<T>) {
        T value{};
        decode_into(value, bytes, options);
        return value;
    }
}

} // namespace yonder::binary

#endif
