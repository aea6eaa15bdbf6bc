// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_REGISTRY_HPP
#define YONDER_RPC_REGISTRY_HPP

#include <yonder/call/descriptor.hpp>
#include <yonder/call/invoker.hpp>

#include <functional>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

namespace yonder::rpc {

// An interface that is served: what it looks like and who performs its calls.
struct service {
    interface_descriptor const* description = nullptr;
    std::shared_ptr<invoker> target;
    std::vector<bool> withheld{}; // methods by number, as if there were none; those beyond its end are served

    bool serves(method_descriptor const& method) const noexcept {
        return method.number >= withheld.size() || !withheld[method.number];
    }
};

// What a server serves, by name on the wire. Filled before serving begins; from then on any thread may read it.
class registry {
public:
    // Adds a service; one of the same name is replaced.
    void add(service served);

    // nullptr if there is none of that name.
    service const* find(std::string_view interface_name) const;

    std::vector<std::string_view> names() const;

private:
    std::map<std::string_view, service, std::less<>> services_;
};

} // namespace yonder::rpc

#endif
