// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_SCHEMA_HPP
#define YONDER_CODEC_SCHEMA_HPP

#include <yonder/codec/kind.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <typeinfo>

// What a type looks like, as data for programs that print or show it: see schema_of.hpp. Nobody else pays for it.

namespace yonder::codec {

struct schema;

// In place of the schema itself, as types may contain themselves. The same function gives the same object.
using schema_function = schema const& (*)();

// What is said of a method or member for people and tools.
struct notes {
    std::string_view doc;
    bool is_deprecated = false;
    std::string_view deprecated; // what to use instead
    int since = 0;               // a minor version, if not 0
};

// A member of a struct, an element of a tuple, an alternative of a variant, a derived type of a
// family, a parameter of a method.
struct field_schema {
    std::string_view name; // of an alternative its tag; an element of a tuple has none
    std::uint32_t number = 0;
    schema_function type = nullptr;
    std::string_view (*base)() = nullptr; // the name of the base that the member is of, if it is of one
    notes said;
};

struct enumerator_schema {
    std::string_view name;
    std::int64_t value = 0; // one above the greatest of 64 bits with a sign has the same bits
};

struct schema {
    kind what = kind::none;               // never custom, but what such a type travels as
    std::type_info const* type = nullptr; // for messages
    std::string_view name;                // on the wire, of a structure or an enumeration
    std::uint8_t bits = 0;                // of a number, or of what an enumeration is made of
    bool is_signed = false;
    std::size_t extent = 0; // of an array, or of bytes that are always so many; 0 of others

    std::span<field_schema const> fields;      // of a structure, tuple, variant or family, monostate left out
    std::span<schema_function const> elements; // what an optional, pointer or list is of; the key and value of a map
    std::span<enumerator_schema const> enumerators;
};

} // namespace yonder::codec

#endif
