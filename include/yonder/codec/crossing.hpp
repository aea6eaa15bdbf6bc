// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_CROSSING_HPP
#define YONDER_CODEC_CROSSING_HPP

#include <yonder/codec/annotations.hpp>
#include <yonder/codec/elements.hpp>
#include <yonder/codec/fault.hpp>
#include <yonder/codec/kind.hpp>
#include <yonder/codec/members.hpp>
#include <yonder/codec/tag.hpp>

#include <type_traits>

// Whether a type can cross to another process, asked before anything is instantiated for it. The first fault
// is found quietly as a type that names the member; one static_assert then says what to do. Each struct is
// looked at once, so recursive types end.

namespace yonder::codec {

template <class Fault, class... Seen>
struct crossing_state {
    using fault = Fault;
};

template <class T, class... Seen>
inline constexpr bool is_seen = (std::is_same_v<T, Seen> || ...);

// `Place` makes a fault of what is wrong there.
struct at_top { // the type that was asked about: a view may stand here, for a parameter
    template <class What>
    using fault = in_type<What>;
};
template <auto Member>
struct at_member {
    template <class What>
    using fault = in_member<Member, What>;
};
template <class Place>
struct at_element { // of something that makes its elements while reading
    template <class What>
    using fault = typename Place::template fault<What>;
};
template <class Place>
struct at_alternative : at_element<Place> {};

template <class Place>
inline constexpr bool is_made_here = false;
template <class Place>
inline constexpr bool is_made_here<at_element<Place>> = true;
template <class Place>
inline constexpr bool is_made_here<at_alternative<Place>> = true;

template <class Place, class T, class State>
struct crossing;

template <class Place, class State, class... T>
struct crossing_all {
    using type = State;
};
template <class Place, class State, class First, class... Rest>
struct crossing_all<Place, State, First, Rest...>
    : crossing_all<Place, typename crossing<Place, First, State>::type, Rest...> {};

template <class Place, class State, class Elements>
struct crossing_elements;
template <class Place, class State, class... T>
struct crossing_elements<Place, State, element_list<T...>> : crossing_all<Place, State, T...> {};

template <class State, class Members>
struct crossing_members;
template <class State, template <class...> class List>
struct crossing_members<State, List<>> {
    using type = State;
};
template <class State, template <class...> class List, class First, class... Rest>
struct crossing_members<State, List<First, Rest...>>
    : crossing_members<typename crossing<at_member<First::pointer>, type_of_member<First>, State>::type,
                       List<Rest...>> {};

// What is wrong with a type where it stands, leaving out what it is made of.
template <class Place, class T>
constexpr auto find_own_fault() {
    constexpr kind what = kind_of<T>;
    constexpr bool may_be_view = std::is_same_v<Place, at_top>;
    if constexpr (what == kind::none || std::is_const_v<T> || std::is_volatile_v<T> ||
                  (is_view_type<T> && !may_be_view))
        return std::type_identity<typename Place::template fault<T>>();
    else if constexpr (has_cases_that_are_none<T>)
        return std::type_identity<typename Place::template fault<not_cases<T>>>();
    else if constexpr (what == kind::custom && !is_read_back<T>)
        return std::type_identity<typename Place::template fault<not_read_back<T>>>();
    else if constexpr (what == kind::map && !is_key<key_of<T>>)
        return std::type_identity<typename Place::template fault<not_a_key<key_of<T>>>>();
    else if constexpr (what == kind::set && !can_tell_elements_apart<T>)
        return std::type_identity<typename Place::template fault<not_told_apart<first_element<T>>>>();
    else if constexpr (is_made_here<Place> && !std::is_default_constructible_v<T>) // after a hash that is missing
        return std::type_identity<typename Place::template fault<not_default_constructible<T>>>();
    else if constexpr (is_nullable<T> && is_nullable<first_element<T>>)
        return std::type_identity<typename Place::template fault<empty_twice<first_element<T>>>>();
    else if constexpr (what == kind::pointer && std::is_polymorphic_v<first_element<T>>)
        return std::type_identity<typename Place::template fault<sliced<first_element<T>>>>();
    else
        return std::type_identity<no_fault>();
}

template <class T>
constexpr auto find_struct_fault() {
    if constexpr (!std::is_same_v<base_fault<T>, no_fault>)
        return std::type_identity<base_fault<T>>();
    else if constexpr (member_list<members_not_public_of<T>>::size != 0)
        return std::type_identity<not_public<T>>();
    else if constexpr (has_names_alike(member_list<members_with_hidden_of<T>>::names))
        return std::type_identity<names_alike<T>>();
    else
        return find_annotation_fault<T>();
}

template <class Place, class T, class Fault, class... Seen>
struct crossing<Place, T, crossing_state<Fault, Seen...>> {
    using state = crossing_state<Fault, Seen...>;
    using own = typename decltype(find_own_fault<Place, T>())::type;

    static constexpr auto find() {
        if constexpr (!std::is_same_v<Fault, no_fault>) {
            return std::type_identity<state>();
        } else if constexpr (!std::is_same_v<own, no_fault>) {
            return std::type_identity<crossing_state<own>>();
        } else if constexpr (kind_of<T> == kind::structure) {
            using fault = typename decltype(find_struct_fault<T>())::type;
            if constexpr (is_seen<T, Seen...>)
                return std::type_identity<state>();
            else if constexpr (!std::is_same_v<fault, no_fault>)
                return std::type_identity<crossing_state<fault>>();
            else
                return std::type_identity<
                    typename crossing_members<crossing_state<no_fault, T, Seen...>, members_of<T>>::type>();
        } else if constexpr (kind_of<T> == kind::variant) {
            using within = typename crossing_elements<at_alternative<Place>, state, elements_of<T>>::type;
            if constexpr (std::is_same_v<typename within::fault, no_fault> && has_tags_alike<T>)
                return std::type_identity<crossing_state<tags_alike<T>>>();
            else
                return std::type_identity<within>();
        } else if constexpr (kind_of<T> == kind::custom) {
            return std::type_identity<typename crossing<at_element<Place>, wire_form<T>, state>::type>();
        } else {
            return std::type_identity<typename crossing_elements<at_element<Place>, state, elements_of<T>>::type>();
        }
    }
    using type = typename decltype(find())::type;
};

// The alternative of a variant that stands for nothing.
template <class Place, class Fault, class... Seen>
struct crossing<at_alternative<Place>, std::monostate, crossing_state<Fault, Seen...>> {
    using type = crossing_state<Fault, Seen...>;
};

// The first fault of several types, no_fault if all can cross.
template <class... T>
using first_fault = typename crossing_all<at_top, crossing_state<no_fault>, T...>::type::fault;

template <class... T>
inline constexpr bool crosses = std::is_same_v<first_fault<T...>, no_fault>;

} // namespace yonder::codec

#endif
