// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_CALL_ASCII_HPP
#define YONDER_SRC_CALL_ASCII_HPP

#include <algorithm>
#include <string>
#include <string_view>

// Texts of protocols, whose letters are those of ASCII whatever the locale.
namespace yonder {

constexpr char in_lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 'a' - 'A') : c; }

// Whether two names are one, in any case.
constexpr bool is_same_name(std::string_view one, std::string_view other) noexcept {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](char a, char b) { return in_lower(a) == in_lower(b); });
}

inline std::string in_lower_case(std::string_view text) {
    std::string made(text);
    for (char& c : made)
        c = in_lower(c);
    return made;
}

// Without spaces and tabs at the ends.
constexpr std::string_view trimmed(std::string_view text) noexcept {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

} // namespace yonder

#endif
