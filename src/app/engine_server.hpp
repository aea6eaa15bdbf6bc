// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_APP_ENGINE_SERVER_HPP
#define YONDER_SRC_APP_ENGINE_SERVER_HPP

#include "../net/server.hpp"

#include <yonder/http/server.hpp>
#include <yonder/rpc/registry.hpp>

#include <memory>

namespace yonder::app {

// Serves HTTP and the wire protocol, told apart by the first byte, at each address.
std::unique_ptr<net::server> make_engine_server(std::shared_ptr<rpc::registry const> services,
                                                http::server_options const& options);

} // namespace yonder::app

#endif
