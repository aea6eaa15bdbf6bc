// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SECURITY_JWT_HPP
#define YONDER_SECURITY_JWT_HPP

#include <yonder/security/authenticator.hpp>
#include <yonder/security/key.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace yonder::security {

struct jwt_options {
    // Who may have issued tokens: a shared secret for HS256, public keys for RS256 and EdDSA. A token that names a key
    // (kid) must be signed with the one of that id; others with any that goes with its algorithm.
    std::vector<key> keys{};

    std::string issuer{};            // what `iss` must be
    std::string audience{};          // what `aud` must be or have among it
    std::chrono::seconds leeway{30}; // how far the clocks of both sides may differ

    // The claims that become the user's type and id. Without the first in the token, `type` is the type.
    std::string type_claim = "typ";
    std::string id_claim = "sub";
    std::string type = "user";

    std::function<std::chrono::system_clock::time_point()> now{}; // null for the system's clock
};

// An authenticator for JSON Web Tokens (RFC 7519) as bearer tokens, signed as RFC 7515 has it, with HS256 or RS256
// (RFC 7518) or EdDSA (RFC 8037). A token must have `exp`, and an `iss` and `aud` as the options say, which may not be
// empty; `nbf` counts if it is there. The algorithm is that of the key, whatever the token says. All its claims become
// those of the user: texts as they are, others as JSON. Throws std::invalid_argument for options that would take
// tokens of anybody.
authenticator jwt_tokens(jwt_options options);

} // namespace yonder::security

#endif
