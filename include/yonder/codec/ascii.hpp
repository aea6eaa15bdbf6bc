// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_ASCII_HPP
#define YONDER_CODEC_ASCII_HPP

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace yonder::codec {

using block [[gnu::vector_size(16)]] = std::uint64_t;

// Whether a text is ASCII, and with that UTF-8, as most texts are. Sixteen bytes at a time; the last ones may overlap.
inline bool is_ascii(std::string_view text) noexcept {
    auto const see = [&](auto& seen, std::size_t at) {
        std::remove_reference_t<decltype(seen)> part;
        std::memcpy(&part, text.data() + at, sizeof part);
        seen |= part;
    };
    std::uint64_t all = 0;
    if (text.size() >= 16) {
        block seen{};
        for (std::size_t at = 0; at + 16 < text.size(); at += 16)
            see(seen, at);
        see(seen, text.size() - 16);
        all = seen[0] | seen[1];
    } else if (text.size() >= 8) {
        see(all, 0);
        see(all, text.size() - 8);
    } else {
        for (char const c : text)
            all |= static_cast<unsigned char>(c);
    }
    return (all & 0x8080808080808080U) == 0;
}

// Copies a text and says whether it is ASCII, in one go.
inline bool copy_ascii(char* to, std::string_view text) noexcept {
    char const* const from = text.data();
    std::size_t const size = text.size();
    std::uint64_t all = 0;
    auto const copy = [&](auto& seen, std::size_t at) {
        std::remove_reference_t<decltype(seen)> part;
        std::memcpy(&part, from + at, sizeof part);
        std::memcpy(to + at, &part, sizeof part);
        seen |= part;
    };
    if (size >= 16) {
        block seen{};
        for (std::size_t at = 0; at + 16 < size; at += 16)
            copy(seen, at);
        copy(seen, size - 16);
        all = seen[0] | seen[1];
    } else if (size >= 8) {
        copy(all, 0);
        copy(all, size - 8);
    } else {
        for (std::size_t at = 0; at < size; ++at)
            all |= static_cast<unsigned char>(to[at] = from[at]);
    }
    return (all & 0x8080808080808080U) == 0;
}

} // namespace yonder::codec

#endif
