// SPDX-License-Identifier: BSL-1.0
#include "engine_server.hpp"
#include "threaded_server.hpp"

#include <yonder/http/server.hpp>
#include <yonder/net/url.hpp>

#include <stdexcept>
#include <utility>

namespace yonder::http {

server::server(std::shared_ptr<rpc::registry const> services, server_options options) {
    if (options.by == engine::cpp_httplib)
        way_ = std::make_unique<threaded_server>(std::move(services), std::move(options));
    else
        way_ = std::make_unique<engine_server>(std::move(services), std::move(options));
}

server::~server() { stop(); }

std::string server::listen(std::string_view where, listener_options options,
                           std::shared_ptr<rpc::registry const> services) {
    net::refuse_what_hosts_do(options);
    net::refuse_missing_verifier(options);
    net::listener as;
    as.options = std::move(options);
    as.services = std::move(services);
    return way_->listen(net::parse_url(where, net::dialect::http), std::move(as));
}

void server::start() { way_->start(); }

void server::stop() { way_->stop(); }

} // namespace yonder::http
