// SPDX-License-Identifier: BSL-1.0
#include "admission.hpp"

#include <utility>

namespace yonder::http {
namespace {

security::verdict verify(security::verifier const& by, request_head const& request, net::listener const& at) {
    security::signable what;
    what.method = request.method;
    what.scheme = at.is_secure ? "https" : "http";
    what.target = request.target();
    what.has_body = request.method == "POST";
    for (auto const& one : request.fields()) {
        what.fields.emplace_back(one.name, one.value);
        if (request_head::is_same(one.name, "host"))
            what.authority = one.value;
    }
    return by.verify(what);
}

refusal unsigned_request(std::string why) {
    refusal made = refuse(401, code::unauthenticated, std::move(why));
    made.challenge = "Signature"; // nobody has registered one for RFC 9421
    return made;
}

} // namespace

refusal unauthentic(method_descriptor const& method, std::string const& why) {
    return unsigned_request(full_name(method) + ": " + why);
}

std::variant<admitted, refusal> admit(request_head const& request, net::listener const& at,
                                      std::shared_ptr<peer const> const& from, bool is_upload) {
    listener_options const& options = at.options;
    security::verdict found;
    if (options.signatures)
        found = verify(*options.signatures, request, at);
    auto known = net::who_signed(options, from, found, is_upload);
    if (!known)
        return unsigned_request(found.problem);
    return admitted{std::move(known), found.is_signed ? std::move(found.digest) : std::string()};
}

} // namespace yonder::http
