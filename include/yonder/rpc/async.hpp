// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_ASYNC_HPP
#define YONDER_RPC_ASYNC_HPP

#include <yonder/call/executor.hpp>
#include <yonder/proxy/facade.hpp>
#include <yonder/rpc/local_call.hpp>
#include <yonder/rpc/not_null.hpp>
#include <yonder/rpc/remote.hpp>

#include <memory>
#include <type_traits>
#include <utility>

namespace yonder {
namespace rpc {

// The handler behind async(): a proxy's calls start and go on, an object's run in the executor.
template <class I>
class async_handler {
public:
    async_handler(std::shared_ptr<I> service, std::shared_ptr<executor> on)
        : service_(not_null(std::move(service), "yonder::async")), remote_(find_remote<I>(*service_)),
          on_(std::move(on)) {}

    template <class Call>
    auto operator()(Call call) const {
        using method = typename Call::method_type;
        if constexpr (describe::is_deferred<typename Call::result_type>) {
            return call.proceed(*service_); // which does not wait either
        } else {
            if constexpr (can_be_started<Call>)
                if (remote_)
                    return remote_->template start<method>(typename method::parameters(), call.take_arguments());
            return local_call<I, method>::start(service_, on_, call.take_arguments());
        }
    }

private:
    // What cannot cross is never behind a proxy of ours, and its codec must not be asked for.
    template <class Call>
    static constexpr bool can_be_started = interface_crosses<I>&& can_be_remote<I>;

    std::shared_ptr<I> service_;
    remote_handler<I> const* remote_;
    std::shared_ptr<executor> on_;
};

} // namespace rpc

// The methods of an object without waiting: see async().
template <described_interface I>
class async_caller {
public:
    async_caller(std::shared_ptr<I> service, std::shared_ptr<executor> on)
        : methods_(rpc::async_handler<I>(std::move(service), std::move(on))) {}

    facade<I, rpc::async_handler<I>> const* operator->() const noexcept { return &methods_; }

private:
    facade<I, rpc::async_handler<I>> methods_;
};

// The same object, whose methods return futures: async(accounts)->balance("a") is a future<Money>. The call of a proxy
// is sent, that of an object in this process runs in `on`, or in the default executor; where there is no room for it,
// the future fails with resource_exhausted. Arguments are copied. It owns a share of the object, and is as safe for
// several threads as the object is; futures outlive it. Throws std::invalid_argument if there is no object.
template <described_interface I>
async_caller<I> async(std::shared_ptr<I> service, std::shared_ptr<executor> on = nullptr) {
    return async_caller<I>(std::move(service), std::move(on));
}

} // namespace yonder

#endif
