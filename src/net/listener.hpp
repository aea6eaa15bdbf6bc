// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_NET_LISTENER_HPP
#define YONDER_SRC_NET_LISTENER_HPP

#include <yonder/call/header.hpp>
#include <yonder/call/peer.hpp>
#include <yonder/net/listener_options.hpp>
#include <yonder/net/url.hpp>
#include <yonder/rpc/registry.hpp>

#include <memory>

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

// A listener as it is from now on: named by its URL unless it has a name, with these services unless it has some.
std::shared_ptr<listener> make_listener(listener as, url const& where, std::shared_ptr<rpc::registry const> services);

// Throws std::invalid_argument if somebody listens without a host, and yet has options that only a host sees to.
void refuse_what_hosts_do(listener_options const& options);

// Throws std::invalid_argument if a signature is required that nothing can verify.
void refuse_missing_verifier(listener_options const& options);

// Who sent a request that `from` is the connection of, after its signature has been looked at (`found`; not signed if
// there is none, or nobody verifies). Null, and found.problem, if it is refused. A stream of arguments (`is_upload`) is
// worked on before its end is known.
std::shared_ptr<peer const> who_signed(listener_options const& options, std::shared_ptr<peer const> const& from,
                                       security::verdict& found, bool is_upload);

// Drops from the header what `from` is not believed, and names the peer that was verified as the sender.
void believe(message_header& header, std::shared_ptr<peer const> from);

} // namespace yonder::net

#endif
