// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_LOCAL_CALL_HPP
#define YONDER_RPC_LOCAL_CALL_HPP

#include <yonder/call/executor.hpp>
#include <yonder/call/future.hpp>
#include <yonder/describe/signature.hpp>
#include <yonder/rpc/method_codec.hpp>

#include <exception>
#include <memory>
#include <optional>
#include <stop_token>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace yonder::rpc {

// The failure of a call that the executor has no room for.
failure no_room_for(std::string_view interface_name, std::string_view method_name);

// Of one that was cancelled before it began.
failure cancelled_before(std::string_view interface_name, std::string_view method_name);

// A call of an object in this process that runs in an executor: its arguments, and the state of its future. Cancelling
// it stops what has not begun, and tells what has.
template <class I, class Method>
class local_call final : public future_state<typename Method::result_type>, public call_owner {
public:
    using result_type = typename Method::result_type;
    using values = typename tuples<typename Method::parameters>::owned;

    // `arguments` is a tuple of references to the caller's.
    template <class Arguments>
    static future<result_type> start(std::shared_ptr<I> service, std::shared_ptr<executor> on, Arguments&& arguments) {
        auto const made = std::make_shared<local_call>(
            std::move(service), store_all(typename Method::parameters(), std::forward<Arguments>(arguments)));
        made->kept_ = made;
        future<result_type> later{core_pointer<future_state<result_type>>(made.get())};
        auto const where = on ? std::move(on) : default_executor();
        if (!where->post([made] { made->run(made); }))
            made->refuse(no_room_for(type_name<I>(), Method::wire_name()));
        return later;
    }

    local_call(std::shared_ptr<I> service, values arguments)
        : service_(std::move(service)), arguments_(std::move(arguments)), inherited_(context::current()) {
        with_parent_.emplace(inherited_.stop_token(), cancel_it{this});
    }

    bool is_cancelled() const noexcept override { return future_core::is_cancelled(); }
    std::stop_token stop_token() override { return stop_.get_token(); }

private:
    struct cancel_it {
        local_call* call;
        void operator()() const noexcept { call->future_core::cancel(); }
    };

    template <class... P, class Arguments>
    static values store_all(describe::type_list<P...>, Arguments&& arguments) {
        return std::apply([](auto&&... one) { return values(store<P>(std::forward<decltype(one)>(one))...); },
                          std::forward<Arguments>(arguments));
    }

    // In place of the call.
    void refuse(failure why) {
        if constexpr (is_result<result_type>)
            this->complete(result_type::of(std::move(why)));
        else
            future_core::fail(std::make_exception_ptr(invoke_error(std::move(why))));
    }

    void run(std::shared_ptr<local_call> const& self) noexcept {
        if (future_core::is_cancelled()) {
            refuse(cancelled_before(type_name<I>(), Method::wire_name()));
            return;
        }
        context_switch const scope(inherited_.with_owner(self));
        auto const service = std::move(service_);
        try {
            auto const call = [&]<class... P, std::size_t... Index>(describe::type_list<P...>,
                                                                    std::index_sequence<Index...>) -> result_type {
                return (service.get()->*Method::pointer)(as_parameter<P>(std::get<Index>(arguments_))...);
            };
            using parameters = typename Method::parameters;
            if constexpr (std::is_void_v<result_type>) {
                call(parameters(), std::make_index_sequence<parameters::size>());
                this->complete();
            } else {
                this->complete(call(parameters(), std::make_index_sequence<parameters::size>()));
            }
        } catch (...) {
            future_core::fail(std::current_exception());
        }
    }

    void on_cancel() noexcept override { stop_.request_stop(); }
    void destroy() noexcept override { auto const last = std::move(kept_); }

    std::shared_ptr<I> service_;
    values arguments_;
    context inherited_;
    std::stop_source stop_;
    std::shared_ptr<local_call> kept_; // while the future refers to it
    std::optional<std::stop_callback<cancel_it>> with_parent_;
};

} // namespace yonder::rpc

#endif
