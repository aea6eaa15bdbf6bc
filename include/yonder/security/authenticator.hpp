// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SECURITY_AUTHENTICATOR_HPP
#define YONDER_SECURITY_AUTHENTICATOR_HPP

#include <yonder/call/context.hpp>
#include <yonder/call/header.hpp>
#include <yonder/call/invoker.hpp>

#include <functional>
#include <optional>
#include <string_view>

namespace yonder {

// Says for whom a request is made that comes from outside. Gets the header of the request, whose metadata has the
// fields as they came: find_field(header, "authorization"), and whose `from` is the connection. Nothing if the request
// does not say; throws yonder::error, with unauthenticated, if what it says is not so. Runs where methods do, before
// each; so it may take its time, and several threads call it at once.
using authenticator = std::function<std::optional<user>(message_header const& header)>;

// Reads "Authorization: Bearer TOKEN" (RFC 6750), and asks `check` whose the token is: nothing if it is nobody's, and
// the caller is told unauthenticated. Tokens are never logged.
authenticator bearer_tokens(std::function<std::optional<user>(std::string_view token)> check);

// A filter that makes the user of each call whom `who` says. Where that says nobody, the user that the request brought
// stays, if a server that trusts its sender has let it; if there is none and `requires_user`, the call is refused with
// unauthenticated.
filter authenticated(authenticator who, bool requires_user);

} // namespace yonder

#endif
