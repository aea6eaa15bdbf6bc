// SPDX-License-Identifier: BSL-1.0
#include "watchdog.hpp"

#include <utility>

namespace yonder::http {

watchdog::~watchdog() {
    {
        std::lock_guard const lock(mutex_);
        is_stopping_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable())
        thread_.join();
}

watchdog::watch::watch(watchdog& by, clock::time_point deadline, std::function<void()> bark) : by_(by) {
    if (deadline == clock::time_point::max())
        return;
    std::lock_guard const lock(by_.mutex_);
    entry_ = by_.watches_.emplace(deadline, std::move(bark));
    is_set_ = true;
    if (!by_.thread_.joinable())
        by_.thread_ = std::thread([self = &by_] { self->run(); });
    else if (entry_ == by_.watches_.begin())
        by_.changed_.notify_all();
}

watchdog::watch::~watch() {
    if (!is_set_)
        return;
    std::lock_guard const lock(by_.mutex_);
    by_.watches_.erase(entry_);
}

void watchdog::run() {
    std::unique_lock lock(mutex_);
    while (!is_stopping_) {
        auto next = watches_.begin();
        while (next != watches_.end() && !next->second)
            ++next; // barked already, and still watched
        if (next == watches_.end()) {
            changed_.wait(lock);
        } else if (next->first <= clock::now()) {
            auto const bark = std::exchange(next->second, nullptr);
            bark(); // under the lock, so that a watch that ends waits for it
        } else {
            auto const when = next->first; // the watch may end meanwhile
            changed_.wait_until(lock, when);
        }
    }
}

} // namespace yonder::http
