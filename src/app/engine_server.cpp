// SPDX-License-Identifier: BSL-1.0
#include "engine_server.hpp"

#include "../http/engine_server.hpp"
#include "../http/served_connection.hpp"
#include "../wire/frame.hpp"
#include "../wire/served_connection.hpp"

#include <utility>

namespace yonder::app {
namespace {

wire_protocol::serving_options wire_of(http::server_options const& options) {
    wire_protocol::serving_options made;
    made.max_message = options.max_body;
    made.read_timeout = options.read_timeout;
    made.request_timeout = options.request_timeout;
    made.stream_pause = options.stream_pause;
    made.development = options.development;
    made.max_calls = static_cast<std::uint32_t>(options.max_in_flight);
    return made;
}

} // namespace

std::unique_ptr<net::server> make_engine_server(std::shared_ptr<rpc::registry const> services,
                                                http::server_options const& options) {
    return std::make_unique<net::server>(
        std::move(services), options.max_in_flight, options.drain, http::engine_options_of(options),
        [over_http = std::make_shared<http::server_options const>(options),
         over_wire = wire_of(options)](net::connection& on, std::shared_ptr<net::serving> const& in,
                                       char first) -> std::shared_ptr<net::protocol> {
            if (first == wire_protocol::preface::first)
                return std::make_shared<wire_protocol::served_connection>(on.shared_from_this(), in, over_wire);
            return std::make_shared<http::served_connection>(on.shared_from_this(), in, over_http);
        });
}

} // namespace yonder::app
