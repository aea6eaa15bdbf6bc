// SPDX-License-Identifier: BSL-1.0
#include "listener.hpp"

#include <stdexcept>
#include <utility>

namespace yonder::net {

std::shared_ptr<listener> make_listener(listener as, url const& where, std::shared_ptr<rpc::registry const> services) {
    if (!as.services)
        as.services = std::move(services);
    if (as.options.name.empty())
        as.options.name = where.to_string();
    as.is_secure = where.way == way::tls;
    return std::make_shared<listener>(std::move(as));
}

void refuse_what_hosts_do(listener_options const& options) {
    if (options.authenticate || options.requires_user || !options.only.empty())
        throw std::invalid_argument(
            "authenticate, requires_user and only of listener_options are seen to by yonder::host: "
            "listen with one, or put filters before what is served");
}

void refuse_missing_verifier(listener_options const& options) {
    if (options.requires_signature && !options.signatures)
        throw std::invalid_argument("the listener requires signatures, but has nothing to verify them with: give it "
                                    "listener_options::signatures");
}

std::shared_ptr<peer const> who_signed(listener_options const& options, std::shared_ptr<peer const> const& from,
                                       security::verdict& found, bool is_upload) {
    if (!options.requires_signature && (!options.signatures || !found.is_signed))
        return from;
    if (!options.signatures)
        found.problem = "nothing here can verify a signature, and one is required";
    else if (!found.is_signed && found.problem.empty())
        found.problem = "the request is not signed";
    else if (found.problem.empty() && is_upload)
        found.problem = "a stream of arguments is worked on before the end of what was signed is there, so that it is "
                        "not taken with a signature: use TLS and a client_ca_file for it";
    if (!found.problem.empty())
        return nullptr;
    auto known = std::make_shared<peer>(*from);
    known->is_trusted = true;
    known->key = found.key_id;
    return known;
}

void believe(message_header& header, std::shared_ptr<peer const> from) {
    if (!from->is_trusted)
        header.user = nullptr;
    if (!from->is_trusted || !from->key.empty() || !from->certificate.empty())
        header.sender = from->key.empty() ? from->certificate : from->key;
    header.from = std::move(from);
}

} // namespace yonder::net
