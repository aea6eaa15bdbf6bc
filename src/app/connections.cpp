// SPDX-License-Identifier: BSL-1.0
#include "connections.hpp"

#include "../call/ascii.hpp"

#include <yonder/app/wire.hpp>
#include <yonder/app/wiring_error.hpp>

#include <utility>

namespace yonder::app {
namespace {

std::string scheme_of(std::string_view url) {
    std::size_t const end = url.find("://");
    return end == url.npos ? std::string() : in_lower_case(url.substr(0, end));
}

} // namespace

connections::connections() {
    for (char const* const scheme : {"http", "https", "http+unix", "yonder", "yonder+tls", "yonder+unix"})
        transports_.emplace(scheme, [](std::string_view url, target const& options) { return connect(url, options); });
}

void connections::add_transport(std::string scheme, transport make) {
    std::lock_guard const lock(mutex_);
    transports_.insert_or_assign(in_lower_case(scheme), std::move(make));
}

bool connections::has_transport(std::string_view url) const {
    std::lock_guard const lock(mutex_);
    return transports_.contains(scheme_of(url));
}

std::string connections::schemes() const {
    std::lock_guard const lock(mutex_);
    std::string known;
    for (auto const& [name, make] : transports_)
        known += (known.empty() ? "" : ", ") + name + "://";
    return known;
}

std::shared_ptr<invoker> connections::get(std::string const& url, target const& options) {
    std::lock_guard const lock(mutex_);
    auto& made = made_[parts(url + '\n' + options.ca_file + '\n' + options.certificate_file + '\n' + options.key_file +
                                 (options.form == format::binary ? "\nbinary" : ""),
                             options.signer, options.generator, options.reader)];
    if (made)
        return made;
    auto const transport = transports_.find(scheme_of(url));
    if (transport == transports_.end())
        throw wiring_error({"\"" + url + "\" is no way to a server"});
    made = transport->second(url, options);
    if (!made)
        throw wiring_error({"\"" + url + "\" is no way to a server: its transport made a null pointer"});
    return made;
}

} // namespace yonder::app
