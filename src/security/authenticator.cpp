// SPDX-License-Identifier: BSL-1.0
#include "../rpc/current_exception.hpp"

#include <yonder/call/error.hpp>
#include <yonder/call/log.hpp>
#include <yonder/call/peer.hpp>
#include <yonder/security/authenticator.hpp>

#include <algorithm>
#include <memory>
#include <utility>

namespace yonder {
namespace {

failure refusal(request const& what, code why, std::string const& text) {
    return rpc::answer_of(what.method(), why, reached::not_sent, text);
}

void log_unknown(log_level level, request const& what, std::string const& happened, std::string const& why) {
    log(level, rpc::log_begin(what.header.id) + full_name(what.method()) + happened +
                   (what.header.from ? what.header.from->address : "?") + ": " + why);
}

// The token of "Bearer TOKEN"; nothing of another scheme.
std::optional<std::string_view> token_in(std::string_view field) {
    constexpr std::string_view scheme = "bearer ";
    bool const is_bearer = field.size() > scheme.size() &&
                           std::equal(scheme.begin(), scheme.end(), field.begin(), [](char ours, char theirs) {
                               return ours == (theirs >= 'A' && theirs <= 'Z' ? theirs + 'a' - 'A' : theirs);
                           });
    if (!is_bearer)
        return std::nullopt;
    field.remove_prefix(scheme.size());
    field.remove_prefix(std::min(field.find_first_not_of(' '), field.size()));
    return field;
}

} // namespace

authenticator bearer_tokens(std::function<std::optional<user>(std::string_view token)> check) {
    return [check = std::move(check)](message_header const& header) -> std::optional<user> {
        auto const field = find_field(header, "authorization");
        auto const token = field ? token_in(*field) : std::nullopt;
        if (!token)
            return std::nullopt;
        auto found = check(*token);
        if (!found)
            throw error(code::unauthenticated, "the bearer token is nobody's");
        return found;
    };
}

filter authenticated(authenticator who, bool requires_user) {
    return [who = std::move(who), requires_user](request& what, std::shared_ptr<exchange> caller,
                                                 std::shared_ptr<invoker> const& next) {
        try {
            if (who)
                if (auto found = who(what.header))
                    what.header.user = std::make_shared<user const>(std::move(*found));
        } catch (error const& caught) {
            log_unknown(log_level::information, what, ": refused to ", caught.what());
            caller->fail(refusal(what, caught.code(), caught.what()));
            return;
        } catch (...) {
            log_unknown(log_level::failure, what, ": its authenticator failed, for a call from ",
                        rpc::text_of_current_exception());
            caller->fail(refusal(what, code::unauthenticated,
                                 "nobody could be authenticated; the log of the server "
                                 "has the reason"));
            return;
        }
        if (requires_user && !what.header.user) {
            caller->fail(refusal(what, code::unauthenticated,
                                 "the call does not say for whom it is made, as it must here: send what the "
                                 "authenticator of this listener reads, such as Authorization: Bearer"));
            return;
        }
        next->start(what, std::move(caller));
    };
}

} // namespace yonder
