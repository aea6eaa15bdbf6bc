// SPDX-License-Identifier: BSL-1.0
#include "put_off.hpp"

#include <yonder/call/blocking_exchange.hpp>

#include <algorithm>
#include <utility>

namespace yonder {

bool blocking_exchange::offer(std::function<void()> task, clock::time_point when) {
    std::lock_guard const lock(mutex_);
    if (has_outcome_)
        return true; // nobody waits for what the task would do
    tasks_.emplace(when, std::move(task));
    changed_.notify_all();
    return true;
}

void blocking_exchange::wait_until(clock::time_point deadline) {
    do_put_off();
    std::unique_lock lock(mutex_);
    while (!has_outcome_) {
        auto const now = clock::now();
        if (!tasks_.empty() && tasks_.begin()->first <= now) {
            auto const task = std::move(tasks_.begin()->second);
            tasks_.erase(tasks_.begin());
            lock.unlock();
            task();
            lock.lock();
            continue;
        }
        if (now >= deadline)
            return;
        auto const next = tasks_.empty() ? deadline : std::min(deadline, tasks_.begin()->first);
        if (next == clock::time_point::max()) // the conversion inside wait_until would overflow
            changed_.wait(lock);
        else
            changed_.wait_until(lock, next);
    }
}

std::variant<payload, failure> blocking_exchange::take() {
    std::lock_guard const lock(mutex_);
    return std::move(outcome_);
}

void blocking_exchange::on_reply(payload result) { finish_with(std::move(result)); }
void blocking_exchange::on_failure(failure what) { finish_with(std::move(what)); }

void blocking_exchange::finish_with(std::variant<payload, failure> outcome) {
    std::multimap<clock::time_point, std::function<void()>> unrun;
    std::lock_guard const lock(mutex_);
    outcome_ = std::move(outcome);
    has_outcome_ = true;
    unrun.swap(tasks_);
    changed_.notify_all();
}

} // namespace yonder
