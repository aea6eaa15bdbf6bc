// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_BINARY_ARGUMENTS_HPP
#define YONDER_CODEC_BINARY_ARGUMENTS_HPP

#include <yonder/codec/addresses.hpp>
#include <yonder/codec/binary/erased_field.hpp>

#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace yonder::binary {

// The arguments of a method, as a message whose fields are numbered by position, from 1.

// Appends a message of these fields, as many as there are writers.
void write_fields(std::string& out, void const* const* values, std::span<field_writer const> writers);

// One that is missing is an error, unless it may be. `noun` and `names` are for messages. Throws decode_error.
void decode_fields(std::string_view bytes, std::string_view noun, std::span<std::string_view const> names,
                   void* const* values, field_reader const* readers, decode_options const& options);

template <class... T>
void write_arguments(std::string& out, std::tuple<T...> const& arguments) {
    write_fields(out, codec::addresses_of(arguments).data(), field_writers<std::remove_cvref_t<T>...>);
}

template <class... T>
void decode_arguments(std::string_view bytes, std::span<std::string_view const> names, std::tuple<T...>& arguments,
                      decode_options const& options = {}) {
    decode_fields(bytes, "argument", names, codec::addresses_of(arguments).data(), field_readers<T...>.data(), options);
}

} // namespace yonder::binary

#endif
