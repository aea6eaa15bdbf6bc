// SPDX-License-Identifier: BSL-1.0
// A server that answers with whatever bytes a test likes.
#ifndef TESTS_HTTP_BARE_SERVER_HPP
#define TESTS_HTTP_BARE_SERVER_HPP

#include "bare_client.hpp"

#include <atomic>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>

namespace bare {

// Listens at a free port; each connection is given to `serve`, in a thread of its own, and closed after that. `serve`
// should return when `is_over` or soon.
class server {
public:
    explicit server(std::function<void(server&, connection)> serve)
        : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)), serve_(std::move(serve)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const general = reinterpret_cast<sockaddr*>(&address);
        if (::bind(socket_, general, size) != 0 || ::listen(socket_, 64) != 0 ||
            ::getsockname(socket_, general, &size) != 0)
            throw std::runtime_error("cannot listen");
        port_ = ntohs(address.sin_port);
        accepting_ = std::thread([this] { accept(); });
    }
    ~server() {
        is_over_ = true;
        shut();
        accepting_.join();
        for (auto& one : serving_)
            one.join();
        ::close(socket_);
    }

    std::uint16_t port() const { return port_; }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
    bool is_over() const { return is_over_; }
    int accepted() const { return accepted_; }

    // Refuses connections from now on.
    void shut() { ::shutdown(socket_, SHUT_RDWR); }

private:
    void accept() {
        for (;;) {
            int const made = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
            if (made < 0)
                return;
            ++accepted_;
            serving_.emplace_back([this, made] { serve_(*this, connection(made)); });
        }
    }

    int socket_;
    std::uint16_t port_ = 0;
    std::function<void(server&, connection)> serve_;
    std::atomic<bool> is_over_ = false;
    std::atomic<int> accepted_ = 0;
    std::thread accepting_;
    std::list<std::thread> serving_;
};

// Reads one request with its body; false if the connection ended before.
inline bool read_request(connection& from) { return from.read(10s).head != ""; }

inline std::string reply(std::string_view body, std::string_view type = "application/json",
                         std::string_view status = "200 OK") {
    std::string text = "HTTP/1.1 ";
    text.append(status).append("\r\nContent-Type: ").append(type).append("\r\nContent-Length: ");
    return text.append(std::to_string(body.size())).append("\r\n\r\n").append(body);
}

} // namespace bare

#endif
