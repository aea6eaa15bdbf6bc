// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_NET_PROCESSOR_HPP
#define YONDER_SRC_NET_PROCESSOR_HPP

namespace yonder::net {

// Where the system does not say, both return -1.

// The processor that this thread runs on.
int current_processor() noexcept;

// The processor that received last what came to a socket: on one machine that of the sender, with a network card that
// of the queue that it uses for the connection.
int receiving_processor(int socket) noexcept;

} // namespace yonder::net

#endif
