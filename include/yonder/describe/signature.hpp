// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_DESCRIBE_SIGNATURE_HPP
#define YONDER_DESCRIBE_SIGNATURE_HPP

#include <yonder/describe/type_list.hpp>

#include <cstddef>
#include <type_traits>

namespace yonder {

// Declared here because a contract may name them as a result; defined on the call floor.
template <class T>
class future;
template <class T>
class stream;
template <class T>
class result;
template <class... Cases>
class outcome;

namespace describe {

template <class Class, class Signature>
using member_pointer = Signature Class::*;

// The parts of a pointer to a method: the class that declares it, what it returns, what it takes, how it is qualified.
// Class: the class named in the pointer's type, a base of the interface if the method is inherited.
template <class Pointer>
struct signature {
    static constexpr bool is_known = false; // volatile, or with arguments that it does not name
};

template <class Class, class Result, bool Const, bool Lvalue, bool Rvalue, bool Noexcept, class... Parameters>
struct signature_parts {
    static constexpr bool is_known = true;
    using class_type = Class;
    using result_type = Result;
    using parameters = type_list<Parameters...>;
    static constexpr std::size_t arity = sizeof...(Parameters);
    static constexpr bool is_const = Const;
    static constexpr bool is_lvalue_qualified = Lvalue;
    static constexpr bool is_rvalue_qualified = Rvalue;
    static constexpr bool is_noexcept = Noexcept;
};

template <class R, class C, class... A, bool N>
struct signature<R (C::*)(A...) noexcept(N)> : signature_parts<C, R, false, false, false, N, A...> {};
template <class R, class C, class... A, bool N>
struct signature<R (C::*)(A...) const noexcept(N)> : signature_parts<C, R, true, false, false, N, A...> {};
template <class R, class C, class... A, bool N>
struct signature<R (C::*)(A...)& noexcept(N)> : signature_parts<C, R, false, true, false, N, A...> {};
template <class R, class C, class... A, bool N>
struct signature<R (C::*)(A...) const& noexcept(N)> : signature_parts<C, R, true, true, false, N, A...> {};
template <class R, class C, class... A, bool N>
struct signature<R (C::*)(A...)&& noexcept(N)> : signature_parts<C, R, false, false, true, N, A...> {};
template <class R, class C, class... A, bool N>
struct signature<R (C::*)(A...) const&& noexcept(N)> : signature_parts<C, R, true, false, true, N, A...> {};

// A call that goes on after the method has returned.
template <class Result>
inline constexpr bool is_deferred = false;
template <class T>
inline constexpr bool is_deferred<future<T>> = true;
template <class T>
inline constexpr bool is_deferred<stream<T>> = true;

// A result that can say "it failed" without an exception.
template <class Result>
inline constexpr bool carries_failure = is_deferred<Result>;
template <class T>
inline constexpr bool carries_failure<result<T>> = true;

} // namespace describe
} // namespace yonder

#endif
