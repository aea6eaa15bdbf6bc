// SPDX-License-Identifier: BSL-1.0
#include "listening_socket.hpp"

#include "address_problem.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <string>

namespace yonder::net {
namespace {

constexpr int backlog = 1024;

[[noreturn]] void give_up(int socket, url const& where, int problem) {
    if (socket >= 0)
        ::close(socket);
    throw_not_bound(where, problem);
}

int listen_at_path(url const& where) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (where.host.size() >= sizeof address.sun_path)
        throw_not_bound(where, ENAMETOOLONG);
    where.host.copy(address.sun_path, where.host.size());
    remove_stale_socket(where.host);
    int const made = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    ::mode_t const mask = ::umask(0177); // for the user alone, from the first moment
    bool const is_bound = made >= 0 && ::bind(made, reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0;
    int const problem = errno;
    ::umask(mask);
    if (!is_bound || ::listen(made, backlog) != 0)
        give_up(made, where, is_bound ? errno : problem);
    return made;
}

std::uint16_t port_of(int socket) noexcept {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    sockaddr_in six_or_four{}; // the port is at one place in both
    std::memcpy(&six_or_four, &address, sizeof six_or_four);
    return ntohs(six_or_four.sin_port);
}

int listen_at_port(url& where) {
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    wanted.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    if (::getaddrinfo(where.host.c_str(), std::to_string(where.port).c_str(), &wanted, &found) != 0)
        throw_not_bound(where, EADDRNOTAVAIL);
    std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> const all(found, &::freeaddrinfo);
    int problem = EADDRNOTAVAIL;
    for (addrinfo const* one = found; one; one = one->ai_next) {
        int const made = ::socket(one->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        int const yes = 1;
        ::setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        if (made >= 0 && ::bind(made, one->ai_addr, one->ai_addrlen) == 0 && ::listen(made, backlog) == 0) {
            where.port = port_of(made);
            return made;
        }
        problem = errno;
        if (made >= 0)
            ::close(made);
    }
    throw_not_bound(where, problem);
}

} // namespace

int listen_at(url& where) { return where.way == way::unix_socket ? listen_at_path(where) : listen_at_port(where); }

void prepare_socket(int socket, way by) noexcept {
    if (by == way::unix_socket)
        return;
    int const yes = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    ::setsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, &yes, sizeof yes);
    int const seconds = 30;
    ::setsockopt(socket, IPPROTO_TCP, TCP_KEEPIDLE, &seconds, sizeof seconds);
    ::setsockopt(socket, IPPROTO_TCP, TCP_KEEPINTVL, &seconds, sizeof seconds);
}

} // namespace yonder::net
