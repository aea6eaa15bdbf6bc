// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_HTTP_ENGINE_HPP
#define YONDER_HTTP_ENGINE_HPP

#include <cstdint>

namespace yonder::http {

// What reads and writes for a server. Both serve the same; docs/transports.md says how they differ.
enum class engine : std::uint8_t {
    own,        // on Asio, without a thread for each connection
    cpp_httplib // a thread for each connection
};

} // namespace yonder::http

#endif
