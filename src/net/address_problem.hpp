// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_NET_ADDRESS_PROBLEM_HPP
#define YONDER_SRC_NET_ADDRESS_PROBLEM_HPP

#include <yonder/net/url.hpp>

#include <chrono>
#include <string>

// Why an address cannot be had, in words.
namespace yonder::net {

// Why no address is known for the host of a URL; empty if one is. May ask name servers, so it is for after a failure.
std::string why_unknown(url const& where);

// Why no connection came about, as far as that can be found out at once. `took` is how long the attempt took.
std::string why_nobody(url const& where, std::chrono::steady_clock::duration took);

// Removes a socket file that a dead server left. One that somebody listens at is not touched, so that binding fails.
void remove_stale_socket(std::string const& path);

// Throws std::invalid_argument for a name that is unknown, else std::system_error; `problem` is an errno.
[[noreturn]] void throw_not_bound(url const& where, int problem);

} // namespace yonder::net

#endif
