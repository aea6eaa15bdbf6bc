// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_PROXY_FACADE_HPP
#define YONDER_PROXY_FACADE_HPP

#include <yonder/describe/methods.hpp>
#include <yonder/proxy/call.hpp>

#include <cstddef>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace yonder {
namespace proxy {

template <class I, class Handler, std::size_t Count>
struct facade_links;

template <class I, class Handler>
struct facade_links<I, Handler, 0> {
    template <class Owner, std::size_t Index, class Self, class... P>
    static auto yonder_invoke(Self& self, describe::type_list<P...>, std::type_identity_t<P>&&... arguments) {
        std::tuple<P&&...> tuple(static_cast<P&&>(arguments)...);
        return (*self.yonder_handler)(call<I, Owner, Index, P...>(tuple));
    }

    mutable std::optional<Handler> yonder_handler; // as in implement.hpp
};

template <class I, std::size_t Number>
using facade_method = typename describe::type_at<Number, describe::methods_of<I>>::type;

template <class I, class Handler, std::size_t Count>
struct facade_links : decltype(yonder_facade<facade_links<I, Handler, Count - 1>>(
                          static_cast<typename facade_method<I, Count - 1>::interface_type**>(nullptr),
                          describe::index<facade_method<I, Count - 1>::position>(),
                          typename facade_method<I, Count - 1>::parameters()))::type {};

} // namespace proxy

// An object with the methods of I by name and parameters, each returning what `handler` returns for its call: the form
// behind async and send. Not an I, and nothing is virtual. All its methods are const; overloads that differ only in
// const become one. The object owns the handler and is as safe to use from several threads as the handler is.
template <described_interface I, class Handler>
class facade final : public proxy::facade_links<I, Handler, describe::methods_of<I>::size> {
public:
    explicit facade(Handler handler) { this->yonder_handler.emplace(std::move(handler)); }
};

template <described_interface I, class Handler>
facade<I, Handler> make_facade(Handler handler) {
    return facade<I, Handler>(std::move(handler));
}

} // namespace yonder

#endif
