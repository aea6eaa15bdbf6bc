// SPDX-License-Identifier: BSL-1.0
#include "routes.hpp"

#include <yonder/call/duration.hpp>
#include <yonder/http/mount.hpp>

#include <stdexcept>
#include <utility>

namespace yonder::http {

mounted::mounted(httplib::Server& on, std::shared_ptr<rpc::registry const> services, server_options options,
                 listener_options as)
    : routes_(std::make_shared<routes>(std::move(options))), at_(std::make_shared<net::listener>()) {
    // cpp-httplib decodes what fields have percent-encoded, so that neither what is signed nor what is believed is
    // there as it was sent.
    if (as.is_trusted || as.signatures || as.requires_signature || !as.client_ca_file.empty())
        throw std::invalid_argument("the listener \"" + as.name +
                                    "\" is mounted, where nobody can be believed: drop "
                                    "is_trusted, signatures, requires_signature and client_ca_file, or listen at an "
                                    "address of its own");
    net::refuse_what_hosts_do(as);
    at_->options = std::move(as);
    if (at_->options.name.empty())
        at_->options.name = "mounted";
    at_->services = std::move(services);
    routes_->mount(on, routes_, at_);
}

mounted::~mounted() { stop(); }

void mounted::stop() {
    routes_->refuse_calls();
    routes_->wait_for_calls(time_after(routes_->options().drain));
    if (routes_->at_work() > 0)
        routes_->end_calls();
    routes_->wait_for_calls(clock::time_point::max());
    routes_->wait_for_last();
    routes_->stop();
    at_->services.reset();
}

} // namespace yonder::http
