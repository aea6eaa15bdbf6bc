// SPDX-License-Identifier: BSL-1.0
#include "engine_server.hpp"

#include "served_connection.hpp"

namespace yonder::http {

net::engine_options engine_options_of(server_options const& options) {
    net::engine_options made;
    made.max_connections = options.max_connections;
    made.read_timeout = options.read_timeout;
    made.certificate_file = options.certificate_file;
    made.key_file = options.key_file;
    return made;
}

engine_server::engine_server(std::shared_ptr<rpc::registry const> services, server_options options)
    : server_(std::move(services), options.max_in_flight, options.drain, engine_options_of(options),
              [options = std::make_shared<server_options const>(options)](
                  net::connection& on, std::shared_ptr<net::serving> const& in, char) {
                  return std::make_shared<served_connection>(on.shared_from_this(), in, options);
              }) {}

} // namespace yonder::http
