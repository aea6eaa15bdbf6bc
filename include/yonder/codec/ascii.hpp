// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_ASCII_HPP
#define YONDER_CODEC_ASCII_HPP

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace yonder::codec {

// Whether a text is ASCII, and with that UTF-8, as most texts are. Eight bytes at a time; the last eight may overlap.
inline bool is_ascii(std::string_view text) noexcept {
    auto const word = [&](std::size_t at) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, text.data() + at, sizeof bytes);
        return bytes;
    };
    std::uint64_t all = 0;
    if (text.size() >= 8) {
        for (std::size_t at = 0; at + 8 < text.size(); at += 8)
            all |= word(at);
        all |= word(text.size() - 8);
    } else {
        for (char const c : text)
            all |= static_cast<unsigned char>(c);
    }
    return (all & 0x8080808080808080U) == 0;
}

} // namespace yonder::codec

#endif
