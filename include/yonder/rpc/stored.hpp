// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_STORED_HPP
#define YONDER_RPC_STORED_HPP

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace yonder::rpc {

// What a dispatcher keeps of a parameter while the method runs: an object of its own, also for what the method sees as
// a reference or a view.
template <class Parameter>
struct stored {
    using type = Parameter;
};
template <>
struct stored<std::string_view> {
    using type = std::string;
};
template <class T>
struct stored<std::span<T const>> {
    using type = std::vector<T>;
};
template <class T, std::size_t Extent>
struct stored<std::span<T const, Extent>> {
    using type = std::array<T, Extent>;
};
template <class Parameter>
using stored_t = typename stored<std::remove_cvref_t<Parameter>>::type;

// An object of the caller's, kept: moved if it is an rvalue, and copied if not.
template <class Parameter, class Argument>
stored_t<Parameter> store(Argument&& argument) {
    if constexpr (std::is_constructible_v<stored_t<Parameter>, Argument&&>) {
        return stored_t<Parameter>(std::forward<Argument>(argument));
    } else { // a span
        stored_t<Parameter> kept{};
        if constexpr (requires { kept.resize(argument.size()); })
            kept.resize(argument.size());
        std::copy(argument.begin(), argument.end(), kept.begin());
        return kept;
    }
}

} // namespace yonder::rpc

#endif
