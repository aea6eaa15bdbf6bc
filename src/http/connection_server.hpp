// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_CONNECTION_SERVER_HPP
#define YONDER_SRC_HTTP_CONNECTION_SERVER_HPP

#include "../net/tls_context.hpp"

#include <yonder/http/server.hpp>

#include <httplib.h>

#include <functional>
#include <list>
#include <memory>
#include <mutex>

namespace yonder::http {

class connection_stream;

// cpp-httplib's server over our connection_stream.
class connection_server final : public httplib::Server {
public:
    // Throws std::invalid_argument if `is_secure` and the certificate or key cannot be used.
    connection_server(server_options const& options, bool is_secure, std::string const& client_ca_file);

    // Makes room for a connection that waits: the one that has been idle for the longest time ends, if there is one.
    void end_longest_idle();

    // Whether connections wait for others to end. Set before the server runs.
    std::function<bool()> is_crowded;

    // Idle connections end now, the others after their answer. Before or after stop().
    void end_connections();

private:
    // Private and virtual in cpp-httplib, which has no other place to put a stream of one's own.
    bool process_and_close_socket(socket_t socket) override;
    bool serve_request(connection_stream& stream, bool is_first);

    server_options const& options_; // of the server that the listener is part of
    net::tls_context tls_{nullptr, &::SSL_CTX_free};
    std::mutex mutex_;
    struct idle_connection {
        int socket;
        bool is_ending = false;
    };
    std::list<idle_connection> idle_; // those of which no whole head has come; the one idle for the longest time first
    bool is_ending_ = false;
};

} // namespace yonder::http

#endif
