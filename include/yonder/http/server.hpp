// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_HTTP_SERVER_HPP
#define YONDER_HTTP_SERVER_HPP

#include <yonder/http/engine.hpp>
#include <yonder/http/rendering.hpp>
#include <yonder/net/listener_options.hpp>
#include <yonder/rpc/registry.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace yonder::http {

struct server_options {
    engine by = engine::own;
    std::size_t max_body = 4 * 1024 * 1024; // bytes of a request, unpacked
    std::size_t max_headers = 100;          // of a request
    std::size_t max_head = 64 * 1024;       // bytes of the request line and the headers
    std::size_t max_connections = 512;      // at once; one more ends an idle one, or waits
    std::size_t max_in_flight = 1024;       // calls at work; one more is refused with resource_exhausted
    std::chrono::milliseconds keep_alive = std::chrono::seconds(10);      // how long a connection may be idle
    std::chrono::milliseconds read_timeout = std::chrono::seconds(5);     // how long a peer may stand still
    std::chrono::milliseconds request_timeout = std::chrono::seconds(30); // for a request to arrive
    std::chrono::milliseconds stream_pause = std::chrono::minutes(5); // how long the peer of a stream may stand still
    std::chrono::milliseconds drain =
        std::chrono::seconds(10); // after which stop() ends calls at work with unavailable

    // With cpp-httplib: a call with less time than this runs in a thread of its own, so that it is answered at its
    // deadline whatever its handler does. Others run where they are read, which is quicker, and are answered when the
    // handler returns. The other engine answers all at their deadline.
    std::chrono::milliseconds prompt_below = std::chrono::seconds(5);

    std::string certificate_file{}; // for https, in PEM
    std::string key_file{};

    // Pages of these origins ("https://shop.example") may call from a browser. None at first.
    std::vector<std::string> allowed_origins{};

    // Other ways to write calls, asked in this order before the Connect protocol.
    std::vector<rendering> renderings{};

    // For developers: an unknown interface or method lists those that there are.
    bool development = false;
};

class serving_way;

// Serves what a registry has, by the Connect protocol over HTTP/1.1.
class server {
public:
    explicit server(std::shared_ptr<rpc::registry const> services, server_options options = {});
    ~server(); // stops
    server(server const&) = delete;
    server& operator=(server const&) = delete;

    // Binds: "http://127.0.0.1:8080", "https://...", "http+unix:///run/shop.sock" (readable by its user alone; what a
    // dead server left there is removed). Returns the URL with the port that was chosen for port 0. Throws
    // std::invalid_argument or std::system_error. Before start(). `services` are what is served there: all that the
    // server has if it is null.
    std::string listen(std::string_view where, listener_options options = {},
                       std::shared_ptr<rpc::registry const> services = nullptr);

    // Accepts connections from now on, in threads of its own.
    void start();

    // Closes the listening sockets, lets calls at work finish and returns when they have. A handler that never returns
    // keeps this from returning. Any thread but a handler's; a second call waits for the first.
    void stop();

private:
    std::unique_ptr<serving_way> way_;
};

} // namespace yonder::http

#endif
