// SPDX-License-Identifier: BSL-1.0
#include "blocking_io.hpp"

#include "dial.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstdint>

namespace yonder::net {
namespace {

// How late the system may be with a socket's own time limit. Nearer to the deadline it is waited for in another way.
constexpr auto coarse = std::chrono::milliseconds(20);

constexpr std::chrono::microseconds longest_patience = std::chrono::milliseconds(8192);

} // namespace

sending send_all(int socket, std::string_view bytes, clock::time_point deadline) noexcept {
    while (!bytes.empty()) {
        ssize_t const size = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (size > 0) {
            bytes.remove_prefix(static_cast<std::size_t>(size));
            continue;
        }
        if (errno == EINTR)
            continue;
        if (errno != EAGAIN)
            return sending::ended;
        if (!await_socket(socket, POLLOUT, deadline))
            return sending::late;
    }
    return sending::done;
}

bool receive_patience::set(int socket, clock::time_point deadline) noexcept {
    auto left = longest_patience;
    if (deadline != clock::time_point::max())
        left = std::min(left, std::chrono::ceil<std::chrono::microseconds>(deadline - clock::now() - coarse));
    if (left.count() <= 0) // too little for a clock that ticks every few milliseconds
        return await_socket(socket, POLLIN, deadline);
    if (patience_ <= left && patience_ > left / 4)
        return true;
    patience_ = std::chrono::microseconds(std::bit_floor(static_cast<std::uint64_t>(left.count())));
    timeval const time{.tv_sec = patience_.count() / 1'000'000, .tv_usec = patience_.count() % 1'000'000};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
    return true;
}

} // namespace yonder::net
