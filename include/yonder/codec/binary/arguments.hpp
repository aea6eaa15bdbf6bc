// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_BINARY_ARGUMENTS_HPP
#define YONDER_CODEC_BINARY_ARGUMENTS_HPP

#include <yonder/codec/binary/merge.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace yonder::binary {

// The arguments of a method, as a message whose fields are numbered by position, from 1. What is the same for all
// methods is compiled once, over fields without their types.

struct field {
    void* value = nullptr;
    bool (*read)(reader& in, std::uint32_t tag, void* value, bool is_seen) = nullptr;
};
struct const_field {
    void const* value = nullptr;
    void (*write)(writer& out, std::uint32_t number, void const* value) = nullptr;
};

template <class T>
bool read_erased(reader& in, std::uint32_t tag, void* value, bool is_seen) {
    return read_into(in, tag, *static_cast<T*>(value), is_seen);
}
template <class T>
void write_erased(writer& out, std::uint32_t number, void const* value) {
    write_field(out, number, *static_cast<T const*>(value));
}

template <class T>
field make_field(T& value) {
    return {&value, &read_erased<T>};
}
template <class T>
const_field make_const_field(T const& value) {
    return {&value, &write_erased<T>};
}

// Appends a message of these fields.
void write_fields(std::string& out, std::span<const_field const> fields);

// One that is missing is an error, unless `may_be_absent` says that its type has an empty value that absence stands
// for. `noun` and `names` are for messages. Throws decode_error.
void decode_fields(std::string_view bytes, std::string_view noun, std::span<std::string_view const> names,
                   field const* fields, bool const* may_be_absent, decode_options const& options);

template <class... T>
void write_arguments(std::string& out, std::tuple<T...> const& arguments) {
    auto const fields = std::apply(
        [](auto const&... value) { return std::array<const_field, sizeof...(T)>{make_const_field(value)...}; },
        arguments);
    write_fields(out, fields);
}

template <class... T>
void decode_arguments(std::string_view bytes, std::span<std::string_view const> names, std::tuple<T...>& arguments,
                      decode_options const& options = {}) {
    static constexpr std::array<bool, sizeof...(T)> may_be_absent{codec::is_empty_when_absent<T>...};
    auto const fields =
        std::apply([](auto&... value) { return std::array<field, sizeof...(T)>{make_field(value)...}; }, arguments);
    decode_fields(bytes, "argument", names, fields.data(), may_be_absent.data(), options);
}

} // namespace yonder::binary

#endif
