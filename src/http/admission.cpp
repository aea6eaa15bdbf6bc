// SPDX-License-Identifier: BSL-1.0
#include "admission.hpp"

#include <utility>

namespace yonder::http {

refusal unauthentic(method_descriptor const& method, std::string const& why) {
    return refuse(401, code::unauthenticated, full_name(method) + ": " + why);
}

std::variant<admitted, refusal> admit(request_head const& request, net::listener const& at,
                                      std::shared_ptr<peer const> const& from, bool is_upload) {
    listener_options const& options = at.options;
    if (!options.signatures && options.requires_signature)
        return refuse(401, code::unauthenticated, "nothing here can verify a signature, and one is required");
    if (!options.signatures)
        return admitted{from, {}};
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
    security::verdict found = options.signatures->verify(what);
    if (!found.is_signed && !options.requires_signature)
        return admitted{from, {}};
    if (found.is_signed && found.problem.empty() && is_upload)
        found.problem = "a stream of arguments is worked on before the end of what was signed is there, so that it is "
                        "not taken with a signature: use TLS and a client_ca_file for it";
    if (!found.problem.empty())
        return refuse(401, code::unauthenticated, found.problem);
    auto known = std::make_shared<peer>(*from);
    known->is_trusted = true;
    known->key = std::move(found.key_id);
    return admitted{std::move(known), std::move(found.digest)};
}

} // namespace yonder::http
