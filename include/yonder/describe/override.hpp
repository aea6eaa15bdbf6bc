// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_DESCRIBE_OVERRIDE_HPP
#define YONDER_DESCRIBE_OVERRIDE_HPP
#pragma GCC system_header

#include <yonder/describe/signature.hpp>

#include <type_traits>

// For each method YONDER_INTERFACE emits function templates, never called, whose result names a local class: one link
// of a linear chain of classes that ends in a proxy (yonder/proxy/implement.hpp) or a facade (yonder/proxy/facade.hpp).
// Local classes take the method's name as it is, so overloads and nested interfaces need no pasted tokens; the
// signature is deduced, so it is written nowhere. Each link says `using Base::name` because its own method would hide
// overloads of that name.

#define YONDER_OVERRIDES(I, INDEX, NAME)                                                                               \
    YONDER_OVERRIDE(I, INDEX, NAME, , )                                                                                \
    YONDER_OVERRIDE(I, INDEX, NAME, const, )                                                                           \
    YONDER_OVERRIDE(I, INDEX, NAME, , &)                                                                               \
    YONDER_OVERRIDE(I, INDEX, NAME, const, &)

#define YONDER_OVERRIDE(I, INDEX, NAME, CONST, REFERENCE)                                                              \
    template <class Base, class C, class R, class... A, bool N>                                                        \
    auto yonder_override(I**, ::yonder::describe::index<INDEX>, R (C::*)(A...) CONST REFERENCE noexcept(N)) {          \
        struct link : Base {                                                                                           \
            using Base::NAME;                                                                                          \
            R NAME(A... arguments) CONST REFERENCE noexcept(N) override {                                              \
                return Base::template yonder_invoke<I, INDEX>(*this, static_cast<A&&>(arguments)...);                  \
            }                                                                                                          \
        };                                                                                                             \
        return ::std::type_identity<link>();                                                                           \
    }

// A link of a facade: not virtual, always const, and returning what the handler returns. Whether Base has the name
// already is asked by making it ambiguous.
#define YONDER_FACADE(I, INDEX, NAME)                                                                                  \
    template <class Base, class... A>                                                                                  \
    auto yonder_facade(I**, ::yonder::describe::index<INDEX>, ::yonder::describe::type_list<A...>) {                   \
        struct name {                                                                                                  \
            int NAME;                                                                                                  \
        };                                                                                                             \
        struct both : Base, name {};                                                                                   \
        if constexpr (requires { &both::NAME; }) {                                                                     \
            struct link : Base {                                                                                       \
                auto NAME(A... arguments) const {                                                                      \
                    return Base::template yonder_invoke<I, INDEX>(*this, static_cast<A&&>(arguments)...);              \
                }                                                                                                      \
            };                                                                                                         \
            return ::std::type_identity<link>();                                                                       \
        } else {                                                                                                       \
            struct link : Base {                                                                                       \
                using Base::NAME;                                                                                      \
                auto NAME(A... arguments) const {                                                                      \
                    return Base::template yonder_invoke<I, INDEX>(*this, static_cast<A&&>(arguments)...);              \
                }                                                                                                      \
            };                                                                                                         \
            return ::std::type_identity<link>();                                                                       \
        }                                                                                                              \
    }

#endif
