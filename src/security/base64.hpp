// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_SECURITY_BASE64_HPP
#define YONDER_SRC_SECURITY_BASE64_HPP

#include <optional>
#include <string>
#include <string_view>

namespace yonder::security {

// RFC 4648, section 4, with padding.
std::string to_base64(std::string_view bytes);

// Nothing if it is not the one text for its bytes: of two that mean the same, one would be a forgery that goes unseen.
std::optional<std::string> from_base64(std::string_view text);

// The same of section 5, as JOSE has it: other letters, and no padding.
std::string to_base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);

} // namespace yonder::security

#endif
