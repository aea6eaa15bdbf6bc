// SPDX-License-Identifier: BSL-1.0
#include "dial.hpp"

#include "address_problem.hpp"
#include "listening_socket.hpp"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>

namespace yonder::net {
namespace {

// 0, or an errno.
int connect(int socket, sockaddr const* address, socklen_t size, clock::time_point deadline) noexcept {
    if (::connect(socket, address, size) == 0)
        return 0;
    if (errno != EINPROGRESS && errno != EINTR)
        return errno;
    if (!await_socket(socket, POLLOUT, deadline))
        return ETIMEDOUT;
    int problem = 0;
    socklen_t length = sizeof problem;
    return ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &problem, &length) == 0 ? problem : errno;
}

dialled dial_address(url const& where, int family, sockaddr const* address, socklen_t size,
                     clock::time_point deadline) {
    auto const begun = clock::now();
    dialled made;
    made.socket = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    int const problem = made.socket < 0 ? errno : connect(made.socket, address, size, deadline);
    if (problem == 0) {
        prepare_socket(made.socket, where.way);
        return made;
    }
    if (made.socket >= 0)
        ::close(std::exchange(made.socket, -1));
    made.is_late = problem == ETIMEDOUT;
    made.problem = why_nobody(where, clock::now() - begun);
    return made;
}

} // namespace

bool await_socket(int socket, short events, clock::time_point deadline) noexcept {
    for (;;) {
        timespec patience{};
        if (deadline != clock::time_point::max()) {
            auto const left = std::max<clock::duration>(deadline - clock::now(), clock::duration::zero());
            auto const whole = std::chrono::floor<std::chrono::seconds>(left);
            patience.tv_sec = whole.count();
            patience.tv_nsec = std::chrono::nanoseconds(left - whole).count();
        }
        pollfd waiting{socket, events, 0};
        int const ready = ::ppoll(&waiting, 1, deadline == clock::time_point::max() ? nullptr : &patience, nullptr);
        if (ready > 0)
            return true;
        if (ready == 0 || errno != EINTR)
            return false;
    }
}

dialled dial(url const& where, clock::time_point deadline) {
    if (where.way == way::unix_socket) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        if (where.host.size() >= sizeof address.sun_path)
            return {.problem = "the path of the socket is too long for the system"};
        where.host.copy(address.sun_path, where.host.size());
        return dial_address(where, AF_UNIX, reinterpret_cast<sockaddr const*>(&address), sizeof address, deadline);
    }
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    wanted.ai_flags = AI_NUMERICSERV;
    addrinfo* found = nullptr;
    if (::getaddrinfo(where.host.c_str(), std::to_string(where.port).c_str(), &wanted, &found) != 0)
        return {.problem = why_unknown(where)};
    std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> const all(found, &::freeaddrinfo);
    dialled last;
    for (addrinfo const* one = found; one && last.socket < 0; one = one->ai_next)
        last = dial_address(where, one->ai_family, one->ai_addr, one->ai_addrlen, deadline);
    return last;
}

} // namespace yonder::net
