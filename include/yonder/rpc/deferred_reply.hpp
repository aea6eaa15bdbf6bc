// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_DEFERRED_REPLY_HPP
#define YONDER_RPC_DEFERRED_REPLY_HPP

#include <yonder/call/exchange.hpp>
#include <yonder/call/future.hpp>
#include <yonder/rpc/argument_stream.hpp>
#include <yonder/rpc/dispatcher_options.hpp>
#include <yonder/rpc/method_codec.hpp>

#include <memory>
#include <type_traits>
#include <utility>

namespace yonder::rpc {

// Calls `make` with the reply to fill, and passes on what it throws as a failure of the method.
using make_reply = void (*)(future_core& source, payload& reply);
void complete_with(exchange& caller, method_descriptor const& method, dispatcher_options const& options,
                   uuid const& call_id, format form, future_core& source, make_reply make);

// Replies when the future that a method returned is done, and cancels it when the call is cancelled.
template <class Codec>
class deferred_reply final : public continuation, public performer {
public:
    using state = future_state<typename Codec::value_type>;

    deferred_reply(core_pointer<state> source, std::shared_ptr<exchange> caller, method_descriptor const& method,
                   dispatcher_options const& options, format form)
        : source_(std::move(source)), caller_(std::move(caller)), method_(method), options_(options), form_(form) {}

    // `arguments` is the performer that is attached already, if there is one.
    static void begin(std::shared_ptr<deferred_reply> const& self, argument_performer* arguments) {
        self->source_->observe();
        self->self_ = self;
        if (arguments)
            arguments->follow(self);
        else
            self->caller_->attach(self);
        if (!self->source_->await(*self))
            self->run();
    }

    void run() noexcept override {
        auto const self = std::move(self_);
        complete_with(*caller_, method_, options_, call_id_, form_, *source_, &fill);
    }
    void cancel() noexcept override { source_->cancel(); }

private:
    static void fill(future_core& source, payload& reply) {
        auto& done = static_cast<state&>(source);
        if constexpr (std::is_void_v<typename Codec::value_type>) {
            done.take();
            reply.bytes = empty_reply(reply.form);
        } else {
            encode_result(done.take(), reply.form, reply.bytes);
        }
    }

    core_pointer<state> source_;
    std::shared_ptr<exchange> caller_;
    method_descriptor const& method_;
    dispatcher_options options_;
    uuid const call_id_ = context::current().call_id();
    format form_;
    std::shared_ptr<deferred_reply> self_; // until it has run
};

} // namespace yonder::rpc

#endif
