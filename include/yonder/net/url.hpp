// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_NET_URL_HPP
#define YONDER_NET_URL_HPP

#include <cstdint>
#include <string>
#include <string_view>

namespace yonder::net {

enum class dialect : std::uint8_t { http, yonder };
enum class way : std::uint8_t { tcp, tls, unix_socket };

// Where a server is and what is spoken with it, taken out of a URL (RFC 3986): "http://host:port/prefix",
// "https://[::1]:8443", "http+unix:///run/shop.sock", "yonder://host:port", "yonder+tls://host:port",
// "yonder+unix:///run/shop.sock".
struct url {
    net::dialect dialect = net::dialect::http;
    net::way way = net::way::tcp;
    std::string host;       // a name or an address, without brackets; of a Unix socket, its path
    std::uint16_t port = 0; // 80 and 443 of HTTP where none is said; 0 of a Unix socket
    std::string
        prefix; // what stands before "/interface/method": empty, or begins with a slash and does not end with one

    // Without user information, which is refused, so it can be shown and logged.
    std::string to_string() const;
};

// Throws std::invalid_argument, which says what is wrong with `text`.
url parse_url(std::string_view text);

// The same, where only this is spoken.
url parse_url(std::string_view text, dialect only);

} // namespace yonder::net

#endif
