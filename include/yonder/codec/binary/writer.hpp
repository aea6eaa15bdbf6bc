// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_BINARY_WRITER_HPP
#define YONDER_CODEC_BINARY_WRITER_HPP

#include <yonder/codec/binary/wire.hpp>
#include <yonder/codec/error.hpp>
#include <yonder/codec/output.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace yonder::binary {

using codec::encode_error;

// Appends the binary form to a string.
class writer : public codec::output {
public:
    using output::output;

    void varint(std::uint64_t value) { advance(put_varint(room(10), value)); }
    void tag(std::uint32_t number, wire_type type) { varint(make_tag(number, type)); }

    // A tag and what follows it.
    void varint(std::uint32_t tag, std::uint64_t value) { advance(put_varint(put_varint(room(15), tag), value)); }
    void text(std::uint32_t tag, std::string_view value);

    // Four or eight bytes, the lowest first.
    template <class Value>
    void fixed(Value value) {
        static_assert(std::endian::native == std::endian::little, "this order of bytes is not supported yet");
        char* const to = room(sizeof value);
        std::memcpy(to, &value, sizeof value);
        advance(to + sizeof value);
    }

    void bytes(std::string_view value) {
        varint(value.size());
        raw(value);
    }

    // Throws encode_error if it is not UTF-8.
    void text(std::string_view value);

    // Around a value whose length comes in front of it and is known when it is written. end_length() wants what
    // begin_length() returned.
    std::size_t begin_length() {
        enter();
        put(0);
        return position();
    }
    void end_length(std::size_t from) {
        leave();
        std::size_t const size = position() - from;
        if (size < 0x80) [[likely]]
            *at_position(from - 1) = static_cast<char>(size);
        else
            make_room_for_length(from, size);
    }

private:
    static char* put_varint(char* to, std::uint64_t value) noexcept {
        for (; value >= 0x80; value >>= 7)
            *to++ = static_cast<char>(value | 0x80);
        *to++ = static_cast<char>(value);
        return to;
    }
    void make_room_for_length(std::size_t from, std::size_t size);
};

} // namespace yonder::binary

#endif
