// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_NET_BLOCKING_IO_HPP
#define YONDER_SRC_NET_BLOCKING_IO_HPP

#include <yonder/call/context.hpp>

#include <chrono>
#include <string_view>

namespace yonder::net {

// For threads that read and write sockets themselves.
enum class sending { done, ended, late };

// Sends all of it, waiting until `deadline` at most.
sending send_all(int socket, std::string_view bytes, clock::time_point deadline) noexcept;

// How long the next recv() on a socket may wait. Changed seldom, as that is a system call: it may be shorter than what
// is left, and is not half of it.
class receive_patience {
public:
    // False if the time is over.
    bool set(int socket, clock::time_point deadline) noexcept;

private:
    std::chrono::microseconds patience_{0}; // as the socket has it
};

} // namespace yonder::net

#endif
