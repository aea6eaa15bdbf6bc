// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_CODEC_TEXT_HPP
#define YONDER_SRC_CODEC_TEXT_HPP

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace yonder::codec {

#ifdef __SSE2__
// Which of 16 characters are not plain, a bit for each.
inline unsigned find_special(char const* at) noexcept {
    __m128i const block = _mm_loadu_si128(reinterpret_cast<__m128i const*>(at));
    // A signed comparison, so that bytes beyond ASCII are less than a space, as control characters are.
    __m128i const special = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('"')), _mm_cmpeq_epi8(block, _mm_set1_epi8('\\'))),
        _mm_cmplt_epi8(block, _mm_set1_epi8(' ')));
    return static_cast<unsigned>(_mm_movemask_epi8(special));
}
#endif

// The first character from `at` that is not plain: a quote, a backslash, a control character, or beyond
// ASCII. `end` if all are. What stands from `begin` on may be looked at, too.
inline char const* skip_plain([[maybe_unused]] char const* begin, char const* at, char const* end) noexcept {
#ifdef __SSE2__
    while (end - at >= 16) {
        if (unsigned const special = find_special(at))
            return at + __builtin_ctz(special);
        at += 16;
    }
    if (end - begin >= 16) { // the last 16, without those that have been seen
        unsigned const special = find_special(end - 16) >> (16 - (end - at));
        return special ? at + __builtin_ctz(special) : end;
    }
#endif
    while (at != end && static_cast<signed char>(*at) >= ' ' && *at != '"' && *at != '\\')
        ++at;
    return at;
}

// The length of the UTF-8 sequence at `at` (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF), or
// 0.
inline std::size_t utf8_length(char const* at, char const* end) noexcept {
    auto const byte = [&](std::ptrdiff_t i) { return static_cast<std::uint8_t>(at[i]); };
    auto const follows = [&](std::ptrdiff_t i, std::uint8_t low = 0x80, std::uint8_t high = 0xBF) {
        return end - at > i && byte(i) >= low && byte(i) <= high;
    };
    std::uint8_t const first = byte(0);
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return follows(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        std::uint8_t const low = first == 0xE0 ? 0xA0 : 0x80;
        std::uint8_t const high = first == 0xED ? 0x9F : 0xBF;
        return follows(1, low, high) && follows(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        std::uint8_t const low = first == 0xF0 ? 0x90 : 0x80;
        std::uint8_t const high = first == 0xF4 ? 0x8F : 0xBF;
        return follows(1, low, high) && follows(2) && follows(3) ? 4 : 0;
    }
    return 0;
}

inline bool is_utf8(std::string_view text) noexcept {
    char const* at = text.data();
    char const* const end = at + text.size();
    while (at != end) {
        for (std::uint64_t block = 0; end - at >= 8; at += 8) {
            std::memcpy(&block, at, 8);
            if (block & 0x8080808080808080U)
                break;
        }
        if (at == end)
            break;
        std::size_t const length = utf8_length(at, end);
        if (length == 0)
            return false;
        at += length;
    }
    return true;
}

inline void append_utf8(std::string& out, std::uint32_t point) {
    auto const put = [&](std::uint32_t value) { out += static_cast<char>(value); };
    if (point < 0x80) {
        put(point);
    } else if (point < 0x800) {
        put(0xC0 | (point >> 6));
        put(0x80 | (point & 63));
    } else if (point < 0x10000) {
        put(0xE0 | (point >> 12));
        put(0x80 | ((point >> 6) & 63));
        put(0x80 | (point & 63));
    } else {
        put(0xF0 | (point >> 18));
        put(0x80 | ((point >> 12) & 63));
        put(0x80 | ((point >> 6) & 63));
        put(0x80 | (point & 63));
    }
}

} // namespace yonder::codec

#endif
