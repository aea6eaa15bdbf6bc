// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_HTTP_MESSAGE_HPP
#define YONDER_HTTP_MESSAGE_HPP

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace yonder::http {

// A request or an answer as data, for parts that read or write one whole. Content-Length, Transfer-Encoding,
// Connection and Host are the transport's own and are left out.
struct message {
    std::string method{}; // of a request: "POST"
    std::string target{}; // of a request, as it is sent: "/orders/7?verbose=1"
    int status = 200;     // of an answer
    std::vector<std::pair<std::string, std::string>> fields{};
    std::string body{};

    // The first field of this name in any case; nothing if there is none.
    std::optional<std::string_view> find(std::string_view name) const noexcept;

    // Makes it the only field of its name.
    void set(std::string_view name, std::string value);

    // The target without its query.
    std::string_view path() const noexcept { return std::string_view(target).substr(0, target.find('?')); }
};

} // namespace yonder::http

#endif
