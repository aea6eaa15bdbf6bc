// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_CUSTOM_HPP
#define YONDER_CODEC_CUSTOM_HPP

#include <concepts>
#include <type_traits>
#include <utility>

// A user's own type crosses in the form of another, by two functions beside it that are found by
// argument-dependent lookup:
//     std::string yonder_to_wire(Url const& url);
//     Url yonder_from_wire(std::type_identity<Url>, std::string text);   // throws if the text is none
// The other type is any that crosses by itself. What yonder_from_wire throws becomes an error at the place of
// the value.

namespace yonder::codec {

template <class T>
concept has_wire_form = requires(T const& value) {
    yonder_to_wire(value);
};

// What T travels as.
template <has_wire_form T>
using wire_form = std::remove_cvref_t<decltype(yonder_to_wire(std::declval<T const&>()))>;

template <class T>
concept is_read_back = requires(wire_form<T> form) {
    { yonder_from_wire(std::type_identity<T>(), std::move(form)) } -> std::convertible_to<T>;
};

} // namespace yonder::codec

#endif
