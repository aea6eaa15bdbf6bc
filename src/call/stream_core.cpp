// SPDX-License-Identifier: BSL-1.0
#include "put_off.hpp"

#include <yonder/call/error.hpp>
#include <yonder/call/stream_core.hpp>

namespace yonder {

std::exception_ptr cancelled_stream() {
    return std::make_exception_ptr(error(code::canceled, "the reader of the stream wants no more"));
}

bool stream_core::poll() {
    std::unique_lock lock(mutex_);
    while (!has_item() && !is_done())
        if (!pull(lock))
            return false;
    return true;
}

bool stream_core::await_item(continuation& next) {
    std::unique_lock lock(mutex_);
    is_blocking_ = false;
    for (;;) {
        if (has_item() || is_done())
            return false;
        if (!offered_.empty()) { // by a producer that counted on a consumer that blocks
            task work = std::move(offered_.front());
            offered_.pop_front();
            lock.unlock();
            work();
            lock.lock();
        } else if (!pull(lock)) {
            waiting_ = &next;
            return true;
        }
    }
}

void stream_core::wait_item() {
    std::unique_lock lock(mutex_);
    is_blocking_ = true;
    while (!has_item() && !is_done()) {
        if (!offered_.empty()) {
            {
                task work = std::move(offered_.front());
                offered_.pop_front();
                lock.unlock();
                work();
            }
            lock.lock();
        } else if (!pull(lock)) {
            lock.unlock();
            do_put_off();
            bool const has_run = run_queued(); // by which it may come, if this is a continuation itself
            lock.lock();
            if (!has_run)
                changed_.wait(lock, [this] { return has_item() || is_done() || !offered_.empty(); });
        }
    }
}

bool stream_core::offer_work(task work) {
    std::lock_guard const lock(mutex_);
    if (!is_blocking_ || is_done())
        return false;
    offered_.push_back(std::move(work));
    changed_.notify_all();
    return true;
}

void stream_core::tell(stream_core& self, std::unique_lock<std::mutex>& lock) noexcept {
    continuation* const next = std::exchange(self.waiting_, nullptr);
    if (!next)
        self.changed_.notify_all(); // under the lock, as a consumer that sees the item may be done with this
    lock.unlock();
    if (next)
        run_here(*next);
}

void stream_core::end(std::exception_ptr failure) noexcept {
    if (!claim())
        return;
    store_error(std::move(failure));
    std::deque<task> unrun; // what they hold may hold this
    std::unique_lock lock(mutex_);
    publish();
    unrun.swap(offered_);
    tell(*this, lock);
}

} // namespace yonder
