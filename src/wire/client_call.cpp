// SPDX-License-Identifier: BSL-1.0
#include "client_call.hpp"

#include "bytes.hpp"
#include "shared_line.hpp"

#include <utility>

namespace yonder::wire_protocol {

void client_call::add_item(payload item) {
    std::lock_guard const lock(mutex_);
    items_.push_back(std::move(item));
}

void client_call::set_outcome(std::variant<payload, failure> what) {
    std::lock_guard const lock(mutex_);
    outcome_ = std::move(what);
}

void client_call::run() {
    std::unique_lock lock(mutex_);
    if (std::exchange(is_handing_on_, true))
        return; // by the thread that does already
    while (!items_.empty()) {
        at_work_.swap(items_);
        lock.unlock();
        for (payload& item : at_work_)
            caller_->item(std::move(item));
        at_work_.clear();
        lock.lock();
    }
    is_handing_on_ = false;
    if (!outcome_)
        return;
    auto outcome = std::move(*outcome_);
    outcome_.reset();
    lock.unlock();
    if (auto* const reply = std::get_if<payload>(&outcome))
        caller_->reply(std::move(*reply));
    else
        caller_->fail(std::move(std::get<failure>(outcome)));
}

format client_call::form() const noexcept { return on_->to().options.form; }

bool client_call::take_credit() noexcept {
    auto left = granted_.load(std::memory_order_relaxed);
    while (left > 0 && !granted_.compare_exchange_weak(left, left - 1, std::memory_order_relaxed)) {
    }
    return left > 0;
}

void client_call::cancel() noexcept {
    bool const is_sent = on_->is_sent(*this);
    if (!on_->cancel(*this))
        return;
    try {
        caller_->fail(on_->to().cancelled(method_, is_sent ? reached::maybe_executed : reached::not_sent));
    } catch (std::exception const&) { // no memory for the text
        failure plain;
        plain.code = code::canceled;
        caller_->fail(std::move(plain));
    }
}

void client_call::before_abandon(failure& what) noexcept {
    if (!on_->is_sent(*this)) {
        what.reached = reached::not_sent;
        if (what.code == code::deadline_exceeded)
            what = on_->to().late(method_, reached::not_sent);
    }
}

void client_call::break_off() noexcept {
    on_->write({.type = frame_type::end, .flags = flag::failed, .call = number_}, {});
}

void client_call::grant(std::size_t items) noexcept {
    granted_ += items;
    std::string text;
    put(text, static_cast<std::uint32_t>(items));
    on_->write({.type = frame_type::credit, .call = number_}, std::move(text));
}

void client_call::send(payload item) noexcept {
    frame_head head{.type = frame_type::item, .call = number_};
    if (item.form == format::binary)
        head.flags = flag::binary;
    on_->write(head, std::move(item.bytes));
}

void client_call::finish() noexcept { on_->write({.type = frame_type::end, .call = number_}, {}); }

} // namespace yonder::wire_protocol
