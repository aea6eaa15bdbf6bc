// SPDX-License-Identifier: BSL-1.0
#include "../text.hpp"

#include <yonder/codec/json/reader.hpp>
#include <yonder/codec/json/writer.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace yonder::json {

using codec::skip_plain;
using codec::utf8_length;

void writer::string(std::string_view text) {
    char const* at = text.data();
    char const* const end = at + text.size();
    char* to = room(text.size() + 2);
    *to++ = '"';
    for (;;) {
        char const* const special = skip_plain(at, end);
        if (auto const plain = static_cast<std::size_t>(special - at); plain != 0) { // memcpy must not see a null view
            std::memcpy(to, at, plain);
            to += plain;
        }
        if (special == end)
            break;
        auto const c = static_cast<unsigned char>(*special);
        if (c >= 0x80) {
            std::size_t const length = utf8_length(special, end);
            if (length == 0)
                throw encode_error("a string is not UTF-8: \"" + excerpt(text) +
                                   "\": bytes that are no text belong in a std::vector<std::byte>");
            std::memcpy(to, special, length);
            to += length;
            at = special + length;
            continue;
        }
        // An escape takes up to six bytes where one was counted.
        advance(to);
        to = room(static_cast<std::size_t>(end - special) + 7);
        static constexpr char digits[] = "0123456789abcdef";
        *to++ = '\\';
        switch (c) {
        case '"':
        case '\\':
            *to++ = static_cast<char>(c);
            break;
        case '\n':
            *to++ = 'n';
            break;
        case '\r':
            *to++ = 'r';
            break;
        case '\t':
            *to++ = 't';
            break;
        case '\b':
            *to++ = 'b';
            break;
        case '\f':
            *to++ = 'f';
            break;
        default:
            *to++ = 'u';
            *to++ = '0';
            *to++ = '0';
            *to++ = digits[c >> 4];
            *to++ = digits[c & 15];
        }
        at = special + 1;
    }
    *to++ = '"';
    advance(to);
}

namespace {

template <class Float>
void write_number(writer& out, Float value) {
    if (std::isnan(value))
        return out.raw("\"NaN\"");
    if (std::isinf(value))
        return out.raw(value < 0 ? "\"-Infinity\"" : "\"Infinity\"");
    char* const at = out.room(40);
    out.advance(std::to_chars(at, at + 40, value).ptr);
}

} // namespace

void writer::number(double value) { write_number(*this, value); }
void writer::number(float value) { write_number(*this, value); }

} // namespace yonder::json
