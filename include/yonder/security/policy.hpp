// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SECURITY_POLICY_HPP
#define YONDER_SECURITY_POLICY_HPP

#include <yonder/call/invoker.hpp>

#include <functional>
#include <string>

namespace yonder {

// What a policy says of a call.
struct decision {
    bool is_allowed = false;
    std::string reason; // for the log alone: the caller is not told why

    static decision allow() { return {true, {}}; }
    static decision deny(std::string why) { return {false, std::move(why)}; }
};

// Whether a call may be made: asked with its header, which has the user and the connection, and the method. Whoever
// asks after a call that is remembered, or cancels it, is judged as if calling. May block; several threads call it at
// once. What it throws denies.
using policy = std::function<decision(message_header const& header, method_descriptor const& method)>;

// A filter that asks `who_may`. What is denied fails with permission_denied, and the log gets who, what and why.
filter authorized(policy who_may);

} // namespace yonder

#endif
