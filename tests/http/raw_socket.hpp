// SPDX-License-Identifier: BSL-1.0
#ifndef TESTS_HTTP_RAW_SOCKET_HPP
#define TESTS_HTTP_RAW_SOCKET_HPP

#include "../support/patience.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

// Peers that say exactly what a test wants them to.
namespace raw {

// One end of a TCP connection on loopback. Reading gives up in the end.
class connection {
public:
    explicit connection(int socket) : socket_(socket) {
        timeval const patience{suite::patience.count() + 10, 0}; // so that a test that waits for nothing fails
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    }
    explicit connection(std::uint16_t port) : connection(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(socket_, reinterpret_cast<sockaddr const*>(&to), sizeof to) != 0)
            throw std::runtime_error("cannot connect");
    }
    connection(connection&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}
    ~connection() { close(); }

    // False if the peer has closed.
    bool send(std::string_view text) {
        while (!text.empty()) {
            auto const sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
            if (sent <= 0)
                return false;
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }
    void finish() { ::shutdown(socket_, SHUT_WR); }
    void close() {
        if (socket_ >= 0)
            ::close(std::exchange(socket_, -1));
    }
    void reset() { // the peer sees the connection break
        linger const at_once{1, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        close();
    }

    // All that comes until the end of the connection, or until nothing has come for long.
    std::string read_all() {
        while (read_some()) {
        }
        return std::exchange(read_, {});
    }

    // One HTTP message: head and body as Content-Length has it. Empty if the connection ended before.
    std::string read_message() {
        std::size_t head = 0;
        while ((head = read_.find("\r\n\r\n")) == std::string::npos)
            if (!read_some())
                return {};
        auto const at = read_.find("Content-Length: ");
        std::size_t const length = at < head ? std::stoul(read_.substr(at + 16)) : 0;
        while (read_.size() < head + 4 + length)
            if (!read_some())
                return {};
        std::string message = read_.substr(0, head + 4 + length);
        read_.erase(0, message.size());
        return message;
    }

    // What came up to and with `text`; all that came if it does not.
    std::string read_until(std::string_view text) {
        std::size_t at = 0;
        while ((at = read_.find(text)) == std::string::npos)
            if (!read_some())
                return std::exchange(read_, {});
        std::string const part = read_.substr(0, at + text.size());
        read_.erase(0, part.size());
        return part;
    }

    // The next chunk of a body in chunks: empty for the last, and if it does not come whole.
    std::string read_chunk() {
        std::size_t const size = std::strtoul(read_until("\r\n").c_str(), nullptr, 16);
        while (read_.size() < size + 2)
            if (!read_some())
                return {};
        std::string const part = read_.substr(0, size);
        read_.erase(0, size + 2);
        return part;
    }

    // At most so many bytes of what comes; none at the end of the connection.
    std::string read_bytes(std::size_t most) {
        if (read_.empty() && !read_some())
            return {};
        std::string const part = read_.substr(0, most);
        read_.erase(0, part.size());
        return part;
    }

    // True if the peer has ended the connection and nothing else came.
    bool is_at_end() {
        char byte = 0;
        return read_.empty() && ::recv(socket_, &byte, 1, 0) == 0;
    }

private:
    bool read_some() {
        char buffer[65536];
        auto const size = ::recv(socket_, buffer, sizeof buffer, 0);
        if (size <= 0)
            return false;
        read_.append(buffer, static_cast<std::size_t>(size));
        return true;
    }

    int socket_;
    std::string read_;
};

// A server that hands each connection, one after another, to `serve`.
class server {
public:
    explicit server(std::function<void(connection&)> serve, int backlog = 16)
        : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof at;
        if (::bind(socket_, reinterpret_cast<sockaddr const*>(&at), size) != 0 || ::listen(socket_, backlog) != 0)
            throw std::runtime_error("cannot listen");
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&at), &size);
        port_ = ntohs(at.sin_port);
        thread_ = std::thread([this, serve = std::move(serve)] {
            for (int accepted = 0; (accepted = ::accept(socket_, nullptr, nullptr)) >= 0;) {
                connection one(accepted);
                serve(one);
            }
        });
    }
    ~server() { stop(); }

    void stop() {
        if (!thread_.joinable())
            return;
        ::shutdown(socket_, SHUT_RDWR);
        thread_.join();
        ::close(socket_);
    }

    std::uint16_t port() const { return port_; }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

private:
    int socket_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

// A request or reply with a right Content-Length.
inline std::string post(std::string_view path, std::string_view body, std::string_view further_headers = "") {
    return "POST " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
           std::string(further_headers) + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
           std::string(body);
}
inline std::string reply(std::string_view status, std::string_view body, std::string_view type = "application/json") {
    return "HTTP/1.1 " + std::string(status) + "\r\nContent-Type: " + std::string(type) +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

inline int status_of(std::string_view message) {
    return message.size() > 12 ? std::stoi(std::string(message.substr(9, 3))) : 0;
}

} // namespace raw

#endif
