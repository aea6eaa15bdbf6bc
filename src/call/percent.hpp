// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_CALL_PERCENT_HPP
#define YONDER_SRC_CALL_PERCENT_HPP

#include <string>
#include <string_view>

namespace yonder {

// Appends the text, percent-encoded (RFC 3986, section 2.1) but for bytes that stand for themselves.
template <class IsPlain>
void append_encoded(std::string& out, std::string_view text, IsPlain is_plain) {
    static constexpr char digits[] = "0123456789ABCDEF";
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (is_plain(byte))
            out += c;
        else
            out.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
}

// What is printed in ASCII, without spaces and what encoding needs.
constexpr bool is_visible(unsigned char byte) noexcept { return byte > ' ' && byte < 127 && byte != '%'; }

} // namespace yonder

#endif
