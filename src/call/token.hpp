// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_CALL_TOKEN_HPP
#define YONDER_SRC_CALL_TOKEN_HPP

#include <string_view>

namespace yonder {

// Whether a text is a token, as names of headers and metadata are (RFC 9110, section 5.6.2).
inline bool is_token(std::string_view text) noexcept {
    return !text.empty() && text.find_first_not_of("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"
                                                   "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == text.npos;
}

} // namespace yonder

#endif
