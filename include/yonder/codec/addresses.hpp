// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_ADDRESSES_HPP
#define YONDER_CODEC_ADDRESSES_HPP

#include <array>
#include <cstddef>
#include <memory>
#include <tuple>
#include <type_traits>

namespace yonder::codec {

// Where the values of a tuple stand, for what is compiled once for all types: tables say how each is written and read.

template <class... T>
std::array<void const*, sizeof...(T)> addresses_of(std::tuple<T...> const& values) {
    return std::apply(
        [](auto const&... value) { return std::array<void const*, sizeof...(T)>{std::addressof(value)...}; }, values);
}

template <class... T>
std::array<void*, sizeof...(T)> addresses_of(std::tuple<T...>& values) {
    return std::apply([](auto&... value) { return std::array<void*, sizeof...(T)>{std::addressof(value)...}; }, values);
}

} // namespace yonder::codec

#endif
