// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_CROSSING_HPP
#define YONDER_RPC_CROSSING_HPP

#include <yonder/codec/refusal.hpp>
#include <yonder/describe/methods.hpp>
#include <yonder/proxy/method_table.hpp>
#include <yonder/rpc/stored.hpp>

#include <cstddef>
#include <span>
#include <type_traits>

// Whether all types that an interface mentions can cross, asked before anything is instantiated for it.

namespace yonder::rpc {

template <class T>
struct crossing_value {
    using type = T;
};
template <>
struct crossing_value<void> {
    using type = bool;
};

// Without the yonder::result around it.
template <class T>
struct crossing_answer : crossing_value<T> {};
template <class T>
struct crossing_answer<result<T>> : crossing_value<T> {};

// One future or stream is what a method returns, and does not cross itself. Another within it is left, to be refused.
template <class T>
struct crossing_result : crossing_answer<T> {};
template <class T>
struct crossing_result<future<T>> : crossing_answer<T> {};
template <class T>
struct crossing_result<stream<T>> : crossing_answer<T> {};

// What is read for a parameter; a span that cannot be, as it is.
template <class Parameter>
struct crossing_parameter {
    using type = stored_t<Parameter>;
};
template <class T, std::size_t Extent>
requires(!codec::is_byte<T>) struct crossing_parameter<std::span<T const, Extent>> {
    using type = std::span<T const, Extent>;
};

template <class T>
inline constexpr std::size_t streams_in = 0;
template <class T>
inline constexpr std::size_t streams_in<stream<T>> = 1;

template <class State, class Method, class Parameters = typename Method::parameters>
struct method_crossing;
template <class State, class Method, class... P>
struct method_crossing<State, Method, describe::type_list<P...>> {
    // All of them are made while reading, and nothing else owns what they show.
    using each = typename codec::crossing_all<codec::at_element<codec::at_top>, State,
                                              typename crossing_parameter<std::remove_cvref_t<P>>::type...,
                                              typename crossing_result<typename Method::result_type>::type>::type;
    static constexpr bool is_streamed_twice = (streams_in<std::remove_cvref_t<P>> + ... + 0) > 1;
    using type = std::conditional_t<is_streamed_twice, codec::crossing_state<codec::streamed_twice>, each>;
};

template <class State, class... Method>
struct interface_crossing {
    using fault = codec::no_fault;
};
template <class State, class First, class... Rest>
struct interface_crossing<State, First, Rest...> {
    using after = typename method_crossing<State, First>::type;

    static constexpr auto find() {
        if constexpr (std::is_same_v<typename after::fault, codec::no_fault>)
            return std::type_identity<typename interface_crossing<after, Rest...>::fault>();
        else
            return std::type_identity<codec::in_method<First::pointer, typename after::fault>>();
    }
    using fault = typename decltype(find())::type;
};

template <class Methods, class Throws>
struct fault_in_lists;
template <class... Method, class... Thrown>
struct fault_in_lists<describe::type_list<Method...>, describe::type_list<Thrown...>> {
    using in_methods = typename interface_crossing<codec::crossing_state<codec::no_fault>, Method...>::fault;
    using type = std::conditional_t<std::is_same_v<in_methods, codec::no_fault>,
                                    codec::first_fault<typename Thrown::type...>, in_methods>;
};

// in_method<&I::method, fault>, methods_alike<&I::method, &I::other>, or no_fault. An interface that is not described
// has none, as it is never sent anywhere.
template <class I>
constexpr auto find_interface_fault() {
    if constexpr (!described_interface<I> || describe::is_refused<I>)
        return std::type_identity<codec::no_fault>();
    else if constexpr (!proxy::method_table<I>::is_unambiguous())
        return describe::find_methods_alike(describe::methods_of<I>());
    else
        return std::type_identity<typename fault_in_lists<describe::methods_of<I>, describe::throws_of<I>>::type>();
}
template <class I>
using interface_fault = typename decltype(find_interface_fault<I>())::type;

template <class I>
inline constexpr bool interface_crosses =
    std::is_same_v<interface_fault<I>, codec::no_fault> && !describe::is_refused<I>;

// The first method that is noexcept and has no other way to say that the network failed.
template <auto Method>
struct noexcept_method;

template <class... Method>
struct noexcept_among {
    using type = codec::no_fault;
};
template <class First, class... Rest>
struct noexcept_among<First, Rest...> {
    static constexpr bool is_one = First::parts::is_noexcept && !describe::carries_failure<typename First::result_type>;
    using type = typename std::conditional_t<is_one, std::type_identity<noexcept_method<First::pointer>>,
                                             noexcept_among<Rest...>>::type;
};
template <class List>
struct noexcept_in;
template <class... Method>
struct noexcept_in<describe::type_list<Method...>> : noexcept_among<Method...> {};

template <class I>
constexpr auto find_noexcept_fault() {
    if constexpr (describe::is_refused<I>)
        return std::type_identity<codec::no_fault>();
    else
        return std::type_identity<typename noexcept_in<describe::methods_of<I>>::type>();
}
template <class I>
using noexcept_fault = typename decltype(find_noexcept_fault<I>())::type;

template <class I>
inline constexpr bool can_be_remote = std::is_same_v<noexcept_fault<I>, codec::no_fault>;

template <class Fault>
struct refuse_remote {
    static_assert(std::is_same_v<Fault, codec::no_fault>,
                  "a method is noexcept, so it could not say that the network failed: drop the noexcept, or return a "
                  "yonder::result; as it is, the interface can only be bound to an object of this process");
    static constexpr bool value = true;
};

} // namespace yonder::rpc

#endif
