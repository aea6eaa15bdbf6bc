// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_DESCRIBE_WORD_HPP
#define YONDER_DESCRIBE_WORD_HPP

#include <string_view>

namespace yonder::describe {

// What names on the wire are made of: words of letters, digits and '_', no digit first, joined by dots.
constexpr bool is_dotted_name(std::string_view text) noexcept {
    bool word_begins = true;
    for (char const c : text) {
        bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        bool const digit = c >= '0' && c <= '9';
        if (c == '.' ? word_begins : !(letter || (digit && !word_begins)))
            return false;
        word_begins = c == '.';
    }
    return !word_begins;
}

constexpr bool is_word(std::string_view text) noexcept { return is_dotted_name(text) && text.find('.') == text.npos; }

} // namespace yonder::describe

#endif
