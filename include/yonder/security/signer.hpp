// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SECURITY_SIGNER_HPP
#define YONDER_SECURITY_SIGNER_HPP

#include <yonder/security/key.hpp>
#include <yonder/security/signable.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace yonder::security {

// Signs requests as RFC 9421 has it, with a digest of their content as RFC 9530 has it (SHA-256). A signature covers
// method, authority, path, query and content, and each field of the request but those that the way may change
// (Connection, Content-Length, Host, Traceparent, Tracestate and the like); it says when it was made, and has a nonce
// of its own. Any thread may use it.
class signer {
public:
    // Throws std::invalid_argument of a key that cannot sign.
    explicit signer(key with);

    // The fields that `what` is to be sent with besides its own: Content-Digest if it has a body, Signature-Input and
    // Signature.
    using fields = std::vector<std::pair<std::string, std::string>>;
    fields sign(signable what, std::string_view body) const;

private:
    key key_;
};

} // namespace yonder::security

#endif
