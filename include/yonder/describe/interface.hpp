// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_DESCRIBE_INTERFACE_HPP
#define YONDER_DESCRIBE_INTERFACE_HPP
#pragma GCC system_header

#include <yonder/describe/boost_class.hpp>
#include <yonder/describe/check.hpp>
#include <yonder/describe/method.hpp>
#include <yonder/describe/override.hpp>
#include <yonder/describe/preprocessor.hpp>

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
        ::yonder::describe::accept<::yonder::describe::fault_of<I>>::value);

#define YONDER_INTERFACE_many(I, BASES, COUNT, ...)                                                                    \
    [[maybe_unused]] constexpr auto yonder_interface(I**) noexcept {                                                   \
        return ::yonder::describe::interface_text<::yonder::describe::too_many>{__FILE__};                             \
    }

#define YONDER_INTERFACE_few(I, BASES, COUNT, ...)                                                                     \
    [[maybe_unused]] constexpr auto yonder_interface(I**) noexcept {                                                   \
        return ::yonder::describe::interface_text<COUNT YONDER_PP_JOIN(YONDER_BASES_, YONDER_PP_ENTRY(BASES))(BASES)>{ \
            __FILE__};                                                                                                 \
    }                                                                                                                  \
    YONDER_BOOST_CLASS(I, COUNT)                                                                                       \
    YONDER_PP_EACH(YONDER_METHOD, I, COUNT __VA_OPT__(, ) __VA_ARGS__)

#define YONDER_BASES_listed(BASES) YONDER_BASES BASES
#define YONDER_BASES_bare(BASES) , ::yonder::describe::bare_bases
#define YONDER_BASES(...) __VA_OPT__(, ) __VA_ARGS__

#define YONDER_METHOD(I, INDEX, ENTRY) YONDER_PP_JOIN(YONDER_METHOD_, YONDER_PP_ENTRY(ENTRY))(I, INDEX, ENTRY)

// An entry without parentheses around it, which check.hpp refuses; or two without a comma between them.
#define YONDER_METHOD_bare(I, INDEX, ENTRY) YONDER_METHOD_bare_I(I, INDEX, YONDER_PP_PARSE(YONDER_PP_NAME(ENTRY)))
#define YONDER_METHOD_bare_I(...) YONDER_METHOD_bare_II(__VA_ARGS__)
#define YONDER_METHOD_bare_II(I, INDEX, form, list, ...)                                                               \
    [[maybe_unused]] constexpr auto yonder_parameters(I**, ::yonder::describe::index<INDEX>) noexcept {                \
        __VA_OPT__(struct __VA_ARGS__;)                                                                                \
        return ::yonder::describe::bare_entry<__VA_ARGS__>();                                                          \
    }

// `YonderInterface` is I, but as a parameter, so that a method that is not there is asked for and not an error.
#define YONDER_METHOD_listed(I, INDEX, ENTRY)                                                                          \
    YONDER_METHOD_I(I, INDEX, YONDER_PP_NAME(YONDER_PP_HEAD ENTRY),                                                    \
                    (YONDER_PP_POINTER(YonderInterface, YONDER_PP_HEAD ENTRY)), YONDER_PP_COUNT(YONDER_PP_TAIL ENTRY), \
                    YONDER_PP_TAIL ENTRY)
#define YONDER_METHOD_I(...) YONDER_METHOD_II(__VA_ARGS__)
#define YONDER_METHOD_II(I, INDEX, NAME, POINTER, COUNT, ...)                                                          \
    [[maybe_unused]] constexpr auto yonder_pointer(I**, ::yonder::describe::index<INDEX>) noexcept {                   \
        return []<class YonderInterface>(YonderInterface**) -> ::yonder::describe::constant<POINTER> { return {}; };   \
    }                                                                                                                  \
    [[maybe_unused]] constexpr auto yonder_method(I**, ::yonder::describe::index<INDEX>) noexcept {                    \
        return ::yonder::describe::method_text<COUNT>{#NAME, ::yonder::describe::split_names<COUNT>(#__VA_ARGS__)};    \
    }                                                                                                                  \
    [[maybe_unused]] constexpr auto yonder_parameters(I**, ::yonder::describe::index<INDEX>) noexcept {                \
        struct NAME;                                                                                                   \
        YONDER_PP_PARAMETERS(YONDER_PARAMETER, ~, COUNT __VA_OPT__(, ) __VA_ARGS__)                                    \
        return ::yonder::describe::entry<NAME __VA_OPT__(, ) __VA_ARGS__>();                                           \
    }                                                                                                                  \
    YONDER_OVERRIDES(I, INDEX, NAME)                                                                                   \
    YONDER_FACADE(I, INDEX, NAME)

// A type that carries a parameter's name into a message of the compiler.
#define YONDER_PARAMETER(data, INDEX, PARAMETER) struct PARAMETER;

#endif
