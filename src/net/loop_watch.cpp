// SPDX-License-Identifier: BSL-1.0
#include "loop_watch.hpp"

#include "io_loop.hpp"

#include <algorithm>
#include <utility>

namespace yonder::net {
namespace {

constexpr int quiet_looks = 50; // after which the watch sleeps

} // namespace

void loop_watch::start(std::vector<io_loop*> loops) {
    for (io_loop* const one : loops)
        loops_.push_back({one});
    thread_ = std::thread([this] { run(); });
}

void loop_watch::stop() {
    {
        std::lock_guard const lock(mutex_);
        is_stopping_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable())
        thread_.join();
}

void loop_watch::wake_up() noexcept {
    std::lock_guard const lock(mutex_);
    is_asleep_.store(false, std::memory_order_relaxed);
    changed_.notify_all();
}

// Whether calls were made since the last look, or still are.
bool loop_watch::look() {
    bool is_busy = false;
    for (watched& one : loops_) {
        std::uint64_t const turn = one.loop->turn();
        bool const is_in_call = turn % 2 != 0;
        is_busy = is_busy || is_in_call || turn != one.seen;
        if (is_in_call && turn == one.seen)
            relieve_(*one.loop); // which seizes it; where there is no thread, the next look tries again
        one.seen = turn;
    }
    return is_busy;
}

void loop_watch::run() {
    std::unique_lock lock(mutex_);
    int quiet = 0;
    while (!is_stopping_) {
        lock.unlock();
        quiet = look() ? 0 : quiet + 1;
        lock.lock();
        if (quiet < quiet_looks) {
            changed_.wait_for(lock, patience, [this] { return is_stopping_; });
            continue;
        }
        is_asleep_.store(true, std::memory_order_seq_cst);
        // A call that began before it could see that has its number up.
        bool const is_wanted =
            std::any_of(loops_.begin(), loops_.end(), [](watched const& one) { return one.loop->turn() != one.seen; });
        if (is_wanted)
            is_asleep_.store(false, std::memory_order_relaxed);
        changed_.wait(lock, [this] { return is_stopping_ || !is_asleep_.load(std::memory_order_relaxed); });
        quiet = 0;
    }
}

} // namespace yonder::net
