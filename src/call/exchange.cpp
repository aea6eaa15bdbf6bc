// SPDX-License-Identifier: BSL-1.0
#include <yonder/call/exchange.hpp>

#include <utility>

namespace yonder {

void performer::grant(std::size_t) noexcept {}
void performer::send(payload) noexcept {}
void performer::finish() noexcept {}
void performer::break_off() noexcept { cancel(); }
void performer::before_abandon(failure&) noexcept {}

bool exchange::offer(std::function<void()>, clock::time_point) { return false; }
void exchange::on_item(payload) {}
void exchange::on_credit(std::size_t items, format form, bool lent) {
    if (feeder_)
        feeder_->credit(items, form, lent);
}

bool exchange::reply(payload result) {
    if (complete_.exchange(true, std::memory_order_acq_rel))
        return false;
    on_reply(std::move(result));
    release();
    stop_feeding();
    return true;
}

bool exchange::fail(failure what) {
    if (complete_.exchange(true, std::memory_order_acq_rel))
        return false;
    on_failure(std::move(what));
    release();
    stop_feeding();
    return true;
}

void exchange::item(payload element) {
    if (!is_complete())
        on_item(std::move(element));
}

void exchange::credit(std::size_t items, format form, bool lent) {
    if (!is_complete())
        on_credit(items, form, lent);
}

bool exchange::abandon(failure what) { return give_up(std::move(what), &performer::cancel); }
bool exchange::break_off(failure what) { return give_up(std::move(what), &performer::break_off); }

bool exchange::give_up(failure what, void (performer::*how)() noexcept) {
    if (auto const side = is_complete() ? nullptr : attached()) {
        if (what.reached == reached::not_sent)
            what.reached = reached::maybe_executed; // somebody is at work
        side->before_abandon(what);
    }
    if (complete_.exchange(true, std::memory_order_acq_rel))
        return false;
    cancelled_.store(true, std::memory_order_release);
    on_failure(std::move(what));
    if (auto const side = release())
        (*side.*how)();
    stop_feeding();
    request_stop();
    return true;
}

void exchange::feed(std::shared_ptr<exchange> const& call, std::shared_ptr<feeder> source) {
    source->begin(call);
    call->feeder_ = std::move(source);
}

void exchange::stop_feeding() noexcept {
    if (feeder_)
        feeder_->stop();
}

// The two sides refer to each other until the call is over.
std::shared_ptr<performer> exchange::release() noexcept {
    std::lock_guard const lock(mutex_);
    return std::move(performer_);
}

std::shared_ptr<performer> exchange::attached() noexcept {
    std::lock_guard const lock(mutex_);
    return performer_;
}

void exchange::attach(std::shared_ptr<performer> side) {
    std::size_t granted = 0;
    std::vector<payload> sent;
    bool finished = false;
    {
        std::lock_guard const lock(mutex_);
        if (!is_complete())
            performer_ = side;
        granted = std::exchange(granted_early_, 0);
        sent = std::exchange(sent_early_, {});
        finished = finished_;
    }
    if (!side)
        return;
    if (granted)
        side->grant(granted);
    for (payload& item : sent)
        side->send(std::move(item));
    if (finished)
        side->finish();
    if (is_cancelled() || is_complete())
        side->cancel();
}

void exchange::cancel() noexcept {
    if (cancelled_.exchange(true, std::memory_order_acq_rel))
        return;
    if (auto const side = attached())
        side->cancel();
    request_stop();
}

std::stop_token exchange::stop_token() {
    std::unique_lock lock(mutex_);
    if (!stop_)
        stop_.emplace();
    auto token = stop_->get_token();
    lock.unlock();
    if (is_cancelled())
        request_stop();
    return token;
}

// Without the lock, as it runs what users gave to std::stop_callback.
void exchange::request_stop() noexcept {
    std::optional<std::stop_source> source;
    {
        std::lock_guard const lock(mutex_);
        source = stop_;
    }
    if (source)
        source->request_stop();
}

void exchange::grant(std::size_t items) noexcept {
    std::shared_ptr<performer> side;
    {
        std::lock_guard const lock(mutex_);
        side = performer_;
        if (!side)
            granted_early_ += items;
    }
    if (side)
        side->grant(items);
}

void exchange::send(payload item) {
    std::unique_lock lock(mutex_);
    if (!performer_) {
        sent_early_.push_back(std::move(item));
        return;
    }
    auto const side = performer_;
    lock.unlock();
    side->send(std::move(item));
}

void exchange::finish() {
    std::shared_ptr<performer> side;
    {
        std::lock_guard const lock(mutex_);
        finished_ = true;
        side = performer_;
    }
    if (side)
        side->finish();
}

} // namespace yonder
