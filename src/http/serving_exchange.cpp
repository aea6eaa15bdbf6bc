// SPDX-License-Identifier: BSL-1.0
#include "serving_exchange.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>
#include <utility>

namespace yonder::http {

serving_exchange::serving_exchange(bool wakes_at_end)
    : wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), wakes_at_end_(wakes_at_end) {}

serving_exchange::~serving_exchange() {
    if (wake_ >= 0)
        ::close(wake_);
}

void serving_exchange::wake() noexcept {
    std::uint64_t const one = 1;
    static_cast<void>(::write(wake_, &one, sizeof one) == 0);
}

std::optional<std::variant<payload, failure>> serving_exchange::next(clock::time_point deadline, bool& is_item) {
    std::unique_lock lock(mutex_);
    for (;;) {
        // Also between items, as there may always be one.
        if (!outcome_ && deadline != clock::time_point::max() && clock::now() >= deadline)
            return std::nullopt;
        is_item = !items_.empty();
        if (is_item)
            return items_.take();
        if (outcome_)
            return std::move(outcome_);
        if (!tasks_.empty()) {
            {
                auto const task = std::move(tasks_.front());
                tasks_.pop_front();
                lock.unlock();
                task();
            }
            lock.lock();
        } else if (std::size_t const more = items_.refill()) {
            lock.unlock();
            grant(more);
            lock.lock();
        } else if (deadline == clock::time_point::max()) {
            changed_.wait(lock);
        } else {
            changed_.wait_until(lock, deadline);
        }
    }
}

bool serving_exchange::has_next() {
    std::lock_guard const lock(mutex_);
    return !items_.empty() || outcome_;
}

bool serving_exchange::wait_for_credit(clock::time_point deadline) {
    std::unique_lock lock(mutex_);
    auto const is_ready = [this] { return outcome_ || credit_ > 0; };
    if (deadline == clock::time_point::max())
        changed_.wait(lock, is_ready);
    else if (!changed_.wait_until(lock, deadline, is_ready))
        return false;
    if (outcome_)
        return false;
    --credit_;
    return true;
}

bool serving_exchange::offer(std::function<void()> task, clock::time_point when) {
    std::lock_guard const lock(mutex_);
    if (when != clock::time_point::min())
        return false;
    if (outcome_)
        return true; // nobody waits for what the task would do
    tasks_.push_back(std::move(task));
    changed_.notify_all();
    return true;
}

void serving_exchange::on_item(payload element) {
    std::lock_guard const lock(mutex_);
    items_.add(std::move(element));
    changed_.notify_all();
}

void serving_exchange::on_credit(std::size_t items, format, bool) {
    std::lock_guard const lock(mutex_);
    credit_ += items;
    changed_.notify_all();
}

void serving_exchange::finish_with(std::variant<payload, failure> outcome) {
    std::deque<std::function<void()>> unrun;
    std::lock_guard const lock(mutex_);
    outcome_ = std::move(outcome);
    unrun.swap(tasks_);
    changed_.notify_all();
    if (wakes_at_end_)
        wake();
}

} // namespace yonder::http
