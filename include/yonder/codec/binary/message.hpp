// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_BINARY_MESSAGE_HPP
#define YONDER_CODEC_BINARY_MESSAGE_HPP

#include <yonder/codec/binary/mapping.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace yonder::binary {

// Messages as a whole. What is the same for all types is compiled once, over values without their types.

template <class T>
void write_message(writer& out, void const* value) {
    mapping<T>::write(out, *static_cast<T const*>(value));
}
template <class T>
bool read_message(reader& in, void* value) {
    return mapping<T>::read(in, *static_cast<T*>(value));
}

// Appends a message.
void write_whole(std::string& out, void (*write)(writer& out, void const* value), void const* value);

// Throws decode_error.
void decode_whole(std::string_view bytes, bool (*read)(reader& in, void* value), void* value,
                  decode_options const& options);

// A message within another, after its tag.
void write_nested(writer& out, std::uint32_t number, void (*write)(writer& out, void const* value), void const* value);

} // namespace yonder::binary

#endif
