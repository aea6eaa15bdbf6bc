// SPDX-License-Identifier: BSL-1.0
#include "../text.hpp"

#include <yonder/codec/ascii.hpp>
#include <yonder/codec/binary/writer.hpp>
#include <yonder/codec/failing.hpp>

namespace yonder::binary {

namespace {

// Of at most ten bytes for a length and, in front of it, at most five for a tag.
constexpr std::size_t before_text = 15;

[[gnu::cold, gnu::noinline]] void check_text(std::string_view value) {
    if (!codec::is_utf8(value))
        throw encode_error("a string is not UTF-8: \"" + codec::excerpt(value) +
                           "\": bytes that are no text belong in a std::vector<std::byte>");
}

} // namespace

void writer::text(std::string_view value) {
    char* const to = put_varint(room(before_text + value.size()), value.size());
    if (!codec::copy_ascii(to, value)) [[unlikely]]
        check_text(value);
    advance(to + value.size());
}

void writer::text(std::uint32_t tag, std::string_view value) {
    char* to = room(before_text + value.size());
    if (tag < 0x80 && value.size() < 0x80) [[likely]] {
        *to++ = static_cast<char>(tag);
        *to++ = static_cast<char>(value.size());
    } else {
        to = put_varint(put_varint(to, tag), value.size());
    }
    if (!codec::copy_ascii(to, value)) [[unlikely]]
        check_text(value);
    advance(to + value.size());
}

void writer::make_room_for_length(std::size_t from, std::size_t size) {
    std::size_t extra = 0; // bytes beyond the one that is there
    for (std::size_t rest = size >> 7; rest != 0; rest >>= 7)
        ++extra;
    room(extra);
    std::memmove(at_position(from + extra), at_position(from), size);
    advance(at() + extra);
    char* to = at_position(from - 1);
    for (; size >= 0x80; size >>= 7)
        *to++ = static_cast<char>(size | 0x80);
    *to = static_cast<char>(size);
}

} // namespace yonder::binary
