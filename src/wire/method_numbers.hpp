// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_WIRE_METHOD_NUMBERS_HPP
#define YONDER_SRC_WIRE_METHOD_NUMBERS_HPP

#include <yonder/call/descriptor.hpp>

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstdint>
#include <string>

namespace yonder::wire_protocol {

// Names of methods travel once a connection; then they have numbers.
class method_numbers {
public:
    // `is_new`: the name must be said with it.
    std::uint32_t find(method_descriptor const& method, bool& is_new) {
        auto const [at, added] = numbers_.try_emplace(&method, static_cast<std::uint32_t>(numbers_.size()));
        is_new = added;
        return at->second;
    }

    // It was not said after all.
    void forget(method_descriptor const& method) { numbers_.erase(&method); }

    static std::string name_of(method_descriptor const& method) {
        return std::string(method.owner->name) + '/' + std::string(method.name);
    }

private:
    boost::unordered_flat_map<method_descriptor const*, std::uint32_t> numbers_;
};

} // namespace yonder::wire_protocol

#endif
