// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_DESCRIBE_WORD_HPP
#define YONDER_DESCRIBE_WORD_HPP

#include <cstddef>
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

// Whether `accepts` is true of each word of a list with commas, in order, without the blanks around it. Of an empty
// list it is asked once, with an empty word.
template <class Predicate>
constexpr bool all_words(std::string_view list, Predicate accepts) {
    for (;;) {
        std::size_t const end = list.find(',');
        std::string_view word = list.substr(0, end);
        while (word.starts_with(' ') || word.starts_with('\t'))
            word.remove_prefix(1);
        while (word.ends_with(' ') || word.ends_with('\t'))
            word.remove_suffix(1);
        if (!accepts(word))
            return false;
        if (end == list.npos)
            return true;
        list.remove_prefix(end + 1);
    }
}

} // namespace yonder::describe

#endif
