// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_WIRE_ENDPOINT_HPP
#define YONDER_SRC_WIRE_ENDPOINT_HPP

#include "../net/tls_context.hpp"
#include "../net/tls_session.hpp"
#include "frame.hpp"

#include <yonder/call/exchange.hpp>
#include <yonder/net/url.hpp>
#include <yonder/wire/client.hpp>

#include <memory>
#include <string>

namespace yonder::wire_protocol {

// The server that a client calls, and what all its connections share.
struct endpoint {
    endpoint(net::url to, client_options chosen);

    // Null if the connection is not to be secured.
    std::unique_ptr<net::tls_session> make_tls() const;

    preface own_preface() const noexcept { return {.max_message = static_cast<std::uint32_t>(options.max_reply)}; }

    failure make_failure(method_descriptor const& method, code why, reached how_far, std::string const& text) const;
    failure cancelled(method_descriptor const& method, reached how_far) const;
    failure late(method_descriptor const& method, reached how_far) const;
    failure too_large(method_descriptor const& method) const;

    // The signature of a request, if they are signed.
    std::string sign(method_descriptor const& method, std::string_view head, std::string_view arguments) const;

    // What a peer is that answers with these bytes, which are no preface.
    static std::string describe_stranger(std::string_view bytes);

    // A server of another version.
    static std::string describe_version(preface const& theirs);

    // What the server says about a call.
    failure as_told(method_descriptor const& method, failure what) const;

    net::url const where;
    std::string const name;      // of it, for messages
    std::string const authority; // "10.0.0.7:7000"
    client_options const options;
    net::tls_context const tls;
};

} // namespace yonder::wire_protocol

#endif
