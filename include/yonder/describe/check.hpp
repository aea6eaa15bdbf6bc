// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_DESCRIBE_CHECK_HPP
#define YONDER_DESCRIBE_CHECK_HPP

#include <yonder/describe/method.hpp>
#include <yonder/describe/signature.hpp>

#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

// What YONDER_INTERFACE refuses. The first fault is found quietly, as a type whose arguments name the method and the
// parameter; then one static_assert says what to do about it. Compilers print the type, so the message is short on
// every one of them.

namespace yonder::describe {

struct no_fault;
template <class Interface>
struct destructor_fault;
template <class Interface>
struct count_fault;
template <auto Method, class... Names>
struct names_fault;
template <auto Method>
struct result_fault;
template <auto Method>
struct qualifier_fault;
template <auto Method, class Parameter>
struct reference_fault;
template <auto Method, class Parameter>
struct lifetime_fault;

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

template <auto Method, class Parts, class... Types, class... Names>
constexpr auto find_method_fault(type_list<Types...>, type_list<Names...>) {
    if constexpr (std::is_reference_v<typename Parts::result_type>)
        return std::type_identity<result_fault<Method>>();
    else if constexpr (Parts::is_rvalue_qualified)
        return std::type_identity<qualifier_fault<Method>>();
    else if constexpr (sizeof...(Types) != sizeof...(Names))
        return std::type_identity<names_fault<Method, Names...>>();
    else
        return std::type_identity<typename first_of<
            parameter_fault_of<Method, is_deferred<typename Parts::result_type>, Types, Names>...>::type>();
}

template <class I, std::size_t Index>
constexpr auto method_fault() {
    constexpr auto pointer = method<I, Index>::pointer;
    using parts = signature<std::remove_cv_t<decltype(pointer)>>;
    using names = decltype(yonder_parameters(static_cast<I**>(nullptr), index<Index>()));
    return find_method_fault<pointer, parts>(typename parts::parameters(), names());
}

template <class I, std::size_t... Index>
constexpr auto find_fault(std::index_sequence<Index...>) {
    if constexpr (!std::has_virtual_destructor_v<I> || !std::is_destructible_v<I>)
        return std::type_identity<destructor_fault<I>>();
    else
        return std::type_identity<typename first_of<typename decltype(method_fault<I, Index>())::type...>::type>();
}

// `Count`: the number of methods, or std::size_t(-1) for too many.
template <class I, std::size_t Count>
constexpr auto find_fault() {
    if constexpr (Count == static_cast<std::size_t>(-1))
        return std::type_identity<count_fault<I>>();
    else
        return find_fault<I>(std::make_index_sequence<Count>());
}

template <class I, std::size_t Count>
using fault_of = typename decltype(find_fault<I, Count>())::type;

template <class T>
inline constexpr bool never = false;

template <class Fault>
struct accept;
template <>
struct accept<no_fault> {
    static constexpr bool value = true;
};
template <class I>
struct accept<destructor_fault<I>> : accept<no_fault> {
    static_assert(never<I>, "an interface needs a public virtual destructor: add `virtual ~Name() = default;`");
};
template <class I>
struct accept<count_fault<I>> : accept<no_fault> {
    static_assert(never<I>,
                  "YONDER_INTERFACE lists more than 52 methods, which is what one list of Boost.Describe holds: move "
                  "some to a base interface and name it in the list of bases");
};
template <auto Method, class... Names>
struct accept<names_fault<Method, Names...>> : accept<no_fault> {
    static_assert(never<accept>,
                  "YONDER_INTERFACE must name each parameter of a method: (method, a name for each parameter)");
};
template <auto Method>
struct accept<result_fault<Method>> : accept<no_fault> {
    static_assert(never<accept>, "a method returns a reference, which cannot cross to another process: return a value");
};
template <auto Method>
struct accept<qualifier_fault<Method>> : accept<no_fault> {
    static_assert(never<accept>, "a method is qualified with &&, but a proxy is called many times: drop the &&");
};
template <auto Method, class Parameter>
struct accept<reference_fault<Method, Parameter>> : accept<no_fault> {
    static_assert(never<accept>,
                  "a parameter is a reference that is not const, so a remote peer could not write to it: take it "
                  "by value or by const&, and return what changes");
};
template <auto Method, class Parameter>
struct accept<lifetime_fault<Method, Parameter>> : accept<no_fault> {
    static_assert(never<accept>,
                  "a parameter is a reference or a view in a method that returns a future or a stream, which "
                  "would outlive it: take it by value");
};

} // namespace yonder::describe

#endif
