// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_BINARY_WIRE_HPP
#define YONDER_CODEC_BINARY_WIRE_HPP

#include <cstdint>

namespace yonder::binary {

// The encoding of Protocol Buffers (protobuf.dev/programming-guides/encoding): a message is a row of fields, each a tag
// and a value whose extent the tag tells.
enum class wire_type : std::uint8_t {
    varint = 0,
    fixed64 = 1,
    length = 2,
    group_begin = 3,
    group_end = 4,
    fixed32 = 5
};

inline constexpr std::uint32_t max_field_number = (1U << 29) - 1;

constexpr std::uint32_t make_tag(std::uint32_t number, wire_type type) {
    return number << 3 | static_cast<std::uint32_t>(type);
}
constexpr std::uint32_t number_of(std::uint32_t tag) { return tag >> 3; }
constexpr wire_type type_of(std::uint32_t tag) { return static_cast<wire_type>(tag & 7); }

} // namespace yonder::binary

#endif
