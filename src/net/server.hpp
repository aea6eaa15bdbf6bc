// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_NET_SERVER_HPP
#define YONDER_SRC_NET_SERVER_HPP

#include "engine.hpp"
#include "listener.hpp"
#include "serving.hpp"

#include <yonder/net/url.hpp>

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace yonder::net {

// Serves what a registry has, at each address by all protocols that it is given.
class server {
public:
    // As engine::choose, for what is served.
    using choose = std::function<std::shared_ptr<protocol>(connection&, std::shared_ptr<serving> const&, char first)>;

    // When it stops, calls at work have the time of `drain`.
    server(std::shared_ptr<rpc::registry const> services, std::size_t max_in_flight, clock::duration drain,
           engine_options options, choose chosen);
    ~server() { stop(); }

    // Serves there what `as` has, and all that the server has if it names no services.
    std::string listen(url where, listener as = {});
    void start() { engine_.start(); }

    // Takes no more calls, gives those at work their time, then ends them, and waits for their handlers.
    void stop();

private:
    std::shared_ptr<serving> const serving_;
    clock::duration const drain_;
    std::shared_ptr<rpc::registry const> services_;
    std::vector<std::shared_ptr<listener>> listeners_;
    std::mutex stopping_;
    bool is_stopped_ = false;
    engine engine_;
};

} // namespace yonder::net

#endif
