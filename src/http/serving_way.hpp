// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_SERVING_WAY_HPP
#define YONDER_SRC_HTTP_SERVING_WAY_HPP

#include "../net/listener.hpp"

#include <yonder/net/url.hpp>

#include <string>

namespace yonder::http {

// One of the ways to serve. See server.
class serving_way {
public:
    virtual ~serving_way() = default;
    virtual std::string listen(net::url where, net::listener as) = 0;
    virtual void start() = 0;
    virtual void stop() = 0;
};

} // namespace yonder::http

#endif
