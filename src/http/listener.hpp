// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_LISTENER_HPP
#define YONDER_SRC_HTTP_LISTENER_HPP

#include <yonder/http/server.hpp>
#include <yonder/net/url.hpp>

#include <functional>
#include <memory>
#include <string>
#include <thread>

namespace httplib {
class Server;
}

namespace yonder::http {

using net::url;
using net::way;

class connection_server;

// One address that a server listens at: a server of cpp-httplib with its traps disarmed, and the thread that accepts.
class listener {
public:
    // `equip` adds what is served, before anything is bound. Throws std::system_error if the address cannot be had.
    // With `client_ca_file`, clients must show a certificate.
    listener(url where, server_options const& options, std::string const& client_ca_file,
             std::function<void(httplib::Server&)> const& equip);
    ~listener();

    url const& where() const noexcept { return where_; } // with the port that was chosen

    void start();
    void close(); // no more connections; idle ones end, others after their answer
    void join();

private:
    void bind();
    void remove_socket_file();

    url where_;
    std::unique_ptr<connection_server> server_;
    std::thread thread_;
    bool is_started_ = false;
    int socket_ = -1; // cpp-httplib's, which also closes it
};

} // namespace yonder::http

#endif
