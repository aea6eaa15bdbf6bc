// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_PROXY_CALL_HPP
#define YONDER_PROXY_CALL_HPP

#include <yonder/describe/method.hpp>
#include <yonder/describe/name.hpp>
#include <yonder/describe/signature.hpp>

#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace yonder {

// One call on its way through a handler (see implement). A small handle: pass it by value. It refers to the arguments
// of the caller and is valid until the handler returns.
//
// Interface: the interface the caller holds. Owner, Index: the interface that declares the method, a base of Interface
// or itself, and the method's place in its list.
template <class Interface, class Owner, std::size_t Index, class... A>
class call {
public:
    using method_type = describe::method<Owner, Index>;
    using interface_type = Interface;
    using result_type = typename method_type::result_type;

    explicit call(std::tuple<A&&...>& arguments) : arguments_(&arguments) {}

    // The method as written in C++, and as it stands on the wire. Constant: `if constexpr (call.name() == "balance")`
    // works.
    static constexpr std::string_view name() { return method_type::name(); }
    static constexpr std::string_view wire_name() { return method_type::wire_name(); }

    // The name of Interface on the wire: "bank.v1.Accounts".
    static std::string_view interface_name() { return type_name<Interface>(); }

    // An array of string views, one a parameter, in order.
    static constexpr auto const& parameter_names() { return method_type::parameter_names(); }

    // What YONDER_ANNOTATE said of the method: has<yonder::idempotent>(), get<yonder::doc>().text.
    template <class Annotation>
    static constexpr bool has() {
        return method_type::template has<Annotation>();
    }
    template <class Annotation>
    static constexpr Annotation get() {
        return method_type::template get<Annotation>();
    }

    // The arguments, to look at: a tuple of references to const.
    std::tuple<std::remove_reference_t<A> const&...> arguments() const {
        return std::apply(
            [](auto&... argument) { return std::tuple<std::remove_reference_t<A> const&...>(argument...); },
            *arguments_);
    }

    // The arguments, to take: values as rvalues. What is moved from here is gone for proceed.
    std::tuple<A&&...> take_arguments() const { return std::move(*arguments_); }

    // Makes the same call on `target`, which has the method: the implementation behind a decorator, say. Hands over
    // what the caller gave by value, so a handler that calls more than once uses proceed_with_copies before its last
    // call.
    template <class Target>
    result_type proceed(Target& target) const {
        return std::apply(
            [&](auto&&... argument) -> result_type {
                return (target.*method_type::pointer)(static_cast<A&&>(argument)...);
            },
            std::move(*arguments_));
    }

    // As proceed, on copies of the arguments: this call can be made again.
    template <class Target>
    result_type proceed_with_copies(Target& target) const {
        return std::apply(
            [&](auto&... argument) -> result_type { return (target.*method_type::pointer)(copied<A>(argument)...); },
            *arguments_);
    }

private:
    // A reference parameter takes the caller's object as it is; only values need a copy.
    template <class Parameter, class Argument>
    static decltype(auto) copied(Argument& argument) {
        if constexpr (std::is_reference_v<Parameter>)
            return static_cast<Parameter>(argument);
        else
            return std::remove_cv_t<Parameter>(argument);
    }

    std::tuple<A&&...>* arguments_;
};

} // namespace yonder

#endif
