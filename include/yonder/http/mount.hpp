// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_HTTP_MOUNT_HPP
#define YONDER_HTTP_MOUNT_HPP

#include <yonder/http/server.hpp>
#include <yonder/rpc/registry.hpp>

#include <memory>

namespace httplib {
class Server;
}

namespace yonder::net {
struct listener;
}

namespace yonder::http {

class routes;

// Serves what a registry has on a server of cpp-httplib that the program has already: at the paths of its methods
// ("/shop.v1.Basket/add"), beside the program's own routes. Listening, TLS, threads, and the limits of heads,
// connections and times remain those of that server; of server_options those of bodies, headers, calls at work,
// origins, drain and development hold. A caller that goes away is noticed when something is written to it.
class mounted {
public:
    // Before `on` listens. Throws std::invalid_argument if `as` believes somebody, which is not to be done here.
    mounted(httplib::Server& on, std::shared_ptr<rpc::registry const> services, server_options options = {},
            listener_options as = {});
    ~mounted(); // stops
    mounted(mounted const&) = delete;
    mounted& operator=(mounted const&) = delete;

    // From now on calls are answered with unavailable. Gives those at work the time of server_options::drain, then ends
    // them, and waits for their handlers. The routes stay where they are.
    void stop();

private:
    std::shared_ptr<routes> routes_; // shared with the server that it is mounted on
    std::shared_ptr<net::listener> at_;
};

} // namespace yonder::http

#endif
