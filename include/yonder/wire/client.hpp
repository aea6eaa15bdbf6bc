// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_WIRE_CLIENT_HPP
#define YONDER_WIRE_CLIENT_HPP

#include <yonder/call/invoker.hpp>
#include <yonder/security/signer.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace yonder::wire_protocol {

struct client_options {
    // Certificate authorities to trust for yonder+tls, in PEM, instead of the system's. The certificate must be for the
    // host of the URL, by name or by address.
    std::string ca_file{};

    // What this side shows of itself to a server that asks, in PEM.
    std::string certificate_file{};
    std::string key_file{};

    // Signs requests (docs/security.md); null: nobody does.
    std::shared_ptr<security::signer const> signer{};

    format form = format::binary; // of arguments and results

    std::chrono::milliseconds connect_timeout = std::chrono::seconds(2);

    // A server that says nothing for so long while calls that do not block, or streams, are at work is asked whether it
    // is there. If nothing comes for as long again, the connection is given up.
    std::chrono::milliseconds silence = std::chrono::milliseconds(12'500);

    std::size_t max_reply = 4 * 1024 * 1024; // bytes of a result, or of an item

    // Connections for blocking callers, each for one call at a time. Further callers share the connection of those that
    // do not block.
    std::size_t max_connections = 64;

    // One that has not been used for so long is closed.
    std::chrono::milliseconds idle_life = std::chrono::seconds(60);
};

// An invoker that calls the server at `where`, "yonder://host:port", "yonder+tls://host:port" or
// "yonder+unix:///run/shop.sock", by the protocol of docs/wire.md. A blocking caller writes and reads itself; calls of
// others share one connection. Connections are opened when needed, and again after they broke. Failures say how far the
// call got. Throws std::invalid_argument if `where` is not understood or a file cannot be read.
std::shared_ptr<invoker> connect(std::string_view where, client_options options = {});

} // namespace yonder::wire_protocol

#endif
