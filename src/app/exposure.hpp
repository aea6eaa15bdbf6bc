// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_APP_EXPOSURE_HPP
#define YONDER_SRC_APP_EXPOSURE_HPP

#include <yonder/app/record.hpp>
#include <yonder/net/listener_options.hpp>
#include <yonder/rpc/registry.hpp>

#include <memory>
#include <string>
#include <vector>

namespace yonder::app {

// Makes the service one without this method.
void leave_out(rpc::service& from, method_descriptor const& method);

// Whether nobody has changed an option.
bool is_plain(listener_options const& options);

// What of `services` is exposed at a listener, each behind its authenticator and `filters`, in this order; adds what it
// has made to `lines`, as host::wiring() shows it. Throws wiring_error if the options name what is not exposed.
// `development`: callers are told all that filters throw.
std::shared_ptr<rpc::registry const> services_at(listener_options const& options,
                                                 std::vector<rpc::service> const& services,
                                                 std::vector<named_filter> const& filters, std::string const& url,
                                                 bool development, std::vector<std::string>& lines);

} // namespace yonder::app

#endif
