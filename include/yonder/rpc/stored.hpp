// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_STORED_HPP
#define YONDER_RPC_STORED_HPP

#include <yonder/describe/signature.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
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
template <class T>
struct stored<stream<T>> {
    using type = std::optional<T>; // the first item may come with the arguments
};
template <class Parameter>
using stored_t = typename stored<std::remove_cvref_t<Parameter>>::type;

// The same for a call in this process.
template <class Parameter>
struct owned {
    using type = stored_t<Parameter>;
};
template <class T>
struct owned<stream<T>> {
    using type = stream<T>;
};
template <class Parameter>
using owned_t = typename owned<std::remove_cvref_t<Parameter>>::type;

// An object of the caller's, kept: moved if it is an rvalue, and copied if not.
template <class Parameter, class Argument>
owned_t<Parameter> store(Argument&& argument) {
    constexpr bool is_constructible = std::is_constructible_v<owned_t<Parameter>, Argument&&>;
    constexpr bool is_span = !std::is_same_v<std::remove_cvref_t<Parameter>, owned_t<Parameter>>;
    static_assert(is_constructible || is_span,
                  "yonder::async keeps copies of arguments, and this one cannot be copied: let the method take it by "
                  "value");
    if constexpr (is_constructible) {
        return owned_t<Parameter>(std::forward<Argument>(argument));
    } else if constexpr (is_span) {
        owned_t<Parameter> kept{};
        if constexpr (requires { kept.resize(argument.size()); })
            kept.resize(argument.size());
        std::copy(argument.begin(), argument.end(), kept.begin());
        return kept;
    }
}

} // namespace yonder::rpc

#endif
