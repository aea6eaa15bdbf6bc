// SPDX-License-Identifier: BSL-1.0
#include "../text.hpp"

#include <yonder/codec/binary/writer.hpp>
#include <yonder/codec/failing.hpp>

namespace yonder::binary {

void writer::check_text(std::string_view value) {
    if (!codec::is_utf8(value))
        throw encode_error("a string is not UTF-8: \"" + codec::excerpt(value) +
                           "\": bytes that are no text belong in a std::vector<std::byte>");
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
