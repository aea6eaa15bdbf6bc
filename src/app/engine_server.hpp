// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_APP_ENGINE_SERVER_HPP
#define YONDER_SRC_APP_ENGINE_SERVER_HPP

#include "../net/engine.hpp"
#include "../net/serving.hpp"

#include <yonder/app/host.hpp>
#include <yonder/net/url.hpp>

#include <memory>
#include <mutex>
#include <string>

namespace yonder::app {

// Serves what a registry has, at each address by all protocols of the engine.
class engine_server {
public:
    engine_server(std::shared_ptr<rpc::registry const> services, host_options const& options, bool development);
    ~engine_server() { stop(); }

    std::string listen(net::url where) { return engine_.listen(std::move(where)); }
    void start() { engine_.start(); }

    // Takes no more calls, gives those at work the time of host_options::drain, then ends them, and waits for their
    // handlers.
    void stop();

private:
    std::shared_ptr<net::serving> const serving_;
    clock::duration const drain_;
    std::mutex stopping_;
    bool is_stopped_ = false;
    net::engine engine_;
};

} // namespace yonder::app

#endif
