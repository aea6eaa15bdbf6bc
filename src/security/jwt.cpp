// SPDX-License-Identifier: BSL-1.0
#include "base64.hpp"

#include <yonder/call/error.hpp>
#include <yonder/security/jwt.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>

namespace yonder::security {
namespace {

constexpr std::size_t longest = 16 * 1024; // bytes of a token

// RFC 7518, section 3.1, and RFC 8037, section 3.1.
std::string_view name_in_jose(algorithm which) noexcept {
    switch (which) {
    case algorithm::hmac_sha256:
        return "HS256";
    case algorithm::rsa_sha256:
        return "RS256";
    case algorithm::ed25519:
        return "EdDSA";
    }
    return {};
}

[[noreturn]] void refuse(std::string const& why) { throw error(code::unauthenticated, "the token " + why); }

boost::json::object read_part(std::string_view part) {
    auto const text = from_base64url(part);
    boost::system::error_code wrong;
    boost::json::parse_options strict;
    strict.max_depth = 8;
    auto const value = boost::json::parse(text.value_or(""), wrong, {}, strict);
    if (!text || wrong || !value.is_object())
        refuse("is not of the form of a JSON Web Token");
    return value.as_object();
}

std::optional<std::string_view> text_in(boost::json::object const& from, std::string_view name) {
    auto const* const found = from.if_contains(name);
    if (!found || !found->is_string())
        return std::nullopt;
    return std::string_view(found->as_string());
}

// Seconds since 1970, which may have a fraction; nothing if it is not there. Refuses what is no number.
std::optional<double> time_in(boost::json::object const& from, std::string_view name) {
    auto const* const found = from.if_contains(name);
    if (!found)
        return std::nullopt;
    if (!found->is_number())
        refuse("has a time that is no number: " + std::string(name));
    return found->to_number<double>();
}

class verifier_of_tokens {
public:
    explicit verifier_of_tokens(jwt_options options) : options_(std::move(options)) {
        if (options_.keys.empty() || options_.issuer.empty() || options_.audience.empty())
            throw std::invalid_argument("jwt_options: keys, issuer and audience must be said, or tokens that were made "
                                        "for others would be taken");
    }

    user verify(std::string_view token) const {
        std::size_t const first = token.find('.');
        std::size_t const second = first == token.npos ? first : token.find('.', first + 1);
        if (token.size() > longest || second == token.npos)
            refuse("is not of the form of a JSON Web Token");
        auto const head = read_part(token.substr(0, first));
        auto const signature = from_base64url(token.substr(second + 1));
        if (!signature || !is_signed(head, token.substr(0, second), *signature))
            refuse("is not signed with a key that is known here");
        auto const claims = read_part(token.substr(first + 1, second - first - 1));
        check_time(claims);
        if (text_in(claims, "iss") != options_.issuer)
            refuse("is not of the issuer that is trusted here");
        if (!is_for_us(claims))
            refuse("is for another audience");
        return user_of(claims);
    }

private:
    bool is_signed(boost::json::object const& head, std::string_view bytes, std::string_view signature) const {
        if (head.contains("crit"))
            refuse("must be understood in ways that are not known here");
        auto const said = text_in(head, "alg");
        auto const id = text_in(head, "kid");
        return std::any_of(options_.keys.begin(), options_.keys.end(), [&](key const& one) {
            return said == name_in_jose(one.algorithm()) && (!id || *id == one.id()) && one.verify(bytes, signature);
        });
    }

    void check_time(boost::json::object const& claims) const {
        auto const now = options_.now ? options_.now() : std::chrono::system_clock::now();
        double const seconds = std::chrono::duration<double>(now.time_since_epoch()).count();
        double const leeway = static_cast<double>(options_.leeway.count());
        auto const expires = time_in(claims, "exp");
        if (!expires)
            refuse("does not say when it expires");
        if (!(seconds < *expires + leeway))
            refuse("has expired");
        auto const begins = time_in(claims, "nbf");
        if (begins && !(seconds >= *begins - leeway))
            refuse("is not valid yet");
    }

    bool is_for_us(boost::json::object const& claims) const {
        auto const* const audience = claims.if_contains("aud");
        auto const is_us = [&](boost::json::value const& one) {
            return one.is_string() && std::string_view(one.as_string()) == options_.audience;
        };
        if (audience && audience->is_array())
            return std::any_of(audience->as_array().begin(), audience->as_array().end(), is_us);
        return audience && is_us(*audience);
    }

    user user_of(boost::json::object const& claims) const {
        auto const id = text_in(claims, options_.id_claim);
        if (!id || id->empty())
            refuse("does not say whose it is: it has no " + options_.id_claim);
        user made;
        made.type = text_in(claims, options_.type_claim).value_or(options_.type);
        made.id = *id;
        for (auto const& one : claims)
            made.claims.emplace_back(one.key(), one.value().is_string() ? std::string(one.value().as_string())
                                                                        : boost::json::serialize(one.value()));
        return made;
    }

    jwt_options const options_;
};

} // namespace

authenticator jwt_tokens(jwt_options options) {
    return bearer_tokens([with = std::make_shared<verifier_of_tokens const>(std::move(options))](
                             std::string_view token) { return std::optional(with->verify(token)); });
}

} // namespace yonder::security
