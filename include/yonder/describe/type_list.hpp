// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_DESCRIBE_TYPE_LIST_HPP
#define YONDER_DESCRIBE_TYPE_LIST_HPP

#include <algorithm>
#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace yonder::describe {

template <class... T>
struct type_list {
    static constexpr std::size_t size = sizeof...(T);
};

// What looks through a list does not walk it, as lists are as long as interfaces are: each place is a base class of its
// own, which a compiler finds without making further types.
template <std::size_t Index, class T>
struct place {
    using type = T;
    static constexpr std::size_t index = Index;
};

template <class Indices, class... T>
struct places;
template <std::size_t... Index, class... T>
struct places<std::index_sequence<Index...>, T...> : place<Index, T>... {};

template <class List>
struct places_of;
template <class... T>
struct places_of<type_list<T...>> {
    using type = places<std::make_index_sequence<sizeof...(T)>, T...>;
};

template <std::size_t Index, class T>
place<Index, T> find_index(place<Index, T>*);
template <class T, std::size_t Index>
place<Index, T> find_type(place<Index, T>*);

// The type at a place.
template <std::size_t Index, class List>
using type_at = decltype(find_index<Index>(static_cast<typename places_of<List>::type*>(nullptr)));

// The place of T in a list that has it once.
template <class T, class List>
inline constexpr std::size_t index_of =
    decltype(find_type<T>(static_cast<typename places_of<List>::type*>(nullptr)))::index;

// Of lists that have no type in common.
template <class... T, class... U>
type_list<T..., U...> append(type_list<T...>, type_list<U...>);

template <class... T>
struct set : std::type_identity<T>... {};

// The first list, and what the second has besides. Neither has a type twice.
template <class... T, class... U>
constexpr auto join(type_list<T...>, type_list<U...>) {
    constexpr std::array<bool, sizeof...(U)> is_new{!std::is_base_of_v<std::type_identity<U>, set<T...>>...};
    constexpr auto count = static_cast<std::size_t>(std::ranges::count(is_new, true));
    constexpr auto chosen = [&] {
        std::array<std::size_t, count> indices{};
        std::size_t at = 0;
        for (std::size_t i = 0; i < is_new.size(); ++i)
            if (is_new[i])
                indices[at++] = i;
        return indices;
    }();
    return [&]<std::size_t... Index>(std::index_sequence<Index...>) {
        return type_list<T..., typename type_at<chosen[Index], type_list<U...>>::type...>();
    }
    (std::make_index_sequence<count>());
}
template <class... T>
constexpr auto join(type_list<T...> list, type_list<>) {
    return list;
}
template <class... U>
requires(sizeof...(U) > 0) constexpr auto join(type_list<>, type_list<U...> list) { return list; }

// The union of lists, in order; what comes twice (through a virtual base, say) stands once.
template <class... List>
struct joined {
    using type = type_list<>;
};
template <class List>
struct joined<List> {
    using type = List;
};
template <class List, class Other, class... Rest>
struct joined<List, Other, Rest...> : joined<decltype(join(List(), Other())), Rest...> {};

} // namespace yonder::describe

#endif
