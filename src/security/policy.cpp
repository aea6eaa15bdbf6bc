// SPDX-License-Identifier: BSL-1.0
#include "../rpc/current_exception.hpp"

#include <yonder/call/log.hpp>
#include <yonder/call/peer.hpp>
#include <yonder/security/policy.hpp>

#include <memory>
#include <string>
#include <utility>

namespace yonder {
namespace {

// Who makes the call, as far as it is known.
std::string text_of_caller(message_header const& header) {
    std::string text;
    if (header.user)
        text += header.user->type + "/" + header.user->id;
    if (!header.sender.empty())
        text += (text.empty() ? "" : " by way of ") + header.sender;
    if (header.from && !header.from->address.empty())
        text += (text.empty() ? "somebody" : "") + std::string(" at ") + header.from->address;
    return text.empty() ? "somebody" : text;
}

} // namespace

filter authorized(policy who_may) {
    return [who_may = std::move(who_may)](request& what, std::shared_ptr<exchange> caller,
                                          std::shared_ptr<invoker> const& next) {
        decision said;
        try {
            said = who_may(what.header, what.method());
        } catch (...) {
            said = decision::deny("the policy failed: " + rpc::text_of_current_exception());
        }
        if (said.is_allowed)
            return next->start(what, std::move(caller));
        log(log_level::warning, rpc::log_begin(what.header.id) + full_name(what.method()) + ": denied to " +
                                    text_of_caller(what.header) +
                                    (said.reason.empty() ? std::string() : ": " + said.reason));
        caller->fail(
            rpc::answer_of(what.method(), code::permission_denied, reached::not_sent, "the caller may not call this"));
    };
}

} // namespace yonder
