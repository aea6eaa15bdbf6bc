// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_CROSSING_HPP
#define YONDER_CODEC_CROSSING_HPP

#include <yonder/codec/kind.hpp>
#include <yonder/codec/members.hpp>
#include <yonder/codec/tag.hpp>

#include <type_traits>

// Whether a type can cross to another process, asked before anything is instantiated for it. The first fault is found
// quietly as a type that names the member; one static_assert then says what to do. Each struct is looked at once, so
// recursive types end.

namespace yonder::codec {

struct no_fault;
template <auto Member, class Type>
struct in_member; // the member of that struct has a type that cannot cross
template <class Type>
struct in_type; // the type itself cannot
template <class Struct>
struct names_alike; // two members differ only by camel case

template <class Variant>
struct tags_alike; // two alternatives have the same name

template <class Fault, class... Seen>
struct crossing_state {
    using fault = Fault;
};

template <class T, class... Seen>
inline constexpr bool is_seen = (std::is_same_v<T, Seen> || ...);

// `Place` makes a fault of the type found: in_type, or in_member with the pointer bound.
struct at_top {
    template <class T>
    using fault = in_type<T>;
};
template <auto Member>
struct at_member {
    template <class T>
    using fault = in_member<Member, T>;
};

template <class Place, class T, class State>
struct crossing;

template <class Place, class State, class... T>
struct crossing_all {
    using type = State;
};
template <class Place, class State, class First, class... Rest>
struct crossing_all<Place, State, First, Rest...>
    : crossing_all<Place, typename crossing<Place, First, State>::type, Rest...> {};

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

// What a type is made of.
template <class T>
struct parts {
    template <class Place, class State>
    using visit = crossing_all<Place, State>;
};
template <template <class...> class Template, class... T>
struct parts<Template<T...>> {
    template <class Place, class State>
    using visit = crossing_all<Place, State, T...>;
};
template <class T, class... Rest>
struct parts<std::vector<T, Rest...>> {
    template <class Place, class State>
    using visit = crossing_all<Place, State, T>;
};
template <class T, class... Rest>
struct parts<std::deque<T, Rest...>> : parts<std::vector<T>> {};
template <class T, class... Rest>
struct parts<std::list<T, Rest...>> : parts<std::vector<T>> {};
template <class T, class... Rest>
struct parts<std::set<T, Rest...>> : parts<std::vector<T>> {};
template <class T, class... Rest>
struct parts<std::unordered_set<T, Rest...>> : parts<std::vector<T>> {};
template <class T, class... Rest>
struct parts<std::unique_ptr<T, Rest...>> : parts<std::vector<T>> {};
template <class K, class V, class... Rest>
struct parts<std::map<K, V, Rest...>> : parts<std::pair<K, V>> {};
template <class K, class V, class... Rest>
struct parts<std::unordered_map<K, V, Rest...>> : parts<std::pair<K, V>> {};
template <class T, std::size_t Size>
struct parts<std::array<T, Size>> : parts<std::vector<T>> {};

template <class T>
inline constexpr bool is_view_type = std::is_same_v<T, std::string_view>;
template <class T, std::size_t Extent>
inline constexpr bool is_view_type<std::span<T, Extent>> = true;

template <class Place, class T, class Fault, class... Seen>
struct crossing<Place, T, crossing_state<Fault, Seen...>> {
    using state = crossing_state<Fault, Seen...>;

    static constexpr auto find() {
        if constexpr (!std::is_same_v<Fault, no_fault>) {
            return std::type_identity<state>();
        } else if constexpr (kind_of<T> == kind::none || (is_view_type<T> && !std::is_same_v<Place, at_top>)) {
            return std::type_identity<crossing_state<typename Place::template fault<T>>>();
        } else if constexpr (kind_of<T> == kind::structure) {
            if constexpr (is_seen<T, Seen...>)
                return std::type_identity<state>();
            else if constexpr (has_names_alike(member_list<members_of<T>>::names))
                return std::type_identity<crossing_state<names_alike<T>>>();
            else
                return std::type_identity<
                    typename crossing_members<crossing_state<no_fault, T, Seen...>, members_of<T>>::type>();
        } else if constexpr (kind_of<T> == kind::variant && has_tags_alike<T>) {
            return std::type_identity<crossing_state<tags_alike<T>>>();
        } else if constexpr (kind_of<T> == kind::custom) {
            return std::type_identity<typename crossing<Place, wire_form<T>, state>::type>();
        } else if constexpr (kind_of<T> == kind::sequence || kind_of<T> == kind::array || kind_of<T> == kind::set ||
                             kind_of<T> == kind::map || kind_of<T> == kind::tuple || kind_of<T> == kind::variant ||
                             kind_of<T> == kind::optional || kind_of<T> == kind::pointer) {
            return std::type_identity<typename parts<T>::template visit<Place, state>::type>();
        } else {
            return std::type_identity<state>();
        }
    }
    using type = typename decltype(find())::type;
};

// The alternative of a variant that stands for nothing.
template <class Place, class Fault, class... Seen>
struct crossing<Place, std::monostate, crossing_state<Fault, Seen...>> {
    using type = crossing_state<Fault, Seen...>;
};

// The first fault of several types, no_fault if all can cross.
template <class... T>
using first_fault = typename crossing_all<at_top, crossing_state<no_fault>, T...>::type::fault;

template <class... T>
inline constexpr bool crosses = std::is_same_v<first_fault<T...>, no_fault>;

} // namespace yonder::codec

#endif
