// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_ELEMENTS_HPP
#define YONDER_CODEC_ELEMENTS_HPP

#include <yonder/codec/kind.hpp>

#include <type_traits>

namespace yonder::codec {

template <class... T>
struct element_list {};

// The types that a value of type T is made of, as far as they cross. Allocators, comparisons and hashes are
// none.
template <class T, kind Kind = kind_of<T>>
struct elements {
    using type = element_list<>;
};
template <class T>
using elements_of = typename elements<T>::type;

template <class T>
struct elements<T, kind::optional> {
    using type = element_list<typename T::value_type>;
};
template <class T>
struct elements<T, kind::sequence> : elements<T, kind::optional> {};
template <class T>
struct elements<T, kind::array> : elements<T, kind::optional> {};
template <class T>
struct elements<T, kind::set> : elements<T, kind::optional> {};
template <class T>
struct elements<T, kind::map> {
    using type = element_list<typename T::key_type, typename T::mapped_type>;
};
template <class T>
struct elements<T, kind::pointer> { // what it points to may be const: it is made, and not changed after
    using type = element_list<std::remove_const_t<typename T::element_type>>;
};
template <class List>
struct elements_of_family;
template <class... Derived>
struct elements_of_family<describe::type_list<Derived...>> {
    using type = element_list<Derived...>;
};
template <class T>
struct elements<T, kind::family>
    : elements_of_family<describe::derived_of<std::remove_const_t<typename T::element_type>>> {};
template <template <class...> class Template, class... T>
struct elements<Template<T...>, kind::tuple> {
    using type = element_list<T...>;
};
template <template <class...> class Template, class... T>
struct elements<Template<T...>, kind::variant> {
    using type = element_list<T...>;
};

template <class List>
struct first_of_elements {
    using type = void;
};
template <class First, class... Rest>
struct first_of_elements<element_list<First, Rest...>> {
    using type = First;
};
template <class T>
using first_element = typename first_of_elements<elements_of<T>>::type;

template <class T>
using key_of = first_element<T>;

// Keys are names in JSON and scalars in Protocol Buffers.
template <class T>
inline constexpr bool is_key =
    std::is_same_v<T, std::string> || kind_of<T> == kind::integer || kind_of<T> == kind::enumeration;

// Whether a set can hold its elements, asked without instantiating what would fail.
template <class Set>
inline constexpr bool can_tell_elements_apart = true;
template <class T>
inline constexpr bool can_tell_elements_apart<std::set<T>> = requires(T const& element) {
    element < element;
};
template <class T>
inline constexpr bool can_tell_elements_apart<std::unordered_set<T>> =
    std::is_default_constructible_v<std::hash<T>>&& requires(T const& element) {
    element == element;
};

template <class T>
inline constexpr bool has_cases_that_are_none = false;
template <class... Cases>
inline constexpr bool has_cases_that_are_none<outcome<Cases...>> = sizeof...(Cases) == 0 ||
                                                                   !(std::is_class_v<Cases> && ...);

template <class T>
inline constexpr bool is_view_type = std::is_same_v<T, std::string_view>;
template <class T, std::size_t Extent>
inline constexpr bool is_view_type<std::span<T, Extent>> = true;

} // namespace yonder::codec

#endif
