// SPDX-License-Identifier: BSL-1.0
#include "host_name.hpp"

#include "connect_error.hpp"

#include <netdb.h>
#include <sys/socket.h>

namespace yonder::http {

std::string why_unknown(url const& where) {
    if (where.scheme == scheme::unix_socket)
        return {};
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    int const problem = ::getaddrinfo(where.host.c_str(), nullptr, &wanted, &found);
    if (problem == 0) {
        ::freeaddrinfo(found);
        return {};
    }
    return "the name \"" + printable(where.host) + "\" has no address (" + ::gai_strerror(problem) +
           "): see its spelling, and the name servers of this machine";
}

} // namespace yonder::http
