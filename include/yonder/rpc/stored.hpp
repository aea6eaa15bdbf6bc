// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_STORED_HPP
#define YONDER_RPC_STORED_HPP

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
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

} // namespace yonder::rpc

#endif
