// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_HTTP_URL_HPP
#define YONDER_HTTP_URL_HPP

#include <cstdint>
#include <string>
#include <string_view>

namespace yonder::http {

enum class scheme : std::uint8_t { http, https, unix_socket };

// Where a server is, taken out of a URL (RFC 3986): "http://host:port/prefix", "https://[::1]:8443",
// "http+unix:///run/shop.sock".
struct url {
    http::scheme scheme = http::scheme::http;
    std::string host;       // a name or an address, without brackets; of a Unix socket, its path
    std::uint16_t port = 0; // 80 and 443 where none is said; 0 of a Unix socket
    std::string
        prefix; // what stands before "/interface/method": empty, or begins with a slash and does not end with one

    // Without user information, which is refused, so it can be shown and logged.
    std::string to_string() const;
};

// Throws std::invalid_argument, which says what is wrong with `text`.
url parse_url(std::string_view text);

} // namespace yonder::http

#endif
