// SPDX-License-Identifier: BSL-1.0
#include "current_exception.hpp"

#include <yonder/call/executor.hpp>
#include <yonder/call/log.hpp>
#include <yonder/rpc/dispatcher.hpp>
#include <yonder/rpc/stream_pump.hpp>

#include <exception>
#include <string>
#include <utility>

namespace yonder::rpc {
namespace {

constexpr auto patience = std::chrono::milliseconds(1);

failure cancelled(method_descriptor const& method) {
    return failure_of(method, code::canceled, reached::maybe_executed, "the call was cancelled");
}

failure no_room(method_descriptor const& method) {
    return failure_of(method, code::resource_exhausted, reached::maybe_executed,
                      "the executor has no room to go on with the stream");
}

// In a thread of `call`'s owner if that waits, else in `on`.
bool run_somewhere(std::shared_ptr<stream_pump> pump, exchange& call, std::shared_ptr<executor> const& on) {
    if (call.offer([pump] { pump->run(); }))
        return true;
    return (on ? on : default_executor())->post([pump = std::move(pump)] { pump->run(); });
}

} // namespace

stream_pump::~stream_pump() {
    if (!from_->is_done())
        from_->cancel();
}

bool stream_pump::add_credit(std::size_t items, format form) noexcept {
    std::lock_guard const lock(mutex_);
    form_ = form;
    credit_ += items;
    return !is_over_ && !std::exchange(is_busy_, true);
}

bool stream_pump::may_go_on() noexcept {
    std::lock_guard const lock(mutex_);
    is_busy_ = credit_ > 0 && !is_over_;
    if (is_busy_)
        --credit_;
    return is_busy_;
}

void stream_pump::run() noexcept {
    auto const self = self_ ? std::move(self_) : nullptr; // it may be the last reference
    bool const is_resumed = self != nullptr;              // with an item that credit was taken for
    if (!is_resumed && !may_go_on())
        return;
    auto const keep = self ? self : weak_from_this().lock();
    auto const begun = clock::now();
    for (;;) {
        self_ = keep;
        if (from_->await_item(*this))
            return;
        self_.reset();
        if (!step())
            return;
        if (clock::now() - begun > patience && go_on_later())
            return;
        if (!may_go_on())
            return;
    }
}

bool stream_pump::step() noexcept {
    bool is_item = false;
    try {
        payload item;
        item.form = form_;
        is_item = take_(method_, *from_, item);
        if (is_item)
            hand_on(std::move(item));
        else
            conclude();
    } catch (...) {
        is_item = false;
        give_up();
    }
    if (!is_item) {
        std::lock_guard const lock(mutex_);
        is_over_ = true;
    }
    return is_item;
}

void streamed_reply::grant(std::size_t items) noexcept {
    if (!add_credit(items, form_))
        return;
    if (run_somewhere(shared_from_this(), *caller_, options_.on))
        return;
    caller_->fail(no_room(method_));
    cancel_stream();
}

void streamed_reply::cancel() noexcept {
    cancel_stream();
    caller_->fail(cancelled(method_));
}

void streamed_reply::hand_on(payload item) {
    check_reply(method_, item, options_);
    caller_->item(std::move(item));
}

bool streamed_reply::go_on_later() noexcept { return run_somewhere(shared_from_this(), *caller_, options_.on); }

void streamed_reply::conclude() {
    payload end;
    end.form = form_;
    end.bytes = form_ == format::json ? "{}" : "";
    caller_->reply(std::move(end));
}

void streamed_reply::give_up() noexcept {
    caller_->fail(describe_current_exception(method_, options_.development, call_id_));
    cancel_stream();
}

void stream_feeder::credit(std::size_t items, format form, bool lent) noexcept {
    if (!add_credit(items, form))
        return;
    auto const call = call_.lock();
    if (!call)
        return;
    if (lent)
        run();
    else if (!run_somewhere(shared_from_this(), *call, nullptr))
        call->abandon(no_room(method_));
}

void stream_feeder::hand_on(payload item) {
    if (auto const call = call_.lock())
        call->send(std::move(item));
}

// Not by the call's owner, who may be the one that lent this thread.
bool stream_feeder::go_on_later() noexcept {
    return default_executor()->post([self = shared_from_this()] { self->run(); });
}

void stream_feeder::conclude() {
    if (auto const call = call_.lock())
        call->finish();
}

void stream_feeder::give_up() noexcept {
    auto const call = call_.lock();
    if (!call)
        return;
    failure declared; // which need not be a std::exception
    bool const is_declared = method_.owner->describe_declared && method_.owner->describe_declared(declared);
    failure what = failure_of(method_, code::canceled, reached::maybe_executed,
                              "the stream that it was called with failed: " +
                                  (is_declared ? declared.message : text_of_current_exception()));
    what.cause = std::current_exception();
    call->break_off(std::move(what));
}

} // namespace yonder::rpc
