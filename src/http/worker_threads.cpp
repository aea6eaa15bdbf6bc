// SPDX-License-Identifier: BSL-1.0
#include "worker_threads.hpp"

#include <chrono>
#include <utility>

namespace yonder::http {

void worker_threads::enqueue(std::function<void()> task) {
    std::unique_lock lock(mutex_);
    taken_.wait(lock, [&] { return is_stopping_ || threads_.size() < most_ || tasks_.size() < most_; });
    tasks_.push_back(std::move(task));
    if (idle_ >= tasks_.size() || threads_.size() >= most_) {
        changed_.notify_one();
    } else {
        auto const self = threads_.emplace(threads_.end());
        *self = std::thread([this, self] { run(self); });
    }
    join_ended(lock);
}

bool worker_threads::is_busy() {
    std::lock_guard const lock(mutex_);
    return threads_.size() >= most_ && idle_ <= tasks_.size();
}

void worker_threads::join_ended(std::unique_lock<std::mutex>& lock) {
    std::list<std::thread> ended;
    ended.swap(ended_);
    lock.unlock();
    for (std::thread& one : ended)
        one.join();
}

void worker_threads::run(std::list<std::thread>::iterator self) {
    std::unique_lock lock(mutex_);
    for (;;) {
        if (tasks_.empty() && !is_stopping_) {
            ++idle_;
            changed_.wait_for(lock, std::chrono::seconds(10), [&] { return is_stopping_ || !tasks_.empty(); });
            --idle_;
        }
        if (tasks_.empty())
            break;
        auto const task = std::move(tasks_.front());
        tasks_.pop_front();
        taken_.notify_one();
        lock.unlock();
        task();
        lock.lock();
    }
    ended_.splice(ended_.end(), threads_, self);
    changed_.notify_all();
}

void worker_threads::shutdown() {
    std::unique_lock lock(mutex_);
    is_stopping_ = true;
    changed_.notify_all();
    taken_.notify_all();
    changed_.wait(lock, [&] { return threads_.empty(); });
    join_ended(lock);
}

} // namespace yonder::http
