// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_FUTURE_EXCHANGE_HPP
#define YONDER_RPC_FUTURE_EXCHANGE_HPP

#include <yonder/call/exchange.hpp>
#include <yonder/call/future.hpp>
#include <yonder/call/invoker.hpp>
#include <yonder/call/result.hpp>
#include <yonder/call/timer.hpp>

#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <type_traits>
#include <utility>

namespace yonder::rpc {

// What every call has whose caller goes on: a deadline that is kept whatever the performer does, and an end with the
// call that it belongs to.
class pending_call : public exchange {
public:
    // Begins it in the current context. The deadline is that of the context, or `deadline`.
    void begin(std::weak_ptr<pending_call> self, invoker& target, request& what, clock::time_point deadline);

    method_descriptor const& method() const noexcept { return *method_; }

protected:
    // Calls the alarm off. To be called when the exchange completes.
    void end() noexcept;

    // The failure as a blocking caller would get it: with the id of the call, and as its own deadline if it is that.
    failure as_told(failure what) const;

    // The exception that a blocking caller would get.
    std::exception_ptr exception_of(failure what) const;

    // In place of the codec's error being handled: the failure, and invoke_error.
    failure describe_malformed() const;
    std::exception_ptr malformed_reply() const;

private:
    struct cancel_it {
        pending_call* call;
        void operator()() const noexcept {
            if (auto const kept = call->self_.lock()) // cancelling may drop the last of those that hold it
                kept->cancel();
        }
    };

    method_descriptor const* method_ = nullptr;
    std::weak_ptr<pending_call> self_;
    uuid id_;
    clock::time_point deadline_ = clock::time_point::max();
    std::mutex alarm_mutex_;
    std::optional<alarm> alarm_;
    bool is_over_ = false;
    std::optional<std::stop_callback<cancel_it>> with_parent_;
};

// The exchange of a call whose caller goes on, and the state of the future that it gets: one allocation.
template <class Codec>
class future_exchange final : public pending_call, public future_state<typename Codec::value_type> {
public:
    using value_type = typename Codec::value_type;
    using state = future_state<value_type>;

    static future<value_type> start(invoker& target, request& what, clock::time_point deadline,
                                    std::shared_ptr<feeder> source) {
        auto const made = std::make_shared<future_exchange>();
        made->kept_ = made;
        future<value_type> later{core_pointer<state>(made.get())};
        if (source)
            exchange::feed(made, std::move(source));
        made->begin(made, target, what, deadline);
        return later;
    }

private:
    void on_reply(payload result) override {
        this->end();
        if (!this->claim())
            return;
        try {
            if constexpr (std::is_void_v<value_type>)
                this->store();
            else
                this->store(decode_result<value_type>(result.bytes, result.form));
        } catch (...) {
            store_failure(this->describe_malformed());
        }
        this->publish();
    }
    void on_failure(failure what) override {
        this->end();
        if (!this->claim())
            return;
        store_failure(std::move(what));
        this->publish();
    }

    void store_failure(failure what) {
        if constexpr (is_result<value_type>)
            this->store(value_type::of(this->as_told(std::move(what))));
        else
            this->store_error(this->exception_of(std::move(what)));
    }

    void on_cancel() noexcept override { exchange::cancel(); }
    void destroy() noexcept override { auto const last = std::move(kept_); }

    std::shared_ptr<future_exchange> kept_; // while the future refers to it
};

} // namespace yonder::rpc

#endif
