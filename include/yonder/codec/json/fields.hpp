// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_FIELDS_HPP
#define YONDER_CODEC_JSON_FIELDS_HPP

#include <yonder/codec/json/mapping.hpp>

#include <bitset>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace yonder::json {

// Objects whose members are known when compiling: described structs, arguments, results. What is the same for all of
// them is compiled once, over fields without their types; a function for each *type* of field is all that is
// instantiated.

struct field {
    void* value = nullptr;
    bool (*read)(reader& in, void* value) = nullptr;
    bool keeps_null = false; // null leaves it as it is
};

struct const_field {
    void const* value = nullptr;
    void (*write)(writer& out, void const* value) = nullptr; // nothing for a value that is absent: null function
};

// What the fields are called, and what they are, "member" or "argument", for messages.
struct field_names {
    std::span<std::string_view const> names;
    std::string_view noun;
};

inline constexpr std::size_t max_fields = 256;
using seen_fields = std::bitset<max_fields>;

// The place of a name, which may be in lowerCamelCase; the count of them if it is none. `guess` is where it would be if
// they came in order.
std::size_t find_name(std::span<std::string_view const> names, std::string_view name, std::size_t guess);

// An object from its bracket on.
bool read_fields(reader& in, field_names const& names, field const* fields, seen_fields& seen);

// The rest of an object whose first members have been read: a name comes next.
bool read_more_fields(reader& in, field_names const& names, field const* fields, seen_fields& seen);

void write_fields(writer& out, field_names const& names, const_field const* fields);

// An object of these fields and nothing else. Throws encode_error, which says where.
void write_whole(std::string& out, field_names const& names, const_field const* fields);

template <class T>
bool read_erased(reader& in, void* value) {
    return read_value(in, *static_cast<T*>(value));
}
template <class T>
void write_erased(writer& out, void const* value) {
    write_value(out, *static_cast<T const*>(value));
}

template <class T>
field make_field(T& value, bool keeps_null) {
    return {&value, &read_erased<T>, keeps_null};
}
template <class T>
const_field make_const_field(T const& value) {
    return {&value, is_absent(value) ? nullptr : &write_erased<T>};
}

} // namespace yonder::json

#endif
