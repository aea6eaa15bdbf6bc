// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_REMOTE_HPP
#define YONDER_RPC_REMOTE_HPP

#include <yonder/call/invoker.hpp>
#include <yonder/proxy/implement.hpp>
#include <yonder/rpc/crossing.hpp>
#include <yonder/rpc/describe.hpp>
#include <yonder/rpc/dispatcher.hpp>
#include <yonder/rpc/remote_call.hpp>
#include <yonder/rpc/signature_call.hpp>

#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>

namespace yonder::rpc {

// The handler behind a remote proxy.
template <class I>
class remote_handler {
public:
    using takes_tuples = void; // to yonder::implement

    remote_handler(std::shared_ptr<invoker> target, remote_options options)
        : target_(std::move(target)), options_(options) {}

    template <class Method, class... P>
    typename Method::result_type run(describe::type_list<P...>,
                                     std::type_identity_t<std::tuple<P&&...>>& arguments) const {
        return signature_call<typename Method::result_type, P...>::run(*target_, options_, description<Method>(),
                                                                       arguments);
    }

    // The same call, without waiting: a future, or the stream that the method returns.
    template <class Method, class... P>
    auto start(describe::type_list<P...>, std::type_identity_t<std::tuple<P&&...>> arguments) const {
        return signature_call<typename Method::result_type, P...>::start(*target_, options_, description<Method>(),
                                                                         arguments);
    }

    std::shared_ptr<invoker> const& target() const noexcept { return target_; }
    remote_options const& options() const noexcept { return options_; }

private:
    template <class Method>
    static method_descriptor const& description() {
        return describe_interface<I>().methods[describe::index_of<Method, describe::methods_of<I>>];
    }

    std::shared_ptr<invoker> target_;
    remote_options options_;
};

// The handler of an object that make_remote has made; null for others.
template <class I>
remote_handler<I> const* find_remote(I& service) {
    // What cannot cross is never behind a proxy of ours, and its codec must not be asked for.
    if constexpr (interface_crosses<I> && can_be_remote<I>) {
        auto* const found = dynamic_cast<proxy::implementation<I, remote_handler<I>>*>(&service);
        return found ? &*found->yonder_handler : nullptr;
    } else {
        return nullptr;
    }
}

// An object of type I whose methods are called through `target`. Any number of threads may use it at once. Its methods
// throw what the interface declares, and invoke_error and remote_error.
template <described_interface I>
std::unique_ptr<I> make_remote(std::shared_ptr<invoker> target, remote_options options = {}) {
    static_cast<void>(requires { codec::refuse<interface_fault<I>>::value; });
    static_cast<void>(requires { refuse_remote<noexcept_fault<I>>::value; });
    if constexpr (interface_crosses<I> && can_be_remote<I>)
        return implement<I>(remote_handler<I>(std::move(target), options));
    else
        return nullptr;
}

// `target` behind the codec, in this process: nothing is shared with the caller, and failures look as they do from
// afar. No deadline, and the caller's thread, as with the object itself.
template <described_interface I>
std::unique_ptr<I> make_isolated(std::shared_ptr<I> target, dispatcher_options options = {}) {
    static_cast<void>(requires { codec::refuse<interface_fault<I>>::value; });
    static_cast<void>(requires { refuse_remote<noexcept_fault<I>>::value; });
    remote_options waiting;
    waiting.has_deadline = false;
    return make_remote<I>(make_dispatcher<I>(std::move(target), options), waiting);
}

} // namespace yonder::rpc

#endif
