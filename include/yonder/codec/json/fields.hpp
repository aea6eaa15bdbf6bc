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
// them is compiled once, over values without their types; functions for each *type* of field are all that is
// instantiated.

struct field_writer {
    void (*write)(writer& out, void const* value) = nullptr;
    bool (*is_absent)(void const* value) = nullptr; // null: never; an absent value is left out
};

struct field_reader {
    bool (*read)(reader& in, void* value) = nullptr;
    bool keeps_null = false;    // null leaves it as it is
    bool may_be_absent = false; // as an argument or result: its type has an empty value that absence stands for
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
bool read_fields(reader& in, field_names const& names, void* const* values, field_reader const* readers,
                 seen_fields& seen);

// The rest of an object whose first members have been read: a name comes next.
bool read_more_fields(reader& in, field_names const& names, void* const* values, field_reader const* readers,
                      seen_fields& seen);

// An object of these fields and nothing else. Throws encode_error, which says where.
void write_whole(std::string& out, field_names const& names, void const* const* values, field_writer const* writers);

// A value as a whole text. Throws encode_error, which says where.
void write_whole(std::string& out, void (*write)(writer& out, void const* value), void const* value);

// Throws decode_error.
void decode_whole(std::string_view text, bool (*read)(reader& in, void* value), void* value,
                  decode_options const& options);

template <class T>
bool read_erased(reader& in, void* value) {
    return read_value(in, *static_cast<T*>(value));
}
template <class T>
void write_erased(writer& out, void const* value) {
    write_value(out, *static_cast<T const*>(value));
}

template <class T>
constexpr field_writer writer_of() {
    if constexpr (codec::is_nullable<T>)
        return {&write_erased<T>, [](void const* value) { return is_absent(*static_cast<T const*>(value)); }};
    else
        return {&write_erased<T>, nullptr};
}

} // namespace yonder::json

#endif
