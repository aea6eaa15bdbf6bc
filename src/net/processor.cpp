// SPDX-License-Identifier: BSL-1.0
#include "processor.hpp"

#ifdef __linux__
#include <sched.h>
#include <sys/socket.h>
#endif

namespace yonder::net {

#ifdef __linux__

int current_processor() noexcept { return ::sched_getcpu(); }

int receiving_processor(int socket) noexcept {
    int processor = -1;
    socklen_t size = sizeof processor;
    return ::getsockopt(socket, SOL_SOCKET, SO_INCOMING_CPU, &processor, &size) == 0 ? processor : -1;
}

#else

int current_processor() noexcept { return -1; }
int receiving_processor(int) noexcept { return -1; }

#endif

} // namespace yonder::net
