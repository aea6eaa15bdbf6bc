// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_ANNOTATIONS_HPP
#define YONDER_CODEC_ANNOTATIONS_HPP

#include <yonder/codec/binary/field_number.hpp>
#include <yonder/codec/elements.hpp>
#include <yonder/codec/fault.hpp>
#include <yonder/codec/kind.hpp>
#include <yonder/codec/members.hpp>
#include <yonder/describe/annotation.hpp>
#include <yonder/describe/constraint.hpp>

#include <cstddef>
#include <tuple>
#include <type_traits>

// Whether the annotations of a struct's members can be, asked before anything is instantiated for them.

namespace yonder::codec {

// Whether a constraint says something about a T. Other annotations are no constraints, and a type that cannot cross is
// not refused for what is said of it.
template <class Constraint, class T>
constexpr bool suits() {
    constexpr kind what = kind_of<T>;
    constexpr bool is_list = what == kind::sequence || what == kind::set || what == kind::map || what == kind::bytes;
    if constexpr (what == kind::none)
        return true;
    else if constexpr (std::is_same_v<Constraint, required>)
        return is_nullable<T> || what == kind::text || is_list;
    else if constexpr (!std::is_same_v<Constraint, range> && !std::is_same_v<Constraint, length> &&
                       !std::is_same_v<Constraint, pattern>)
        return true;
    else if constexpr (what == kind::optional || what == kind::pointer)
        return suits<Constraint, first_element<T>>();
    else if constexpr (std::is_same_v<Constraint, range>)
        return what == kind::integer || what == kind::floating;
    else if constexpr (std::is_same_v<Constraint, length>)
        return what == kind::text || is_list;
    else
        return what == kind::text;
}

template <class Descriptor>
using annotations_of_member = decltype(describe::annotations_of<binary::class_of<Descriptor>, Descriptor::pointer>());

template <class Descriptor, class Annotations>
struct unsuited_among {
    using type = no_fault;
};
template <class Descriptor, class First, class... Rest>
struct unsuited_among<Descriptor, std::tuple<First, Rest...>>
    : std::conditional_t<suits<First, type_of_member<Descriptor>>(), unsuited_among<Descriptor, std::tuple<Rest...>>,
                         std::type_identity<in_member<Descriptor::pointer, unsuited<First>>>> {};

template <class List>
struct unsuited_in {
    using type = no_fault;
};
template <template <class...> class List, class First, class... Rest>
struct unsuited_in<List<First, Rest...>> {
    using here = typename unsuited_among<First, annotations_of_member<First>>::type;
    using type = typename std::conditional_t<std::is_same_v<here, no_fault>, unsuited_in<List<Rest...>>,
                                             std::type_identity<here>>::type;
};

template <template <class...> class List, class... Descriptor>
constexpr bool has_annotations(List<Descriptor...> const*) {
    return (!std::is_same_v<annotations_of_member<Descriptor>, std::tuple<>> || ...);
}

template <std::size_t Index, class List>
struct descriptor_at;
template <std::size_t Index, template <class...> class List, class... Descriptor>
struct descriptor_at<Index, List<Descriptor...>> : std::tuple_element<Index, std::tuple<Descriptor...>> {};

// The first fault in what is said of the members of T.
template <class T>
constexpr auto find_annotation_fault() {
    using members = members_of<T>;
    constexpr auto const& numbers = binary::field_numbers_of<T>;
    constexpr std::size_t bad = binary::find_bad_number(numbers);
    if constexpr (bad != numbers.size()) {
        using member = typename descriptor_at<bad, members>::type;
        return std::type_identity<in_member<member::pointer, bad_field_number<numbers[bad]>>>();
    } else if constexpr (has_annotations(static_cast<members const*>(nullptr))) {
        return std::type_identity<typename unsuited_in<members>::type>();
    } else {
        return std::type_identity<no_fault>();
    }
}

} // namespace yonder::codec

#endif
