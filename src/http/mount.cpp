// SPDX-License-Identifier: BSL-1.0
#include "routes.hpp"

#include <yonder/call/duration.hpp>
#include <yonder/http/mount.hpp>

#include <utility>

namespace yonder::http {

mounted::mounted(httplib::Server& on, std::shared_ptr<rpc::registry const> services, server_options options)
    : routes_(std::make_shared<routes>(std::move(services), std::move(options))) {
    routes_->mount(on, routes_);
}

mounted::~mounted() { stop(); }

void mounted::stop() {
    routes_->refuse_calls();
    routes_->wait_for_calls(time_after(routes_->options().drain));
    if (routes_->at_work() > 0)
        routes_->end_calls();
    routes_->wait_for_calls(clock::time_point::max());
    routes_->stop();
}

} // namespace yonder::http
