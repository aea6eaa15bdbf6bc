// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_HPP
#define YONDER_CODEC_JSON_HPP

// Values to JSON text and back, without a tree in between. docs/value-model.md says which types there are and
// how each looks.

#include <yonder/codec/json/arguments.hpp>
#include <yonder/codec/json/custom.hpp>
#include <yonder/codec/json/decode_error.hpp>
#include <yonder/codec/json/enumeration.hpp>
#include <yonder/codec/json/family.hpp>
#include <yonder/codec/json/map.hpp>
#include <yonder/codec/json/mapping.hpp>
#include <yonder/codec/json/number.hpp>
#include <yonder/codec/json/optional.hpp>
#include <yonder/codec/json/sequence.hpp>
#include <yonder/codec/json/structure.hpp>
#include <yonder/codec/json/text.hpp>
#include <yonder/codec/json/time.hpp>
#include <yonder/codec/json/tuple.hpp>
#include <yonder/codec/json/untyped.hpp>
#include <yonder/codec/json/variant.hpp>
#include <yonder/codec/refusal.hpp>

#include <string>
#include <string_view>
#include <type_traits>

namespace yonder::json {

// Appends `value` as JSON. Throws encode_error if it has no form; `out` is as it was then.
template <class T>
void write(std::string& out, T const& value) {
    static_cast<void>(requires { codec::refuse<codec::first_fault<T>>::value; });
    if constexpr (codec::crosses<T>) {
        write_whole(out, &write_erased<T>, &value);
    }
}

template <class T>
std::string encode(T const& value) {
    static_cast<void>(requires { codec::refuse<codec::first_fault<T>>::value; });
    std::string out;
    write(out, value);
    return out;
}

// The text as a whole, into an object that keeps what the text does not mention. Throws decode_error; `value`
// is half filled then.
template <class T>
void decode_into(T& value, std::string_view text, decode_options const& options = {}) {
    static_cast<void>(requires { codec::refuse<codec::first_fault<T>>::value; });
    if constexpr (codec::crosses<T>) {
        decode_whole(text, &read_erased<T>, &value, options);
    }
}

template <class T>
T decode(std::string_view text, decode_options const& options = {}) {
    static_cast<void>(requires { codec::refuse<codec::first_fault<T>>::value; });
    static_assert(std::is_default_constructible_v<T>, "a type that is read must have a default constructor");
    static_assert(!codec::is_view_type<T>,
                  "a view cannot be read, as it would view a text that is gone: read a std::string or "
                  "std::vector<std::byte>");
    if constexpr (codec::crosses<T> && std::is_default_constructible_v<T> && !codec::is_view_type<T>) {
        T value{};
        decode_into(value, text, options);
        return value;
    }
}

// Appends what a method returned as a reply.
template <class Result>
void write_result(std::string& out, Result const& result) {
    if constexpr (codec::is_whole<Result>)
        write(out, result);
    else
        write_wrapped_result(out, &result, argument_writers<Result>[0]);
}

template <class Result>
void decode_result_into(Result& result, std::string_view text, decode_options const& options = {}) {
    if constexpr (codec::is_whole<Result>)
        decode_into(result, text, options);
    else
        decode_wrapped_result(text, &result, argument_readers<Result>[0], options);
}

// A reply as what the method returns. A missing "result" is an empty value, if Result has one.
template <class Result>
Result decode_result(std::string_view text, decode_options const& options = {}) {
    Result result{};
    decode_result_into(result, text, options);
    return result;
}

} // namespace yonder::json

#endif
