// SPDX-License-Identifier: BSL-1.0
#include <yonder/rpc/registry.hpp>

#include <utility>

namespace yonder::rpc {

void registry::add(service served) {
    std::string_view const name = served.description->name;
    services_.insert_or_assign(name, std::move(served));
}

service const* registry::find(std::string_view interface_name) const {
    auto const at = services_.find(interface_name);
    return at == services_.end() ? nullptr : &at->second;
}

std::vector<std::string_view> registry::names() const {
    std::vector<std::string_view> result;
    for (auto const& [name, served] : services_)
        result.push_back(name);
    return result;
}

} // namespace yonder::rpc
