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
    return find_or_make(made_for(options), url, options);
}

connector connections::connector_for(std::shared_ptr<connections> all, target options) {
    by_url& made = all->made_for(options);
    return [all = std::move(all), &made, options = std::move(options)](std::string const& url) {
        return all->find_or_make(made, url, options);
    };
}

connections::by_url& connections::made_for(target const& options) {
    std::lock_guard const lock(mutex_);
    return made_[parts(options.ca_file + '\n' + options.certificate_file + '\n' + options.key_file +
                           (options.form == format::binary ? "\nbinary" : ""),
                       options.signer, options.generator, options.reader)];
}

std::shared_ptr<invoker> connections::find_or_make(by_url& made, std::string const& url, target const& options) {
    transport make;
    {
        std::lock_guard const lock(mutex_);
        if (auto const found = made.find(url); found != made.end())
            return found->second;
        auto const known = transports_.find(scheme_of(url));
        if (known == transports_.end())
            throw wiring_error({"\"" + url + "\" is no way to a server"});
        make = known->second;
    }
    auto one = make(url, options); // without the lock, as a user's transport may take long, or come back here
    if (!one)
        throw wiring_error({"\"" + url + "\" is no way to a server: its transport made a null pointer"});
    std::lock_guard const lock(mutex_);
    return made.try_emplace(url, std::move(one)).first->second; // of two that were made at once, the first
}

} // namespace yonder::app
