// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_DESCRIBE_METHODS_HPP
#define YONDER_DESCRIBE_METHODS_HPP

#include <yonder/describe/interface.hpp>
#include <yonder/describe/throws.hpp>
#include <yonder/describe/word.hpp>

#include <array>
#include <cstddef>
#include <string_view>
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

// Whether YONDER_INTERFACE refused its description of I or of a base. That has been said, so whoever would use I keeps
// quiet, for one message to be all that the user sees.
template <class I>
inline constexpr bool is_refused = false;
template <described_interface I>
inline constexpr bool is_refused<I> = !is_sound<I>();

template <class I, class Bases, class Indices>
struct methods;
template <class I, class... Bases, std::size_t... Index>
struct methods<I, type_list<Bases...>, std::index_sequence<Index...>> {
    template <class Base>
    using of_base = methods<Base, typename interface_text_of<Base>::bases,
                            std::make_index_sequence<interface_text_of<Base>::count>>;
    using inherited = typename joined<typename of_base<Bases>::all...>::type;

    using type = type_list<method<I, Index>...>;
    using all = decltype(append(inherited(), type()));
    using throws = typename joined<decltype(declared_throws<I>()), typename of_base<Bases>::throws...>::type;
};

template <class I>
using methods_instance =
    methods<I, typename interface_text_of<I>::bases, std::make_index_sequence<interface_text_of<I>::count>>;

// type_list<method<...>...>: all methods of I, those of its bases first, each once. A method's place in this list is
// its number in the dispatch table.
template <class I>
using methods_of = typename methods_instance<I>::all;

template <auto Pointer>
struct pointer_constant;

// The method of I that `Pointer` points at: its place in methods_of<I>, or the size of that.
template <auto Pointer, class... Method>
constexpr std::size_t number_of(type_list<Method...>) {
    std::size_t number = 0;
    // As types: comparing pointers to virtual methods has no result that is specified.
    static_cast<void>(
        ((std::is_same_v<pointer_constant<Pointer>, pointer_constant<Method::pointer>> || !++number) || ...));
    return number;
}

// type_list<thrown<...>...>: what I and its bases declare to throw, the derived interface's own first.
template <class I>
using throws_of = typename methods_instance<I>::throws;

// methods_alike of the first two of them that have the same name on the wire, of an interface that has such.
template <class... Method>
constexpr auto find_methods_alike(type_list<Method...>) {
    constexpr auto pair = [] {
        std::array<std::string_view, sizeof...(Method)> const names{Method::wire_name()...};
        std::array<std::size_t, 2> found{0, 1};
        while (names[found[0]] != names[found[1]])
            if (++found[1] == names.size())
                found = {found[0] + 1, found[0] + 2};
        return found;
    }();
    return std::type_identity<methods_alike<type_at<pair[0], type_list<Method...>>::type::pointer,
                                            type_at<pair[1], type_list<Method...>>::type::pointer>>();
}

// Whether each word of a list with commas is one of `names`, and there is one.
template <class Names>
constexpr bool are_among(std::string_view listed, Names const& names) {
    return all_words(listed, [&](std::string_view word) {
        for (std::string_view const name : names) {
            if (name == word)
                return true;
        }
        return false;
    });
}

// Looks at no more of an interface than its own methods' names, as what is said of it is not all there yet.
template <class C, auto Pointer, std::size_t... Index>
constexpr bool are_parameters(std::string_view listed, std::index_sequence<Index...>) {
    return ((std::is_same_v<pointer_constant<pointer_of<C, Index>::value>, pointer_constant<Pointer>> &&
             are_among(listed, yonder_method(static_cast<C**>(nullptr), index<Index>{}).parameters)) ||
            ...);
}

// Whether an annotation of a member or method of C may be: see yonder::secret.
template <class C, auto Pointer, class Annotation>
constexpr bool names_its_secret([[maybe_unused]] Annotation const& said) {
    if constexpr (!std::is_same_v<Annotation, secret>)
        return true;
    else if constexpr (described_interface<C>)
        return are_parameters<C, Pointer>(said.parameters, std::make_index_sequence<interface_text_of<C>::count>());
    else
        return said.parameters.empty();
}
template <class C, auto Pointer, class... Annotation>
constexpr bool names_its_secrets(Annotation const&... said) {
    return (names_its_secret<C, Pointer>(said) && ...);
}

} // namespace describe
} // namespace yonder

#endif
