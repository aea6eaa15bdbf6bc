// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_SECURITY_SIGNATURE_BASE_HPP
#define YONDER_SRC_SECURITY_SIGNATURE_BASE_HPP

#include "structured_field.hpp"

#include <yonder/security/key.hpp>
#include <yonder/security/signable.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace yonder::security {

// What is signed (RFC 9421, section 2.5): appended to `out`. What is wrong, if a component is not there, or is of a
// kind that is not served.
std::optional<std::string> append_signature_base(std::string& out, signable const& what,
                                                 structured::inner_list const& covered);

// The value of a field: of several of one name all, with commas. Nothing if there is none.
std::optional<std::string> field_value(signable const& what, std::string_view name_in_lower_case);

// The host and port that are meant, in lower case and without the port that goes without saying.
std::string normal_authority(signable const& what);

// As the registry of RFC 9421 calls it.
std::string_view name_of(algorithm which) noexcept;

std::string sha256(std::string_view bytes);

} // namespace yonder::security

#endif
