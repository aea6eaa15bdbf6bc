// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_DESCRIBE_OVERRIDE_HPP
#define YONDER_DESCRIBE_OVERRIDE_HPP
#pragma GCC system_header

#include <yonder/describe/signature.hpp>

#include <type_traits>

// For each method YONDER_INTERFACE emits function templates, never called, whose result names a local class: one link
// of a linear chain of classes that ends in a proxy (yonder/proxy/implement.hpp) or a facade (yonder/proxy/facade.hpp).
// Local classes take the method's name as it is, so overloads and nested interfaces need no pasted tokens; the
// signature is deduced, so it is written nowhere. Each link says `using YonderBase::name` because its own method would
// hide overloads of that name.

// Their own names are long, so that no interface or method has the same one.

#define YONDER_OVERRIDES(I, INDEX, NAME)                                                                               \
    YONDER_OVERRIDE(yonder_override, I, INDEX, NAME, , )                                                               \
    YONDER_OVERRIDE(yonder_override_const, I, INDEX, NAME, const, )                                                    \
    YONDER_OVERRIDE(yonder_override_lvalue, I, INDEX, NAME, , &)                                                       \
    YONDER_OVERRIDE(yonder_override_const_lvalue, I, INDEX, NAME, const, &)

#define YONDER_OVERRIDE(FUNCTION, I, INDEX, NAME, CONST, REFERENCE)                                                    \
    template <class YonderBase, class YonderClass, class YonderResult, class... YonderArguments, bool YonderNoexcept>  \
    auto FUNCTION(I**, ::yonder::describe::index<INDEX>,                                                               \
                  YonderResult (YonderClass::*)(YonderArguments...) CONST REFERENCE noexcept(YonderNoexcept)) {        \
        struct yonder_link : YonderBase {                                                                              \
            using YonderBase::NAME;                                                                                    \
            YonderResult NAME(YonderArguments... yonder_arguments) CONST REFERENCE noexcept(YonderNoexcept) override { \
                return YonderBase::template yonder_invoke<I, INDEX>(                                                   \
                    *this, ::yonder::describe::type_list<YonderArguments...>(),                                        \
                    static_cast<YonderArguments&&>(yonder_arguments)...);                                              \
            }                                                                                                          \
        };                                                                                                             \
        return ::std::type_identity<yonder_link>();                                                                    \
    }

// A link of a facade: not virtual, always const, and returning what the handler returns. Whether the base has the name
// already is asked by making it ambiguous.
#define YONDER_FACADE(I, INDEX, NAME)                                                                                  \
    template <class YonderBase, class... YonderArguments>                                                              \
    auto yonder_facade(I**, ::yonder::describe::index<INDEX>, ::yonder::describe::type_list<YonderArguments...>) {     \
        struct yonder_name {                                                                                           \
            int NAME;                                                                                                  \
        };                                                                                                             \
        struct yonder_both : YonderBase, yonder_name {};                                                               \
        if constexpr (requires { &yonder_both::NAME; }) {                                                              \
            struct yonder_link : YonderBase {                                                                          \
                auto NAME(YonderArguments... yonder_arguments) const {                                                 \
                    return YonderBase::template yonder_invoke<I, INDEX>(                                               \
                        *this, ::yonder::describe::type_list<YonderArguments...>(),                                    \
                        static_cast<YonderArguments&&>(yonder_arguments)...);                                          \
                }                                                                                                      \
            };                                                                                                         \
            return ::std::type_identity<yonder_link>();                                                                \
        } else {                                                                                                       \
            struct yonder_link : YonderBase {                                                                          \
                using YonderBase::NAME;                                                                                \
                auto NAME(YonderArguments... yonder_arguments) const {                                                 \
                    return YonderBase::template yonder_invoke<I, INDEX>(                                               \
                        *this, ::yonder::describe::type_list<YonderArguments...>(),                                    \
                        static_cast<YonderArguments&&>(yonder_arguments)...);                                          \
                }                                                                                                      \
            };                                                                                                         \
            return ::std::type_identity<yonder_link>();                                                                \
        }                                                                                                              \
    }

#endif
