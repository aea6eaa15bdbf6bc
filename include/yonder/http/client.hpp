// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_HTTP_CLIENT_HPP
#define YONDER_HTTP_CLIENT_HPP

#include <yonder/call/invoker.hpp>
#include <yonder/http/request_generator.hpp>
#include <yonder/security/signer.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace yonder::http {

struct client_options {
    // Certificate authorities to trust for https, in PEM, instead of the system's. The certificate must be for the host
    // of the URL, by name or by address.
    std::string ca_file{};

    // What this side shows of itself to a server that asks, in PEM.
    std::string certificate_file{};
    std::string key_file{};

    // Signs requests (docs/security.md); null: nobody does.
    std::shared_ptr<security::signer const> signer{};

    format form = format::json; // of arguments and results: application/json or application/proto

    // For a server that does not speak the Connect protocol: what writes calls without streams, and reads their
    // answers. Null: that protocol.
    std::shared_ptr<request_generator const> generator{};
    std::shared_ptr<response_reader const> reader{};

    std::chrono::milliseconds connect_timeout = std::chrono::seconds(2);
    std::size_t max_reply = 4 * 1024 * 1024; // bytes
    std::size_t max_connections = 64;        // at once; further calls wait until their deadline, or 10 seconds
    std::size_t max_waiting = 1000;          // calls whose callers do not wait themselves; one more is refused

    // A connection that has not been used for so long is not used again. Shorter than what servers allow (ours: ten
    // seconds), as a server that closes a connection at the moment of a call leaves open whether it was executed.
    std::chrono::milliseconds idle_life = std::chrono::seconds(4);
};

// An invoker that calls the server at `where` by the Connect protocol: POST prefix/interface/method.
// Connections are opened when needed, kept for the next call and shared by all threads. A blocking caller does its
// reading and writing itself; calls of others run in threads of the client, one for each connection. Failures say how
// far the call got. When the process ends, the calls of those others end with it, without a word. Throws
// std::invalid_argument if `where` is not understood or a file cannot be read.
std::shared_ptr<invoker> connect(std::string_view where, client_options options = {});

} // namespace yonder::http

#endif
