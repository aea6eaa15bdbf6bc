// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_CALL_THREAD_POOL_HPP
#define YONDER_SRC_CALL_THREAD_POOL_HPP

#include <yonder/call/executor.hpp>

#include <condition_variable>
#include <deque>
#include <list>
#include <mutex>
#include <thread>

namespace yonder {

// Threads that come when there is more to do than there are of them, up to a limit, and go after some idle time.
class thread_pool final : public executor {
public:
    explicit thread_pool(thread_pool_options options) : options_(options) {}
    ~thread_pool() override { shutdown(); }

    bool post(task work) override;

    // The same, but waits while there is no room.
    void post_waiting(task work);

    // Whether all threads that there may be have something to do.
    bool is_busy();

    // Lets what was posted finish, and ends the threads. Nothing may be posted any more.
    void shutdown();

private:
    void add(std::unique_lock<std::mutex>& lock, task work);
    void run(std::list<std::thread>::iterator self);
    void join_ended(std::unique_lock<std::mutex>& lock);

    thread_pool_options options_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::condition_variable taken_;
    std::deque<task> tasks_;
    std::list<std::thread> threads_;
    std::list<std::thread> ended_;
    std::size_t idle_ = 0;
    bool is_stopping_ = false;
};

} // namespace yonder

#endif
