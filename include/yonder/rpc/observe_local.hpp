// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_OBSERVE_LOCAL_HPP
#define YONDER_RPC_OBSERVE_LOCAL_HPP

#include <yonder/proxy/implement.hpp>
#include <yonder/rpc/describe.hpp>
#include <yonder/rpc/observe.hpp>

#include <memory>
#include <utility>

namespace yonder {

namespace rpc {

// Tells of one call of an object in this process, when it ends.
class local_observation {
public:
    local_observation(method_descriptor const& method, call_listener const& tell);
    ~local_observation();
    local_observation(local_observation const&) = delete;
    local_observation& operator=(local_observation const&) = delete;

    // With the exception that is being handled.
    void failed() noexcept;

private:
    void end(failure const* failed) noexcept;

    clock::time_point const begun_ = clock::now();
    method_descriptor const& method_;
    call_listener const& tell_;
    message_header header_;
    bool is_told_ = false;
};

template <class I>
struct observing_handler {
    std::shared_ptr<I> target;
    std::shared_ptr<call_listener const> tell;

    template <class Call>
    typename Call::result_type operator()(Call call) const {
        constexpr std::size_t number = describe::index_of<typename Call::method_type, describe::methods_of<I>>;
        local_observation seen(describe_interface<I>().methods[number], *tell);
        try {
            return call.proceed(*target);
        } catch (...) {
            seen.failed();
            throw;
        }
    }
};

} // namespace rpc

// An object of type I that calls `target`, and tells of each call when the method has returned: of one that returns a
// future or a stream, that is before what it promises is there. In the caller's thread; what `tell` throws is dropped.
template <described_interface I>
std::unique_ptr<I> observed(std::shared_ptr<I> target, call_listener tell) {
    return implement<I>(
        rpc::observing_handler<I>{std::move(target), std::make_shared<call_listener const>(std::move(tell))});
}

} // namespace yonder

#endif
