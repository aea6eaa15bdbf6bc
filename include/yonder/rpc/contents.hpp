// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_CONTENTS_HPP
#define YONDER_RPC_CONTENTS_HPP

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

// What annotations say of methods and of members of what they take and return: the newest `since`, which is the minor
// version of an interface, and whether something is secret.

namespace yonder::rpc {

struct ask_minor {
    template <class... Annotation>
    static constexpr unsigned in(std::tuple<Annotation...> const& said) {
        if constexpr ((std::is_same_v<Annotation, since> || ...))
            return static_cast<unsigned>(std::max(std::get<since>(said).minor, 0));
        else
            return 0;
    }
};

struct ask_secret {
    template <class... Annotation>
    static constexpr unsigned in(std::tuple<Annotation...> const&) {
        return (std::is_same_v<Annotation, secret> || ...) ? 1 : 0;
    }
};

// Of types within types so many are looked at, as a type may contain itself.
inline constexpr int depth_of_contents = 6;

// The greatest of what `Ask` finds in a type.
template <class Ask, class T, int Depth = depth_of_contents>
constexpr unsigned greatest_in();

template <class Ask, int Depth, class... T>
constexpr unsigned greatest_of(codec::element_list<T...>) {
    return std::max({0u, greatest_in<Ask, T, Depth>()...});
}

template <class Ask, int Depth, template <class...> class List, class... Descriptor>
constexpr unsigned greatest_of_members(List<Descriptor...> const*) {
    return std::max(
        {0u, std::max(Ask::in(describe::annotations_of<binary::class_of<Descriptor>, Descriptor::pointer>()),
                      greatest_in<Ask, codec::type_of_member<Descriptor>, Depth>())...});
}

template <class Ask, class T, int Depth>
constexpr unsigned greatest_in() {
    if constexpr (Depth == 0)
        return 0;
    else if constexpr (codec::kind_of<T> == codec::kind::structure)
        return greatest_of_members<Ask, Depth - 1>(static_cast<codec::members_of<T> const*>(nullptr));
    else
        return greatest_of<Ask, Depth - 1>(codec::elements_of<T>());
}

template <class Ask, class Method, class... P>
constexpr unsigned greatest_of_arguments(describe::type_list<P...>) {
    return std::max({0u, Ask::in(Method::annotations()), greatest_in<Ask, stored_t<P>>()...});
}

template <class Method>
constexpr unsigned newest_of_method() {
    using returned = typename in_result<typename delivered<typename Method::result_type>::type>::type;
    unsigned result = 0;
    if constexpr (!std::is_void_v<returned>)
        result = greatest_in<ask_minor, returned>();
    return std::max(result, greatest_of_arguments<ask_minor, Method>(typename Method::parameters()));
}

template <class... Method>
constexpr unsigned newest_of_methods(describe::type_list<Method...>) {
    return std::max({0u, newest_of_method<Method>()...});
}

template <class I>
inline constexpr unsigned newest_minor = newest_of_methods(describe::methods_of<I>());

template <class Method>
inline constexpr bool takes_secrets = greatest_of_arguments<ask_secret, Method>(typename Method::parameters()) > 0;

} // namespace yonder::rpc

#endif
