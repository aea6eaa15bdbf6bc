// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_NEWEST_HPP
#define YONDER_RPC_NEWEST_HPP

#include <yonder/codec/binary/field_number.hpp>
#include <yonder/codec/elements.hpp>
#include <yonder/codec/members.hpp>
#include <yonder/describe/annotation.hpp>
#include <yonder/describe/methods.hpp>
#include <yonder/rpc/delivered.hpp>
#include <yonder/rpc/stored.hpp>

#include <algorithm>
#include <tuple>
#include <type_traits>

// The minor version of an interface: the newest that `since` says of its methods, and of members of what they take and
// return.

namespace yonder::rpc {

template <class... Annotation>
constexpr unsigned minor_in(std::tuple<Annotation...> const& said) {
    if constexpr ((std::is_same_v<Annotation, since> || ...))
        return static_cast<unsigned>(std::max(std::get<since>(said).minor, 0));
    else
        return 0;
}

// Of types within types so many are looked at, as a type may contain itself.
inline constexpr int newest_depth = 6;

template <class T, int Depth = newest_depth>
constexpr unsigned newest_in();

template <int Depth, class... T>
constexpr unsigned newest_of(codec::element_list<T...>) {
    return std::max({0u, newest_in<T, Depth>()...});
}

template <class Class, int Depth, template <class...> class List, class... Descriptor>
constexpr unsigned newest_of_members(List<Descriptor...> const*) {
    return std::max(
        {0u, std::max(minor_in(describe::annotations_of<binary::class_of<Descriptor>, Descriptor::pointer>()),
                      newest_in<codec::type_of_member<Descriptor>, Depth>())...});
}

template <class T, int Depth>
constexpr unsigned newest_in() {
    if constexpr (Depth == 0)
        return 0;
    else if constexpr (codec::kind_of<T> == codec::kind::structure)
        return newest_of_members<T, Depth - 1>(static_cast<codec::members_of<T> const*>(nullptr));
    else
        return newest_of<Depth - 1>(codec::elements_of<T>());
}

template <class Method, class... P>
constexpr unsigned newest_of_method(describe::type_list<P...>) {
    using returned = typename in_result<typename delivered<typename Method::result_type>::type>::type;
    unsigned result = 0;
    if constexpr (!std::is_void_v<returned>)
        result = newest_in<returned>();
    return std::max({minor_in(Method::annotations()), result, newest_in<stored_t<P>>()...});
}

template <class... Method>
constexpr unsigned newest_of_methods(describe::type_list<Method...>) {
    return std::max({0u, newest_of_method<Method>(typename Method::parameters())...});
}

template <class I>
inline constexpr unsigned newest_minor = newest_of_methods(describe::methods_of<I>());

} // namespace yonder::rpc

#endif
