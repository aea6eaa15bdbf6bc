// SPDX-License-Identifier: BSL-1.0
#include "../http/connect_error.hpp"

#include <yonder/app/wire.hpp>
#include <yonder/app/wiring_error.hpp>
#include <yonder/http/client.hpp>
#include <yonder/net/url.hpp>
#include <yonder/wire/client.hpp>

#include <stdexcept>
#include <string>
#include <utility>

namespace yonder::app {

std::shared_ptr<invoker> connect(std::string_view url, target const& options) {
    try {
        if (net::parse_url(url).dialect == net::dialect::yonder) {
            wire_protocol::client_options connecting;
            connecting.ca_file = options.ca_file;
            connecting.certificate_file = options.certificate_file;
            connecting.key_file = options.key_file;
            connecting.signer = options.signer;
            connecting.form = options.form.value_or(format::binary);
            return wire_protocol::connect(url, connecting);
        }
        http::client_options connecting;
        connecting.ca_file = options.ca_file;
        connecting.certificate_file = options.certificate_file;
        connecting.key_file = options.key_file;
        connecting.signer = options.signer;
        connecting.form = options.form.value_or(format::json);
        connecting.generator = options.generator;
        connecting.reader = options.reader;
        return http::connect(url, connecting);
    } catch (std::invalid_argument const& caught) {
        throw wiring_error({"\"" + std::string(url) + "\" is no way to a server: " + caught.what()});
    }
}

std::string unfit_for(interface_operations const& interface, std::string_view url) {
    std::string const scheme = http::in_lower_case(url.substr(0, url.find(':')));
    if (scheme != "http" && scheme != "https" && scheme != "http+unix")
        return {};
    for (method_descriptor const& method : interface.describe().methods)
        if (method.streams_arguments && method.streams_results)
            return std::string(interface.name) + ": its method \"" + std::string(method.name) +
                   "\" streams both ways, which HTTP/1.1 does not: let it be yonder://, bind it to an object of this "
                   "process, "
                   "or give the method one stream";
    return {};
}

std::shared_ptr<invoker> connect(std::string_view url, interface_operations const& interface) {
    auto made = connect(url, target());
    if (std::string problem = unfit_for(interface, url); !problem.empty())
        throw wiring_error({std::move(problem)});
    return made;
}

} // namespace yonder::app
