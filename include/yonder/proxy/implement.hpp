// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_PROXY_IMPLEMENT_HPP
#define YONDER_PROXY_IMPLEMENT_HPP

#include <yonder/describe/methods.hpp>
#include <yonder/proxy/call.hpp>
#include <yonder/proxy/method_table.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace yonder {
namespace proxy {

// A handler of ours, which is known to suit each method: it gets the tuple of the arguments, and no yonder::call, which
// would be one more class for a compiler to make for each method.
template <class Handler>
concept takes_tuples = requires {
    typename Handler::takes_tuples;
};

// The chain of overrides, indexed by number so that the length of a symbol does not grow with the number of methods.
template <class I, class Handler, std::size_t Count>
struct overrides;

template <class I, class Handler>
struct overrides<I, Handler, 0> : I {
    // A link's method lands here. Self is the link, const or not as the method is.
    template <class Owner, std::size_t Index, class Self, class... P>
    static typename describe::method<Owner, Index>::result_type yonder_invoke(Self& self, describe::type_list<P...>,
                                                                              std::type_identity_t<P>&&... arguments) {
        using method = describe::method<Owner, Index>;
        std::tuple<P&&...> tuple(static_cast<P&&>(arguments)...);
        Handler& handler = *self.yonder_handler;
        if constexpr (takes_tuples<Handler>)
            return handler.template run<method>(describe::type_list<P...>(), tuple);
        else if constexpr (std::is_void_v<typename method::result_type>)
            handler(call<I, Owner, Index, P...>(tuple));
        else
            return handler(call<I, Owner, Index, P...>(tuple));
    }

    // Empty only until implementation's constructor has run: links have no constructors that could pass it up. Mutable,
    // as const is a promise of the interface; what the handler keeps is its own affair.
    mutable std::optional<Handler> yonder_handler;
};

template <class I, std::size_t Number>
using method_at = typename describe::type_at<Number, describe::methods_of<I>>::type;

// The link for a method. Each kind of method has its own name, so that a compiler has fewer functions to choose from.
template <class Base, class Method>
constexpr auto find_link() {
    using parts = typename Method::parts;
    constexpr auto interface = static_cast<typename Method::interface_type**>(nullptr);
    constexpr auto number = describe::index<Method::position>();
    if constexpr (parts::is_const && parts::is_lvalue_qualified)
        return decltype(yonder_override_const_lvalue<Base>(interface, number, Method::pointer))();
    else if constexpr (parts::is_const)
        return decltype(yonder_override_const<Base>(interface, number, Method::pointer))();
    else if constexpr (parts::is_lvalue_qualified)
        return decltype(yonder_override_lvalue<Base>(interface, number, Method::pointer))();
    else
        return decltype(yonder_override<Base>(interface, number, Method::pointer))();
}

template <class I, class Handler, std::size_t Count>
struct overrides : decltype(find_link<overrides<I, Handler, Count - 1>, method_at<I, Count - 1>>())::type {};

// Whether YONDER_INTERFACE lists every pure virtual method.
template <class I, class Handler>
inline constexpr bool is_whole = !std::is_abstract_v<overrides<I, Handler, describe::methods_of<I>::size>>;

// A method that the handler does not take, or for which it returns something that does not convert to the result.
template <auto Method>
struct not_taken_by_handler;
template <auto Method, class Returned>
struct returned_by_handler;

template <class Handler, class Call>
auto returned_for(int) -> std::type_identity<decltype(std::declval<Handler&>()(std::declval<Call>()))>;
template <class Handler, class Call>
auto returned_for(...) -> std::type_identity<not_taken_by_handler<Call::method_type::pointer>>;

template <class I, class Handler, class Method, class... P>
constexpr auto find_handler_fault(describe::type_list<P...>) {
    using call_type = call<I, typename Method::interface_type, Method::position, P...>;
    using returned = typename decltype(returned_for<Handler, call_type>(0))::type;
    using result = typename Method::result_type;
    if constexpr (std::is_same_v<returned, not_taken_by_handler<Method::pointer>>)
        return std::type_identity<returned>();
    else if constexpr (std::is_void_v<result> || std::is_convertible_v<returned, result>)
        return std::type_identity<describe::no_fault>();
    else
        return std::type_identity<returned_by_handler<Method::pointer, returned>>();
}

// The first of them, or no_fault.
template <class I, class Handler, class Methods>
struct handler_fault;
template <class I, class Handler, class... Method>
struct handler_fault<I, Handler, describe::type_list<Method...>>
    : describe::first_of<typename decltype(find_handler_fault<I, Handler, Method>(
          typename Method::parameters()))::type...> {};

template <class I, class Handler>
constexpr auto find_handler_fault() {
    if constexpr (takes_tuples<Handler>)
        return std::type_identity<describe::no_fault>();
    else
        return std::type_identity<typename handler_fault<I, Handler, describe::methods_of<I>>::type>();
}

template <class Fault>
inline constexpr bool is_taken = true;
template <auto Method>
inline constexpr bool is_taken<not_taken_by_handler<Method>> = false;

template <class Fault>
struct refuse_handler {
    static_assert(is_taken<Fault>, "the handler given to yonder::implement cannot be called for this method: have it "
                                   "take every call, as in [](auto call) { return call.proceed(target); }");
    static_assert(std::is_same_v<Fault, describe::no_fault> || !is_taken<Fault>,
                  "the handler given to yonder::implement returns, for this method, "
                  "something that does not convert to the method's result");
    static constexpr bool value = true;
};

// no_fault, or methods_alike<&I::method, &I::other>.
template <class I>
constexpr auto find_names_fault() {
    if constexpr (method_table<I>::is_unambiguous())
        return std::type_identity<describe::no_fault>();
    else
        return describe::find_methods_alike(describe::methods_of<I>());
}

template <class Fault>
struct refuse_names {
    static_assert(std::is_same_v<Fault, describe::no_fault>,
                  "two methods of this interface have the same name on the wire: give an overload one of its own, "
                  "YONDER_ANNOTATE(I, (R (Args...)) method, yonder::wire_name{\"other\"})");
};

template <class I, class Handler>
class implementation final : public overrides<I, Handler, describe::methods_of<I>::size> {
public:
    explicit implementation(Handler handler) { this->yonder_handler.emplace(std::move(handler)); }
};

} // namespace proxy

// An object that implements I by handing every call to `handler`, which is called with a yonder::call and returns what
// the method returns, or something that converts to it. The object owns the handler. It is as safe to use from several
// threads as the handler is: calls are not serialized. Exceptions of the handler reach the caller as they are.
template <described_interface I, class Handler>
std::unique_ptr<I> implement(Handler handler) {
    if constexpr (!describe::is_refused<I>) {
        using names_fault = typename decltype(proxy::find_names_fault<I>())::type;
        static_cast<void>(sizeof(proxy::refuse_names<names_fault>));
        using fault = typename decltype(proxy::find_handler_fault<I, Handler>())::type;
        static_cast<void>(requires { proxy::refuse_handler<fault>::value; });
        if constexpr (std::is_same_v<names_fault, describe::no_fault> && std::is_same_v<fault, describe::no_fault>) {
            constexpr bool is_whole = proxy::is_whole<I, Handler>;
            static_assert(is_whole, "the interface has a pure virtual method that YONDER_INTERFACE does not list: list "
                                    "it, or in the list of bases the one that declares it");
            if constexpr (is_whole)
                return std::make_unique<proxy::implementation<I, Handler>>(std::move(handler));
        }
    }
    return nullptr;
}

} // namespace yonder

#endif
