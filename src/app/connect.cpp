// SPDX-License-Identifier: BSL-1.0
#include <yonder/app/wire.hpp>
#include <yonder/app/wiring_error.hpp>
#include <yonder/http/client.hpp>

#include <stdexcept>

namespace yonder::app {

std::shared_ptr<invoker> connect(std::string_view url, target const& options) {
    http::client_options connecting;
    connecting.ca_file = options.ca_file;
    connecting.form = options.form.value_or(format::json);
    try {
        return http::connect(url, connecting);
    } catch (std::invalid_argument const& caught) {
        throw wiring_error({"\"" + std::string(url) + "\" is no way to a server: " + caught.what()});
    }
}

} // namespace yonder::app
