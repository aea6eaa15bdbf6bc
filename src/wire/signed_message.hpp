// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_WIRE_SIGNED_MESSAGE_HPP
#define YONDER_SRC_WIRE_SIGNED_MESSAGE_HPP

#include <yonder/call/descriptor.hpp>
#include <yonder/security/signer.hpp>
#include <yonder/security/verifier.hpp>

#include <optional>
#include <string>
#include <string_view>

// Signatures of requests on the wire, as docs/wire.md has them: RFC 9421 over what the request would be in HTTP, with a
// digest of head and arguments.
namespace yonder::wire_protocol {

// What follows the arguments of a request that is signed. `authority`: the server that is meant.
std::string make_signature(security::signer const& by, std::string_view authority, method_descriptor const& method,
                           format form, std::string_view head, std::string_view arguments);

struct signature {
    std::string_view authority;
    std::string_view input;
    std::string_view value;
};

// Takes the signature from the end of a request. Nothing if there is none.
std::optional<signature> take_signature(std::string_view& request);

// `request`: head and arguments.
security::verdict verify(security::verifier const& by, signature const& what, method_descriptor const& method,
                         format form, std::string_view request);

} // namespace yonder::wire_protocol

#endif
