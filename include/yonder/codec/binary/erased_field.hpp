// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_BINARY_ERASED_FIELD_HPP
#define YONDER_CODEC_BINARY_ERASED_FIELD_HPP

#include <yonder/codec/binary/merge.hpp>
#include <yonder/codec/binary/message.hpp>

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>

namespace yonder::binary {

// How fields of a type are written and read, so that what is the same for all messages is compiled once; these are all
// that is instantiated, once for each type.

using field_writer = void (*)(writer& out, std::uint32_t number, void const* value);

struct field_reader {
    // `is_seen` says that there is an earlier occurrence, which a message is merged into.
    bool (*read)(reader& in, std::uint32_t tag, void* value, bool is_seen) = nullptr;
    bool may_be_absent = false; // its type has an empty value that absence stands for
};

constexpr std::size_t max_fields = 256;
using seen_fields = std::bitset<max_fields>;

template <class T>
bool read_erased(reader& in, std::uint32_t tag, void* value, bool is_seen) {
    return read_into(in, tag, *static_cast<T*>(value), is_seen);
}
template <class T>
void write_erased(writer& out, std::uint32_t number, void const* value) {
    if constexpr (is_message<T>)
        write_nested(out, number, &write_message<T>, value);
    else
        write_field(out, number, *static_cast<T const*>(value));
}

template <class... T>
inline constexpr std::array<field_writer, sizeof...(T)> field_writers{&write_erased<T>...};
template <class... T>
inline constexpr std::array<field_reader, sizeof...(T)> field_readers{
    field_reader{&read_erased<T>, codec::is_empty_when_absent<T>}...};

} // namespace yonder::binary

#endif
