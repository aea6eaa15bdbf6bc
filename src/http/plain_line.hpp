// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_PLAIN_LINE_HPP
#define YONDER_SRC_HTTP_PLAIN_LINE_HPP

#include "../net/blocking_io.hpp"

#include <yonder/call/context.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace yonder::http {

// Requests and answers, whole ones, on a connection without TLS that is open: what most calls need, without what a
// client of cpp-httplib does beside that. By one thread at a time; another may end it by shutting the socket down.
class plain_line {
public:
    struct answer {
        int status = 0;
        std::string content_type;
        std::string content_encoding;
        std::string body;
        bool ends_connection = false;
    };
    enum class result { done, broken, late, too_large };

    // Sends a request and waits for its answer. After anything but `done` the connection is of no use.
    result exchange(int socket, std::string_view request, clock::time_point deadline, std::size_t max_body,
                    answer& into);

private:
    net::receive_patience patience_;
};

} // namespace yonder::http

#endif
