// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_DESCRIBE_THROWS_HPP
#define YONDER_DESCRIBE_THROWS_HPP

#include <yonder/describe/annotation.hpp>
#include <yonder/describe/check.hpp>
#include <yonder/describe/code.hpp>
#include <yonder/describe/preprocessor.hpp>
#include <yonder/describe/signature.hpp>

namespace yonder::describe {

// One exception that the methods of an interface throw on purpose, and the code that stands for it on the wire.
template <class Exception, code Code = code::failed_precondition>
struct thrown {
    using type = Exception;
    static constexpr code value = Code;
};

// type_list<thrown<...>...> of an interface itself, without its bases.
template <class Interface>
constexpr auto declared_throws() {
    if constexpr (requires { yonder_throws(static_cast<Interface**>(nullptr)); })
        return yonder_throws(static_cast<Interface**>(nullptr));
    else
        return type_list<>();
}

// The macro writes thrown<E> or thrown<E, code>, each with a comma before it.
template <class Ignored, class... Thrown>
using thrown_list = type_list<Thrown...>;

// What is wrong with it; the first of these.
template <class I, class Exception>
struct code_fault;
template <class I, class Type>
struct thrown_fault;
template <class I, class Exception>
struct thrown_twice_fault;

template <class I, class... Thrown>
constexpr auto find_thrown_twice() {
    if constexpr (is_repeated<typename Thrown::type...>)
        return std::type_identity<
            thrown_twice_fault<I, typename decltype(find_repeated<typename Thrown::type...>())::type>>();
    else
        return std::type_identity<no_fault>();
}
template <class I, class... Thrown>
constexpr auto find_throws_fault(type_list<Thrown...>) {
    return std::type_identity<typename first_of<
        std::conditional_t<
            !std::is_class_v<typename Thrown::type>, thrown_fault<I, typename Thrown::type>,
            std::conditional_t<Thrown::value == code(), code_fault<I, typename Thrown::type>, no_fault>>...,
        typename decltype(find_thrown_twice<I, Thrown...>())::type>::type>();
}
template <class I>
using throws_fault_of = typename decltype(find_throws_fault<I>(declared_throws<I>()))::type;

template <class I, class Exception>
struct accept<code_fault<I, Exception>> : accept<no_fault> {
    static_assert(never<accept>, "YONDER_THROWS gives an exception a code that there is not: write "
                                 "(Exception, not_found), with one of the words of yonder::code");
};
template <class I, class Type>
struct accept<thrown_fault<I, Type>> : accept<no_fault> {
    static_assert(never<accept>, "YONDER_THROWS lists a type that is no struct: what crosses as an exception is a "
                                 "struct described with BOOST_DESCRIBE_STRUCT");
};
template <class I, class Exception>
struct accept<thrown_twice_fault<I, Exception>> : accept<no_fault> {
    static_assert(never<accept>, "YONDER_THROWS lists an exception twice, and one code stands for it: drop one");
};

} // namespace yonder::describe

// YONDER_THROWS(Interface, Exception, (Exception, code)...): the described structs that methods of Interface throw. A
// remote caller catches them by the same C++ type with the same data. The code is failed_precondition unless given.
// Stands below YONDER_INTERFACE in the same header. What is not declared reaches a remote caller as
// yonder::remote_error, its text hidden.
#define YONDER_THROWS(I, ...)                                                                                          \
    static_assert(::yonder::describe::is_annotated_in<I>(__FILE__),                                                    \
                  "YONDER_THROWS(" #I ", ...) must stand in the same header as YONDER_INTERFACE(" #I ", ...)");        \
    [[maybe_unused]] constexpr auto yonder_throws(I**) {                                                               \
        return ::yonder::describe::thrown_list<void YONDER_PP_EACH(YONDER_THROWN, I, YONDER_PP_COUNT(__VA_ARGS__),     \
                                                                   __VA_ARGS__)>();                                    \
    }                                                                                                                  \
    static_assert(::yonder::describe::accept<::yonder::describe::throws_fault_of<I>>::value);

#define YONDER_THROWN(I, INDEX, ENTRY) YONDER_THROWN_I(YONDER_THROWN_PARSE(ENTRY))
#define YONDER_THROWN_I(...) YONDER_THROWN_II(__VA_ARGS__)
#define YONDER_THROWN_II(form, entry, exception) YONDER_THROWN_##form(entry, exception)
#define YONDER_THROWN_plain(entry, exception) , ::yonder::describe::thrown<exception>
#define YONDER_THROWN_coded(entry, nothing)                                                                            \
    , ::yonder::describe::thrown<YONDER_PP_UNWRAP(YONDER_PP_HEAD entry),                                               \
                                 ::yonder::describe::code_of(YONDER_PP_TEXT(YONDER_PP_TAIL entry))>
#define YONDER_THROWN_PARSE(x) YONDER_PP_JOIN(YONDER_THROWN_PARSE_, YONDER_THROWN_MARK x)
#define YONDER_THROWN_MARK(...) coded, (__VA_ARGS__),
#define YONDER_THROWN_PARSE_YONDER_THROWN_MARK plain, ~,
#define YONDER_THROWN_PARSE_coded coded

#endif
