// SPDX-License-Identifier: BSL-1.0
#include "address_problem.hpp"

#include "text.hpp"

#include <netdb.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace yonder::net {

std::string why_unknown(url const& where) {
    if (where.way == way::unix_socket)
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

std::string why_nobody(url const& to, std::chrono::steady_clock::duration took) {
    // How long a name may take that is looked up again.
    constexpr auto quick_lookup = std::chrono::milliseconds(500);
    if (to.way == way::unix_socket) {
        struct stat found {};
        if (::stat(to.host.c_str(), &found) != 0)
            return std::string("there is no socket at this path (") + std::generic_category().message(errno) +
                   "): see that the server runs and listens there";
        if (!S_ISSOCK(found.st_mode))
            return "what is at this path is no socket: see that the server runs and listens there";
        if (::access(to.host.c_str(), W_OK) != 0)
            return "this user may not use the socket: a server makes it for its own user alone";
    } else if (took < quick_lookup) { // as the same name is looked up again
        if (std::string unknown = why_unknown(to); !unknown.empty())
            return unknown;
    }
    return "nobody answers there: see that the server runs and listens at this address";
}

void remove_stale_socket(std::string const& path) {
    struct stat found {};
    if (::lstat(path.c_str(), &found) != 0 || !S_ISSOCK(found.st_mode))
        return;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
        return;
    path.copy(address.sun_path, path.size());
    int const probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (probe < 0)
        return;
    bool const is_dead =
        ::connect(probe, reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0 && errno == ECONNREFUSED;
    ::close(probe);
    if (is_dead)
        ::unlink(path.c_str());
}

void throw_not_bound(url const& where, int problem) {
    std::string text = "cannot listen at " + where.to_string();
    struct stat found {};
    if (where.way != way::unix_socket) {
        if (std::string const unknown = why_unknown(where); !unknown.empty())
            throw std::invalid_argument(unknown);
        if (problem == EADDRNOTAVAIL)
            text += ", which is no address of this machine";
    } else if (::lstat(where.host.c_str(), &found) == 0 && !S_ISSOCK(found.st_mode)) {
        text += ", where a file stands that is no socket: remove it, or choose another path";
    }
    throw std::system_error(problem, std::system_category(), text);
}

} // namespace yonder::net
