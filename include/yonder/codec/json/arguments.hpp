// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_ARGUMENTS_HPP
#define YONDER_CODEC_JSON_ARGUMENTS_HPP

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

template <class... T>
void write_arguments(std::string& out, std::span<std::string_view const> names, std::tuple<T...> const& arguments) {
    auto const fields = std::apply(
        [](auto const&... value) { return std::array<const_field, sizeof...(T)>{make_const_field(value)...}; },
        arguments);
    write_whole(out, {names, "argument"}, fields.data());
}

// Arguments as an object in any order, as an array in order, or no text for none. One that is missing is an error,
// unless `may_be_absent` says that its type has an empty value that absence stands for. Throws decode_error.
void decode_argument_fields(std::string_view text, std::span<std::string_view const> names, field const* fields,
                            bool const* may_be_absent, decode_options const& options);

// null stands for absence where that is an empty list, set or map; an optional and a pointer read it themselves.
template <class T>
inline constexpr bool is_empty_by_null =
    kind_of<T> == kind::sequence || kind_of<T> == kind::set || kind_of<T> == kind::map;

template <class... T>
void decode_arguments(std::string_view text, std::span<std::string_view const> names, std::tuple<T...>& arguments,
                      decode_options const& options = {}) {
    static constexpr std::array<bool, sizeof...(T)> may_be_absent{codec::is_empty_when_absent<T>...};
    auto const fields = std::apply(
        [](auto&... value) {
            return std::array<field, sizeof...(T)>{
                make_field(value, is_empty_by_null<std::remove_reference_t<decltype(value)>>)...};
        },
        arguments);
    decode_argument_fields(text, names, fields.data(), may_be_absent.data(), options);
}

// A result that is no reply by itself, as {"result": ...}.
void write_wrapped_result(std::string& out, const_field const& result);
bool read_wrapped_result(reader& in, field const& result, bool may_be_absent);

} // namespace yonder::json

#endif
