// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_NET_DIAL_HPP
#define YONDER_SRC_NET_DIAL_HPP

#include <yonder/call/context.hpp>
#include <yonder/net/url.hpp>

#include <string>

namespace yonder::net {

// A connected socket, which does not block; or below 0, and why. Blocks until `deadline` at most, but for the time that
// name servers take.
struct dialled {
    int socket = -1;
    std::string problem;
    bool is_late = false;
};
dialled dial(url const& where, clock::time_point deadline);

// Waits until the socket may be read or written: false if it may not by then.
bool await_socket(int socket, short events, clock::time_point deadline) noexcept;

} // namespace yonder::net

#endif
