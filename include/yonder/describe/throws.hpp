// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_DESCRIBE_THROWS_HPP
#define YONDER_DESCRIBE_THROWS_HPP

#include <yonder/describe/annotation.hpp>
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
    }

#define YONDER_THROWN(I, INDEX, ENTRY) YONDER_THROWN_I(YONDER_THROWN_PARSE(ENTRY))
#define YONDER_THROWN_I(...) YONDER_THROWN_II(__VA_ARGS__)
#define YONDER_THROWN_II(form, entry, exception) YONDER_THROWN_##form(entry, exception)
#define YONDER_THROWN_plain(entry, exception) , ::yonder::describe::thrown<exception>
#define YONDER_THROWN_coded(entry, nothing)                                                                            \
    , ::yonder::describe::thrown<YONDER_PP_UNWRAP(YONDER_PP_HEAD entry),                                               \
                                 ::yonder::code::YONDER_PP_UNWRAP(YONDER_PP_TAIL entry)>
#define YONDER_THROWN_PARSE(x) YONDER_PP_JOIN(YONDER_THROWN_PARSE_, YONDER_THROWN_MARK x)
#define YONDER_THROWN_MARK(...) coded, (__VA_ARGS__),
#define YONDER_THROWN_PARSE_YONDER_THROWN_MARK plain, ~,
#define YONDER_THROWN_PARSE_coded coded

#endif
