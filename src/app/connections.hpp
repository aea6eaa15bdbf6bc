// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_APP_CONNECTIONS_HPP
#define YONDER_SRC_APP_CONNECTIONS_HPP

#include <yonder/app/container.hpp>
#include <yonder/fabric/sourced.hpp>

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>

namespace yonder::app {

// The ways to servers: one for all interfaces of a server that are reached in the same way. From any thread.
class connections {
public:
    connections(); // with the transports that come with the library

    void add_transport(std::string scheme, transport make);
    bool has_transport(std::string_view url) const;
    std::string schemes() const; // "http://, https://", for messages

    // Throws wiring_error if there is no way there.
    std::shared_ptr<invoker> get(std::string const& url, target const& options);

    // The same for URLs that are not known yet; what `options` says is compared once.
    static connector connector_for(std::shared_ptr<connections> all, target options);

private:
    using by_url = std::map<std::string, std::shared_ptr<invoker>>;

    by_url& made_for(target const& options);
    std::shared_ptr<invoker> find_or_make(by_url& made, std::string const& url, target const& options);

    mutable std::mutex mutex_;
    std::map<std::string, transport, std::less<>> transports_;
    using parts =
        std::tuple<std::string, std::shared_ptr<security::signer const>, std::shared_ptr<http::request_generator const>,
                   std::shared_ptr<http::response_reader const>>;
    std::map<parts, by_url> made_;
};

} // namespace yonder::app

#endif
