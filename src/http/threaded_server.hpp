// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_THREADED_SERVER_HPP
#define YONDER_SRC_HTTP_THREADED_SERVER_HPP

#include "serving_way.hpp"

#include <yonder/http/server.hpp>
#include <yonder/rpc/registry.hpp>

#include <memory>
#include <string>

namespace yonder::http {

// Serves with cpp-httplib, which has a thread for each connection.
class threaded_server final : public serving_way {
public:
    threaded_server(std::shared_ptr<rpc::registry const> services, server_options options);
    ~threaded_server() override; // stops

    std::string listen(net::url where, net::listener as) override;
    void start() override;
    void stop() override;

private:
    struct state;
    std::unique_ptr<state> state_;
};

} // namespace yonder::http

#endif
