// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_TAG_HPP
#define YONDER_CODEC_TAG_HPP

#include <yonder/codec/kind.hpp>
#include <yonder/describe/name.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <variant>

namespace yonder::codec {

// The name that stands for T where one of several types is meant: of a struct or enum its own, unqualified; of the rest
// a fixed one.
template <class T>
constexpr std::string_view tag_of() {
    constexpr kind what = kind_of<T>;
    if constexpr (what == kind::structure || what == kind::enumeration || what == kind::custom)
        return unqualified_name<T>();
    else if constexpr (what == kind::boolean)
        return "bool";
    else if constexpr (what == kind::integer && std::is_signed_v<T>)
        return sizeof(T) == 8 ? "int64" : sizeof(T) == 4 ? "int32" : sizeof(T) == 2 ? "int16" : "int8";
    else if constexpr (what == kind::integer)
        return sizeof(T) == 8 ? "uint64" : sizeof(T) == 4 ? "uint32" : sizeof(T) == 2 ? "uint16" : "uint8";
    else if constexpr (what == kind::floating)
        return sizeof(T) == 8 ? "double" : "float";
    else if constexpr (what == kind::text)
        return "string";
    else if constexpr (what == kind::bytes)
        return "bytes";
    else if constexpr (what == kind::sequence || what == kind::array || what == kind::set)
        return "list";
    else if constexpr (what == kind::map)
        return "map";
    else if constexpr (what == kind::tuple)
        return "tuple";
    else if constexpr (what == kind::variant)
        return "variant";
    else if constexpr (what == kind::duration)
        return "duration";
    else if constexpr (what == kind::time_point)
        return "timestamp";
    else if constexpr (what == kind::untyped)
        return "value";
    else if constexpr (what == kind::family)
        return unqualified_name<std::remove_const_t<typename T::element_type>>();
    else if constexpr (what == kind::optional)
        return tag_of<typename T::value_type>();
    else if constexpr (what == kind::pointer)
        return tag_of<typename T::element_type>();
    else
        return "null";
}

template <class T>
struct variant_tags;
template <class... T>
struct variant_tags<std::variant<T...>> {
    static constexpr std::array<std::string_view, sizeof...(T)> value{tag_of<T>()...};
};

template <std::size_t Count>
constexpr bool are_alike(std::array<std::string_view, Count> const& tags) {
    for (std::size_t i = 0; i < tags.size(); ++i)
        for (std::size_t j = i + 1; j < tags.size(); ++j)
            if (tags[i] == tags[j])
                return true;
    return false;
}

template <class T>
inline constexpr bool has_tags_alike = false;
template <class... T>
inline constexpr bool has_tags_alike<std::variant<T...>> = are_alike(variant_tags<std::variant<T...>>::value);

template <class T>
inline constexpr bool holds_nothing = false;
template <class... T>
inline constexpr bool holds_nothing<std::variant<T...>> = (std::is_same_v<T, std::monostate> || ...);

} // namespace yonder::codec

#endif
