// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_NET_LISTENING_SOCKET_HPP
#define YONDER_SRC_NET_LISTENING_SOCKET_HPP

#include <yonder/net/url.hpp>

namespace yonder::net {

// Listens at `where`, whose port is filled in if it was 0, and returns the socket. Throws std::invalid_argument or
// std::system_error, which say what stands in the way.
int listen_at(url& where);

// Sets what connections of ours have: no delay of small messages, and an end if the peer vanishes without a word.
void prepare_socket(int socket, way by) noexcept;

} // namespace yonder::net

#endif
