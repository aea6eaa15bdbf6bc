// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_DESCRIBE_FAULT_HPP
#define YONDER_DESCRIBE_FAULT_HPP

#include <yonder/describe/method.hpp>
#include <yonder/describe/signature.hpp>
#include <yonder/describe/virtual.hpp>

#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

// What is wrong with the description of an interface, found quietly, as a type whose arguments name the method and the
// parameter. check.hpp has what is said of it.

namespace yonder::describe {

struct no_fault;
template <class Interface>
struct destructor_fault;
template <class Interface>
struct count_fault;
template <class Interface>
struct bases_fault;
template <class Interface, class Base>
struct base_fault;
template <class Interface, class Base>
struct undescribed_base_fault;
template <class Interface, class... Entry>
struct entry_fault;
template <class Interface, class Name>
struct method_fault;
template <class Interface, class Name>
struct virtual_fault;
template <auto Method>
struct form_fault;
template <auto Method, class... Names>
struct names_fault;
template <auto Method, class Name>
struct repeated_fault;
template <auto Method>
struct result_fault;
template <auto Method>
struct qualifier_fault;
template <auto Method, class Parameter>
struct reference_fault;
template <auto Method, class Parameter>
struct lifetime_fault;

// What YONDER_INTERFACE wrote for a method, as types that carry names into a message: (Method, Parameters...), or an
// entry that is not in parentheses.
template <class Method, class... Parameters>
struct entry {};
template <class... Method>
struct bare_entry {};

// In place of bases that are not in parentheses.
struct bare_bases;

// In place of the number of methods.
inline constexpr std::size_t too_many = static_cast<std::size_t>(-1);

template <class I>
using interface_text_of = decltype(yonder_interface(static_cast<I**>(nullptr)));

template <class T>
inline constexpr bool is_view = false;
template <class C, class Traits>
inline constexpr bool is_view<std::basic_string_view<C, Traits>> = true;
template <class T, std::size_t Extent>
inline constexpr bool is_view<std::span<T, Extent>> = true;

template <class T>
inline constexpr bool is_output =
    std::is_reference_v<T> && !(std::is_lvalue_reference_v<T> && std::is_const_v<std::remove_reference_t<T>>);

template <class... Faults>
struct first_of {
    using type = no_fault;
};
template <class Fault, class... Rest>
struct first_of<Fault, Rest...> {
    using type = Fault;
};
template <class... Rest>
struct first_of<no_fault, Rest...> : first_of<Rest...> {};

template <auto Method, bool Deferred, class Type, class Name>
using parameter_fault_of =
    std::conditional_t<is_output<Type>, reference_fault<Method, Name>,
                       std::conditional_t<Deferred && (std::is_reference_v<Type> || is_view<std::remove_cv_t<Type>>),
                                          lifetime_fault<Method, Name>, no_fault>>;

template <class... Names>
inline constexpr bool is_repeated = false;
template <class First, class Second, class... Rest>
inline constexpr bool is_repeated<First, Second, Rest...> =
    std::is_same_v<First, Second> || (std::is_same_v<First, Rest> || ...) || is_repeated<Second, Rest...>;

template <class First, class... Rest>
constexpr auto find_repeated() {
    if constexpr ((std::is_same_v<First, Rest> || ...))
        return std::type_identity<First>();
    else
        return find_repeated<Rest...>();
}

template <auto Method, class Parts, class... Types, class... Names>
constexpr auto find_signature_fault(type_list<Types...>, type_list<Names...>) {
    if constexpr (std::is_reference_v<typename Parts::result_type>)
        return std::type_identity<result_fault<Method>>();
    else if constexpr (Parts::is_rvalue_qualified)
        return std::type_identity<qualifier_fault<Method>>();
    else if constexpr (sizeof...(Types) != sizeof...(Names))
        return std::type_identity<names_fault<Method, Names...>>();
    else if constexpr (is_repeated<Names...>)
        return std::type_identity<repeated_fault<Method, typename decltype(find_repeated<Names...>())::type>>();
    else
        return std::type_identity<typename first_of<
            parameter_fault_of<Method, is_deferred<typename Parts::result_type>, Types, Names>...>::type>();
}

template <class I, std::size_t Index, class... Name>
constexpr auto find_method_fault(bare_entry<Name...>) {
    return std::type_identity<entry_fault<I, Name...>>();
}
template <class I, std::size_t Index, class Name, class... Names>
constexpr auto find_method_fault(entry<Name, Names...>) {
    if constexpr (requires { typename pointer_of<I, Index>; }) {
        constexpr auto pointer = pointer_of<I, Index>::value;
        using parts = signature<std::remove_cv_t<decltype(pointer)>>;
        if constexpr (is_not_virtual<pointer>())
            return std::type_identity<virtual_fault<I, Name>>();
        else if constexpr (!parts::is_known)
            return std::type_identity<form_fault<pointer>>();
        else
            return find_signature_fault<pointer, parts>(typename parts::parameters(), type_list<Names...>());
    } else {
        return std::type_identity<method_fault<I, Name>>();
    }
}

template <class I, class Base>
constexpr auto find_base_fault() {
    if constexpr (std::is_same_v<Base, bare_bases>)
        return std::type_identity<bases_fault<I>>();
    else if constexpr (!std::is_convertible_v<I*, Base*>)
        return std::type_identity<base_fault<I, Base>>();
    else if constexpr (requires { typename interface_text_of<Base>; })
        return std::type_identity<no_fault>();
    else
        return std::type_identity<undescribed_base_fault<I, Base>>();
}

template <class I, class... Bases, std::size_t... Index>
constexpr auto find_fault(type_list<Bases...>, std::index_sequence<Index...>) {
    if constexpr (!std::has_virtual_destructor_v<I> || !std::is_destructible_v<I>)
        return std::type_identity<destructor_fault<I>>();
    else
        return std::type_identity<typename first_of<typename decltype(find_base_fault<I, Bases>())::type...,
                                                    typename decltype(find_method_fault<I, Index>(yonder_parameters(
                                                        static_cast<I**>(nullptr), index<Index>())))::type...>::type>();
}

template <class I>
constexpr auto find_fault() {
    if constexpr (interface_text_of<I>::count == too_many)
        return std::type_identity<count_fault<I>>();
    else
        return find_fault<I>(typename interface_text_of<I>::bases(),
                             std::make_index_sequence<interface_text_of<I>::count>());
}

template <class I>
using fault_of = typename decltype(find_fault<I>())::type;

// Whether a described interface and its bases are without a fault.
template <class I>
constexpr bool is_sound();
template <class... Bases>
constexpr bool are_sound(type_list<Bases...>) {
    return (is_sound<Bases>() && ...);
}
template <class I>
constexpr bool is_sound() {
    if constexpr (!std::is_same_v<fault_of<I>, no_fault>)
        return false;
    else
        return are_sound(typename interface_text_of<I>::bases());
}

} // namespace yonder::describe

#endif
