// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_ARGUMENTS_HPP
#define YONDER_CODEC_JSON_ARGUMENTS_HPP

#include <yonder/codec/addresses.hpp>
#include <yonder/codec/json/fields.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace yonder::json {

// The arguments of a method, as an object by the names of its parameters. `arguments` is a std::tuple of values or
// references.

// null stands for absence where that is an empty list, set or map; an optional and a pointer read it themselves.
template <class T>
inline constexpr bool is_empty_by_null =
    kind_of<T> == kind::sequence || kind_of<T> == kind::set || kind_of<T> == kind::map;

template <class... T>
inline constexpr std::array<field_writer, sizeof...(T)> argument_writers{writer_of<T>()...};
template <class... T>
inline constexpr std::array<field_reader, sizeof...(T)> argument_readers{
    field_reader{&read_erased<T>, is_empty_by_null<T>, codec::is_empty_when_absent<T>}...};

// Arguments as an object in any order, as an array in order, or no text for none. One that is missing is an error,
// unless it may be. Throws decode_error.
void decode_argument_fields(std::string_view text, std::span<std::string_view const> names, void* const* values,
                            field_reader const* readers, decode_options const& options);

template <class... T>
void write_arguments(std::string& out, std::span<std::string_view const> names, std::tuple<T...> const& arguments) {
    write_whole(out, {names, "argument"}, codec::addresses_of(arguments).data(),
                argument_writers<std::remove_cvref_t<T>...>.data());
}

template <class... T>
void decode_arguments(std::string_view text, std::span<std::string_view const> names, std::tuple<T...>& arguments,
                      decode_options const& options = {}) {
    decode_argument_fields(text, names, codec::addresses_of(arguments).data(), argument_readers<T...>.data(), options);
}

// A result that is no reply by itself, as {"result": ...}.
void write_wrapped_result(std::string& out, void const* result, field_writer const& how);
void decode_wrapped_result(std::string_view text, void* result, field_reader const& how, decode_options const& options);

} // namespace yonder::json

#endif
