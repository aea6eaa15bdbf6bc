// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_DESCRIBE_INTERFACE_HPP
#define YONDER_DESCRIBE_INTERFACE_HPP
#pragma GCC system_header

#include <yonder/describe/check.hpp>
#include <yonder/describe/method.hpp>
#include <yonder/describe/override.hpp>
#include <yonder/describe/preprocessor.hpp>

#include <boost/describe/class.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace yonder::describe {

// What YONDER_INTERFACE writes down for the interface itself.
template <std::size_t Count, class... Bases>
struct interface_text {
    static constexpr std::size_t count = Count;
    using bases = type_list<Bases...>;
    std::string_view file;
};

} // namespace yonder::describe

// YONDER_INTERFACE(I, (Bases), (method, parameter...)...) describes the abstract class I at namespace scope, beside it.
// Bases are described interfaces. Signatures are deduced from &I::method; an overload is named by its signature,
// `((R (Args...) const) name, parameter...)`, and needs a wire_name of its own. At most 52 methods, as in
// Boost.Describe; I becomes a described class there too.
#define YONDER_INTERFACE(I, BASES, ...)                                                                                \
    YONDER_PP_JOIN(YONDER_INTERFACE_, YONDER_PP_SIZE(__VA_ARGS__))                                                     \
    (I, BASES, YONDER_PP_COUNT(__VA_ARGS__) __VA_OPT__(, ) __VA_ARGS__) static_assert(                                 \
        ::yonder::describe::accept<                                                                                    \
            ::yonder::describe::fault_of<I, yonder_method_count(static_cast<I**>(nullptr))>>::value);

#define YONDER_INTERFACE_many(I, BASES, COUNT, ...)                                                                    \
    constexpr ::std::size_t yonder_method_count(I**) { return static_cast<::std::size_t>(-1); }

#define YONDER_INTERFACE_few(I, BASES, COUNT, ...)                                                                     \
    BOOST_DESCRIBE_STRUCT(I, BASES, YONDER_MEMBERS(__VA_ARGS__))                                                       \
    constexpr ::std::size_t yonder_method_count(I**) { return COUNT; }                                                 \
    [[maybe_unused]] constexpr auto yonder_interface(I**) noexcept {                                                   \
        return ::yonder::describe::interface_text<COUNT YONDER_BASES BASES>{__FILE__};                                 \
    }                                                                                                                  \
    YONDER_PP_EACH(YONDER_METHOD, I, COUNT __VA_OPT__(, ) __VA_ARGS__)

#define YONDER_BASES(...) __VA_OPT__(, ) __VA_ARGS__

// The list of Boost.Describe: (a, b, (signature) c)
#define YONDER_MEMBERS(...) (__VA_OPT__(YONDER_MEMBERS_I(__VA_ARGS__)))
#define YONDER_MEMBERS_I(FIRST, ...)                                                                                   \
    YONDER_PP_HEAD FIRST __VA_OPT__(YONDER_PP_EACH(YONDER_MEMBER, ~, YONDER_PP_COUNT(__VA_ARGS__), __VA_ARGS__))
#define YONDER_MEMBER(data, index, ENTRY) , YONDER_PP_HEAD ENTRY

#define YONDER_METHOD(I, INDEX, ENTRY)                                                                                 \
    YONDER_METHOD_I(I, INDEX, YONDER_PP_NAME(YONDER_PP_HEAD ENTRY), (YONDER_PP_POINTER(I, YONDER_PP_HEAD ENTRY)),      \
                    YONDER_PP_COUNT(YONDER_PP_TAIL ENTRY), YONDER_PP_TAIL ENTRY)
#define YONDER_METHOD_I(...) YONDER_METHOD_II(__VA_ARGS__)
#define YONDER_METHOD_II(I, INDEX, NAME, POINTER, COUNT, ...)                                                          \
    [[maybe_unused]] constexpr auto yonder_method(I**, ::yonder::describe::index<INDEX>) noexcept {                    \
        return ::yonder::describe::method_text<POINTER, COUNT>{#NAME,                                                  \
                                                               ::yonder::describe::split_names<COUNT>(#__VA_ARGS__)};  \
    }                                                                                                                  \
    [[maybe_unused]] constexpr auto yonder_parameters(I**, ::yonder::describe::index<INDEX>) noexcept {                \
        YONDER_PP_PARAMETERS(YONDER_PARAMETER, ~, COUNT __VA_OPT__(, ) __VA_ARGS__)                                    \
        return ::yonder::describe::type_list<__VA_ARGS__>();                                                           \
    }                                                                                                                  \
    YONDER_OVERRIDES(I, INDEX, NAME)                                                                                   \
    YONDER_FACADE(I, INDEX, NAME)

// A type that carries a parameter's name into a message of the compiler.
#define YONDER_PARAMETER(data, INDEX, PARAMETER) struct PARAMETER;

#endif
