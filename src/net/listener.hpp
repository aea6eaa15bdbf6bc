// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_NET_LISTENER_HPP
#define YONDER_SRC_NET_LISTENER_HPP

#include <yonder/call/header.hpp>
#include <yonder/call/peer.hpp>
#include <yonder/net/listener_options.hpp>
#include <yonder/rpc/registry.hpp>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace yonder::net {

// One address that is listened at: what is served there and what is believed. The services are let go of when serving
// has ended.
struct listener {
    listener_options options;
    std::shared_ptr<rpc::registry const> services{};
    bool is_secure = false; // TLS
};

// Whether somebody looks at the fields of requests.
inline bool keeps_fields(listener_options const& options) { return options.authenticate || options.looks_at_fields; }

// Throws std::invalid_argument if somebody listens without a host, and yet has options that only a host sees to.
inline void refuse_what_hosts_do(listener_options const& options) {
    if (options.authenticate || options.requires_user || !options.only.empty())
        throw std::invalid_argument(
            "authenticate, requires_user and only of listener_options are seen to by yonder::host: "
            "listen with one, or put filters before what is served");
}

// Drops from the header what `from` is not believed, and names the peer that was verified as the sender.
inline void believe(message_header& header, std::shared_ptr<peer const> from) {
    if (!from->is_trusted)
        header.user = nullptr;
    if (!from->is_trusted || !from->key.empty() || !from->certificate.empty())
        header.sender = from->key.empty() ? from->certificate : from->key;
    header.from = std::move(from);
}

} // namespace yonder::net

#endif
