// SPDX-License-Identifier: BSL-1.0
// Bytes on a socket, to say what no decent client would say.
#ifndef TESTS_HTTP_BARE_CLIENT_HPP
#define TESTS_HTTP_BARE_CLIENT_HPP

#include "../support/patience.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace bare {

using namespace std::chrono_literals;

struct answer {
    int status = 0; // 0 if no answer came
    std::string head;
    std::string body;

    // The value of a header, empty if there is none.
    std::string header(std::string name) const {
        name = "\r\n" + name + ": ";
        auto const at = head.find(name);
        return at == head.npos ? "" : head.substr(at + name.size(), head.find("\r\n", at + 2) - at - name.size());
    }
};

// One connection.
class connection {
public:
    explicit connection(int socket) : socket_(socket) {
        if (socket_ < 0)
            throw std::runtime_error("no socket");
        int const yes = 1;
        ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes); // fails for other sockets than TCP's
    }
    ~connection() { close(); }
    connection(connection&& other) noexcept
        : socket_(std::exchange(other.socket_, -1)), received_(std::move(other.received_)) {}
    connection& operator=(connection&&) = delete;

    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0)
                return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    // The next answer, with the body that its head announces unless it answers HEAD. Its status is 0 if the connection
    // ends or the time passes first.
    answer read(std::chrono::milliseconds limit = suite::patience, bool has_body = true) {
        auto const end = std::chrono::steady_clock::now() + limit;
        std::size_t blank;
        while ((blank = received_.find("\r\n\r\n")) == received_.npos)
            if (!receive(end))
                return {};
        answer next;
        next.head = received_.substr(0, blank + 2);
        next.status = std::atoi(next.head.substr(9, 3).c_str());
        received_.erase(0, blank + 4);
        std::size_t const length = has_body ? std::strtoull(next.header("Content-Length").c_str(), nullptr, 10) : 0;
        while (received_.size() < length)
            if (!receive(end))
                break;
        next.body = received_.substr(0, length);
        received_.erase(0, length);
        return next;
    }

    // Whether the other side ends the connection in time, without saying more.
    bool ends(std::chrono::milliseconds limit = suite::patience) {
        auto const end = std::chrono::steady_clock::now() + limit;
        while (receive(end))
            ;
        return has_ended_ && received_.empty();
    }

    // All that comes until the other side ends the connection, or the time passes, or there are so many bytes.
    std::string read_all(std::chrono::milliseconds limit = suite::patience, std::size_t most = 1 << 20) {
        auto const end = std::chrono::steady_clock::now() + limit;
        while (received_.size() < most && receive(end))
            ;
        return std::exchange(received_, {});
    }

    void close() {
        if (socket_ >= 0)
            ::close(std::exchange(socket_, -1));
    }

    // Ends the connection as a killed process with unread input does: with a reset.
    void kill() {
        linger const at_once{1, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        close();
    }

    // No more is sent; what comes can still be read.
    void finish() { ::shutdown(socket_, SHUT_WR); }

private:
    bool receive(std::chrono::steady_clock::time_point end) {
        auto const left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
        pollfd waiting{socket_, POLLIN, 0};
        if (left <= 0 || ::poll(&waiting, 1, static_cast<int>(left)) <= 0)
            return false;
        char buffer[16384];
        auto const size = ::recv(socket_, buffer, sizeof buffer, 0);
        has_ended_ = size <= 0;
        if (!has_ended_)
            received_.append(buffer, static_cast<std::size_t>(size));
        return !has_ended_;
    }

    int socket_;
    std::string received_;
    bool has_ended_ = false;
};

inline connection connect(std::uint16_t port) {
    int const socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    connection made(socket);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket, reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0)
        throw std::runtime_error("no connection");
    return made;
}

// A call as a decent client writes it. `headers` are lines that end with "\r\n".
inline std::string post(std::string_view path, std::string_view body, std::string_view headers = "") {
    std::string text = "POST ";
    text.append(path).append(" HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n").append(headers);
    return text.append("Content-Length: " + std::to_string(body.size()) + "\r\n\r\n").append(body);
}

// The same with a head of one's own: request line and headers, lines that end with "\r\n".
inline std::string request(std::string_view head, std::string_view body = "") {
    return std::string(head).append("\r\n").append(body);
}

} // namespace bare

#endif
