// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_FABRIC_SOURCE_HPP
#define YONDER_FABRIC_SOURCE_HPP

#include <yonder/call/context.hpp>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yonder {

// Where a method is served, and what a call of it is bound to.
struct source {
    std::string url{};                        // address and protocol: "http://10.0.0.7:8080"
    bool requires_signature = false;          // without a key to sign with nothing is sent
    std::optional<clock::duration> timeout{}; // a call takes no longer, even where its caller allows more
};

// Says where methods are served.
class source_repository {
public:
    virtual ~source_repository() = default;

    // Nothing if it is not known here. Asked for each call, by any number of threads at once, and for each method when
    // a container is checked; a call fails with what it throws, and is not sent.
    virtual std::optional<source> find(std::string_view interface_name, std::string_view method_name) const = 0;

    // The methods of an interface that it knows by name, so that checking a container finds those that are misspelled.
    // None, unless it says so.
    virtual std::vector<std::string> named_methods(std::string_view interface_name) const;
};

using known_sources = std::map<std::string, source, std::less<>>;

// What the program says: by interface, "shop.v1.Orders", and by method, "shop.v1.Orders/place", which goes first.
std::shared_ptr<source_repository const> static_sources(known_sources known);

// What the environment says now: YONDER_SOURCE_SHOP_V1_ORDERS=http://10.0.0.7:8080, and of a method
// YONDER_SOURCE_SHOP_V1_ORDERS__PLACE. Behind the URL, with spaces, there may be "signed" and "timeout=2s". Throws
// std::invalid_argument if one is not understood.
std::shared_ptr<source_repository const> environment_sources();

// What the table [sources] of a file in TOML says: "shop.v1.Orders" = "http://10.0.0.7:8080", or in place of the URL
// { url = "...", requires_signature = true, timeout = "2s" }. Throws std::invalid_argument if it cannot be read or one
// is not understood.
std::shared_ptr<source_repository const> file_sources(std::string const& path);

// What the first of them says that knows the method.
std::shared_ptr<source_repository const> first_of(std::vector<std::shared_ptr<source_repository const>> asked);

} // namespace yonder

#endif
