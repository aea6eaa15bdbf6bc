// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_DESCRIBE_METHODS_HPP
#define YONDER_DESCRIBE_METHODS_HPP

#include <yonder/describe/interface.hpp>
#include <yonder/describe/throws.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace yonder {

// I has a YONDER_INTERFACE of its own. A class that implements a described interface is not described by that.
template <class I>
concept described_interface = requires(I** type) {
    yonder_interface(type);
};

// The class that fails names the interface.
template <class I, bool IsDescribed = described_interface<I>>
struct undescribed {
    static_assert(IsDescribed, "this interface is not described, so it can only be bound to an object of this "
                               "process: write YONDER_INTERFACE(I, (Bases), (method, parameter...)...) beside it");
    static constexpr bool value = true;
};

namespace describe {

template <class I>
using interface_text_of = decltype(yonder_interface(static_cast<I**>(nullptr)));

template <class T, class List>
inline constexpr bool contains = false;
template <class T, class... U>
inline constexpr bool contains<T, type_list<U...>> = (std::is_same_v<T, U> || ...);

// The place of T in a list that has it.
template <class T, class List>
inline constexpr std::size_t index_of = 0;
template <class T, class First, class... Rest>
inline constexpr std::size_t index_of<T, type_list<First, Rest...>> =
    std::is_same_v<T, First> ? 0 : 1 + index_of<T, type_list<Rest...>>;

// The union of lists, in order; what comes twice (through a virtual base, say) stands once.
template <class List, class... Lists>
struct joined {
    using type = List;
};
template <class... T, class... Rest>
struct joined<type_list<T...>, type_list<>, Rest...> : joined<type_list<T...>, Rest...> {};
template <class... T, class First, class... Tail, class... Rest>
struct joined<type_list<T...>, type_list<First, Tail...>, Rest...>
    : joined<std::conditional_t<contains<First, type_list<T...>>, type_list<T...>, type_list<T..., First>>,
             type_list<Tail...>, Rest...> {};

template <class I, class Bases, class Indices>
struct methods;
template <class I, class... Bases, std::size_t... Index>
struct methods<I, type_list<Bases...>, std::index_sequence<Index...>> {
    static_assert((described_interface<Bases> && ...),
                  "each base in YONDER_INTERFACE must be a described interface itself");
    using type = type_list<method<I, Index>...>;
    using all = typename joined<type_list<>,
                                typename methods<Bases, typename interface_text_of<Bases>::bases,
                                                 std::make_index_sequence<interface_text_of<Bases>::count>>::all...,
                                type>::type;
    using throws =
        typename joined<type_list<>, decltype(declared_throws<I>()),
                        typename methods<Bases, typename interface_text_of<Bases>::bases,
                                         std::make_index_sequence<interface_text_of<Bases>::count>>::throws...>::type;
};

template <class I>
using methods_instance =
    methods<I, typename interface_text_of<I>::bases, std::make_index_sequence<interface_text_of<I>::count>>;

// type_list<method<...>...>: all methods of I, those of its bases first, each once. A method's place in this list is
// its number in the dispatch table.
template <class I>
using methods_of = typename methods_instance<I>::all;

// type_list<thrown<...>...>: what I and its bases declare to throw, the derived interface's own first.
template <class I>
using throws_of = typename methods_instance<I>::throws;

} // namespace describe
} // namespace yonder

#endif
