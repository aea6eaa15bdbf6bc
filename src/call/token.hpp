// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_CALL_TOKEN_HPP
#define YONDER_SRC_CALL_TOKEN_HPP

#include <algorithm>
#include <array>
#include <string_view>

namespace yonder {

namespace detail {

constexpr std::array<bool, 256> bytes_of_tokens() noexcept {
    std::array<bool, 256> is_one{};
    for (char const c :
         std::string_view("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        is_one[static_cast<unsigned char>(c)] = true;
    return is_one;
}

} // namespace detail

// Whether a text is a token, as names of headers and metadata are (RFC 9110, section 5.6.2).
inline bool is_token(std::string_view text) noexcept {
    static constexpr std::array<bool, 256> is_one = detail::bytes_of_tokens();
    bool is_good = !text.empty();
    for (char const c : text)
        is_good = is_good && is_one[static_cast<unsigned char>(c)];
    return is_good;
}

// Whether a text may be the value of a header: no control characters but tabs, so that no line is smuggled in.
inline bool is_field_value(std::string_view text) noexcept {
    return std::none_of(text.begin(), text.end(), [](unsigned char c) { return (c < ' ' && c != '\t') || c == 127; });
}

} // namespace yonder

#endif
