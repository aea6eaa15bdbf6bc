// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_PEER_HPP
#define YONDER_CALL_PEER_HPP

#include <string>

namespace yonder {

// What a server knows of whoever sent a request, from the connection and the signature, whatever the request says.
struct peer {
    std::string listener{};    // the name of the listener it came to
    bool is_trusted = false;   // what that listener, or the key that signed the request, makes of it
    std::string address{};     // "10.0.0.7:41234"; of a Unix socket "unix"
    std::string certificate{}; // who it is by the certificate that it showed; empty if it showed none
    std::string key{};         // the id of the key that signed the request; empty if none did
};

} // namespace yonder

#endif
