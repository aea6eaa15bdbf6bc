// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_MEMBER_KEY_HPP
#define YONDER_CODEC_JSON_MEMBER_KEY_HPP

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>

namespace yonder::json {

// The name of a member as it stands in the text, with what surrounds it: ,"name":
template <class Descriptor>
struct member_key {
    static constexpr std::string_view name = Descriptor::name;
    static constexpr std::size_t length = name.size() + 4;
    static constexpr std::array<char, length> characters = [] {
        std::array<char, length> text{};
        std::size_t at = 0;
        text[at++] = ',';
        text[at++] = '"';
        for (char const c : name)
            text[at++] = c;
        text[at++] = '"';
        text[at++] = ':';
        return text;
    }();

    // Whether the name, its quotes and the colon stand at `at`. Compares whole words with constants, the last two
    // overlapping.
    static bool stands_at(char const* at, char const* end) noexcept {
        return static_cast<std::size_t>(end - at) >= size &&
               are_words(at, std::make_index_sequence<size / sizeof(word)>());
    }

private:
    static constexpr std::size_t size = length - 1;
    using word = std::conditional_t<(size >= 8), std::uint64_t, std::uint32_t>;

    template <std::size_t... I>
    static bool are_words(char const* text, std::index_sequence<I...>) noexcept {
        return (is_word(text, I * sizeof(word), std::integral_constant<word, word_at(I * sizeof(word))>()) && ...) &&
               is_word(text, size - sizeof(word), std::integral_constant<word, word_at(size - sizeof(word))>());
    }

    // The bytes of `"name":` from `offset` on, as memory holds them.
    static constexpr word word_at(std::size_t offset) {
        word value = 0;
        for (std::size_t i = 0; i < sizeof(word); ++i) {
            std::size_t const from = std::endian::native == std::endian::little ? sizeof(word) - 1 - i : i;
            value = static_cast<word>(value << 8 | static_cast<unsigned char>(characters[1 + offset + from]));
        }
        return value;
    }

    static bool is_word(char const* text, std::size_t offset, word expected) noexcept {
        word found;
        std::memcpy(&found, text + offset, sizeof found);
        return found == expected;
    }
};

} // namespace yonder::json

#endif
