// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_ENGINE_SERVER_HPP
#define YONDER_SRC_HTTP_ENGINE_SERVER_HPP

#include "../net/server.hpp"
#include "serving_way.hpp"

#include <yonder/http/server.hpp>
#include <yonder/rpc/registry.hpp>

#include <memory>
#include <string>
#include <utility>

namespace yonder::http {

net::engine_options engine_options_of(server_options const& options);

// Serves with the engine, without a thread for each connection.
class engine_server final : public serving_way {
public:
    engine_server(std::shared_ptr<rpc::registry const> services, server_options options);

    std::string listen(net::url where, net::listener as) override {
        return server_.listen(std::move(where), std::move(as));
    }
    void start() override { server_.start(); }
    void stop() override { server_.stop(); }

private:
    net::server server_;
};

} // namespace yonder::http

#endif
