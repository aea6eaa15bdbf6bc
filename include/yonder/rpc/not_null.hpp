// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_NOT_NULL_HPP
#define YONDER_RPC_NOT_NULL_HPP

#include <yonder/describe/name.hpp>

#include <memory>
#include <string_view>
#include <utility>

namespace yonder::rpc {

// Throws std::invalid_argument, which says that `function` was given no object.
[[noreturn]] void throw_null(std::string_view function, std::string_view interface_name);

// The object that `function` was given.
template <class I>
std::shared_ptr<I> not_null(std::shared_ptr<I> service, std::string_view function) {
    if (!service)
        throw_null(function, type_name<I>());
    return service;
}

} // namespace yonder::rpc

#endif
