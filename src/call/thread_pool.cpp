// SPDX-License-Identifier: BSL-1.0
#include "thread_pool.hpp"

#include <utility>

namespace yonder {

bool thread_pool::post(task work) {
    std::unique_lock lock(mutex_);
    if (is_stopping_ || tasks_.size() >= options_.max_queued)
        return false;
    add(lock, std::move(work));
    return true;
}

void thread_pool::post_waiting(task work) {
    std::unique_lock lock(mutex_);
    taken_.wait(lock, [&] {
        return is_stopping_ || threads_.size() < options_.max_threads || tasks_.size() < options_.max_queued;
    });
    add(lock, std::move(work));
}

void thread_pool::add(std::unique_lock<std::mutex>& lock, task work) {
    tasks_.push_back(std::move(work));
    if (idle_ >= tasks_.size() || threads_.size() >= options_.max_threads) {
        changed_.notify_one();
    } else {
        auto const self = threads_.emplace(threads_.end());
        *self = std::thread([this, self] { run(self); });
    }
    join_ended(lock);
}

bool thread_pool::is_busy() {
    std::lock_guard const lock(mutex_);
    return threads_.size() >= options_.max_threads && idle_ <= tasks_.size();
}

void thread_pool::join_ended(std::unique_lock<std::mutex>& lock) {
    std::list<std::thread> ended;
    ended.swap(ended_);
    lock.unlock();
    for (std::thread& one : ended)
        one.join();
}

void thread_pool::run(std::list<std::thread>::iterator self) {
    std::unique_lock lock(mutex_);
    for (;;) {
        if (tasks_.empty() && !is_stopping_) {
            ++idle_;
            changed_.wait_for(lock, options_.idle_life, [&] { return is_stopping_ || !tasks_.empty(); });
            --idle_;
        }
        if (tasks_.empty())
            break;
        {
            task work = std::move(tasks_.front());
            tasks_.pop_front();
            taken_.notify_one();
            lock.unlock();
            work();
        } // what it held goes before the lock is taken again
        lock.lock();
    }
    ended_.splice(ended_.end(), threads_, self);
    changed_.notify_all();
}

void thread_pool::shutdown() {
    std::unique_lock lock(mutex_);
    is_stopping_ = true;
    changed_.notify_all();
    taken_.notify_all();
    changed_.wait(lock, [&] { return threads_.empty(); });
    join_ended(lock);
}

std::shared_ptr<executor> make_thread_pool(thread_pool_options options) {
    return std::make_shared<thread_pool>(options);
}

namespace {

struct chosen_executor {
    std::mutex mutex;
    std::shared_ptr<executor> chosen;
    std::shared_ptr<executor> made;
};

chosen_executor& the_executor() {
    static chosen_executor instance;
    return instance;
}

} // namespace

std::shared_ptr<executor> default_executor() {
    chosen_executor& place = the_executor();
    std::lock_guard const lock(place.mutex);
    if (place.chosen)
        return place.chosen;
    if (!place.made)
        place.made = make_thread_pool();
    return place.made;
}

void set_default_executor(std::shared_ptr<executor> chosen) {
    chosen_executor& place = the_executor();
    {
        std::lock_guard const lock(place.mutex);
        place.chosen.swap(chosen);
    } // the one before ends here, without the lock
}

} // namespace yonder
