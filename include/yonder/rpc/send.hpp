// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_SEND_HPP
#define YONDER_RPC_SEND_HPP

#include <yonder/proxy/facade.hpp>
#include <yonder/rpc/dispatcher.hpp>
#include <yonder/rpc/not_null.hpp>
#include <yonder/rpc/operations.hpp>
#include <yonder/rpc/receipt.hpp>
#include <yonder/rpc/remote.hpp>

#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

namespace yonder {
namespace rpc {

// How calls of `service` are made that go on without their caller: by its proxy's way, or by a dispatcher of its own
// for an object in this process.
template <class I>
struct sender {
    sender(std::shared_ptr<I> object, std::shared_ptr<operations> remember) {
        auto service = not_null(std::move(object), "yonder::send");
        if (auto const* const remote = find_remote<I>(*service)) {
            target = remote->target();
            options = remote->options();
            return;
        }
        dispatcher_options dispatching;
        dispatching.operations = std::move(remember);
        target = make_dispatcher<I>(std::move(service), dispatching);
    }

    std::shared_ptr<invoker> target;
    remote_options options;
};

// What a receipt gives for a method in the end.
template <class Method>
using sent_type =
    std::conditional_t<is_stream<typename Method::result_type>, void, typename method_codec<Method>::value_type>;

// The handler behind send().
template <class I>
class send_handler {
public:
    explicit send_handler(sender<I> through) : through_(std::move(through)) {}

    template <class Call>
    auto operator()(Call call) const {
        using method = typename Call::method_type;
        auto const arguments = call.arguments();
        request what(describe_interface<I>().methods[describe::index_of<method, describe::methods_of<I>>], &arguments);
        return receipt<sent_type<method>>(operation_handle::begin(through_.target, what, through_.options));
    }

private:
    sender<I> through_;
};

} // namespace rpc

// The methods of an object, called one way: see send().
template <described_interface I>
class one_way_caller {
public:
    explicit one_way_caller(rpc::sender<I> through) : methods_(rpc::send_handler<I>(std::move(through))) {}

    facade<I, rpc::send_handler<I>> const* operator->() const noexcept { return &methods_; }

private:
    facade<I, rpc::send_handler<I>> methods_;
};

// The same object, whose methods return a receipt once the arguments are found good, and run without their caller:
// send(accounts)->transfer(...) is a receipt<Money>. A method that takes a stream needs its caller, and is refused.
// Arguments are copied; what is wrong with them, or why the call
// cannot begin, is thrown at once. The caller's deadline is that of the sending alone.
// Behind a proxy the peer remembers the operation. Of an object in this process `remember` does, or what the
// one_way_caller and its receipts share, if that is null. Throws std::invalid_argument if there is no object.
template <described_interface I>
one_way_caller<I> send(std::shared_ptr<I> service, std::shared_ptr<operations> remember = nullptr) {
    static_cast<void>(requires { codec::refuse<rpc::interface_fault<I>>::value; });
    return one_way_caller<I>(rpc::sender<I>(std::move(service), std::move(remember)));
}

// The receipt of an operation that was sent before, maybe by another process:
// receipt_for<&Accounts::transfer>(accounts, id). `remember` as it was given to send().
template <auto Method, described_interface I>
auto receipt_for(std::shared_ptr<I> service, uuid const& id, std::shared_ptr<operations> remember = nullptr) {
    constexpr std::size_t number = describe::number_of<Method>(describe::methods_of<I>());
    static_assert(number < describe::methods_of<I>::size,
                  "receipt_for<&I::method>(): this is no method that YONDER_INTERFACE lists for the interface");
    if constexpr (number < describe::methods_of<I>::size) {
        using method = typename describe::type_at<number, describe::methods_of<I>>::type;
        rpc::sender<I> const through(std::move(service), std::move(remember));
        return receipt<rpc::sent_type<method>>(
            rpc::operation_handle(through.target, rpc::describe_interface<I>().methods[number], through.options, id));
    }
}

} // namespace yonder

#endif
