// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_WORKER_THREADS_HPP
#define YONDER_SRC_HTTP_WORKER_THREADS_HPP

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <thread>

namespace yonder::http {

// Threads that come when there is more to do than there are of them, up to a limit, and go after some idle seconds. An
// idle connection holds a thread of cpp-httplib, so a fixed number of them would starve other clients.
class worker_threads {
public:
    explicit worker_threads(std::size_t most) : most_(most) {}
    ~worker_threads() { shutdown(); }

    // Runs `task` soon. While all threads are at work and as many tasks wait, this waits too: whoever brings
    // connections then leaves further ones to the system's queue.
    void enqueue(std::function<void()> task);

    // Whether all threads that there may be have something to do.
    bool is_busy();

    // Lets what was enqueued finish, and ends the threads.
    void shutdown();

private:
    void run(std::list<std::thread>::iterator self);
    void join_ended(std::unique_lock<std::mutex>& lock);

    std::size_t most_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::condition_variable taken_;
    std::deque<std::function<void()>> tasks_;
    std::list<std::thread> threads_;
    std::list<std::thread> ended_;
    std::size_t idle_ = 0;
    bool is_stopping_ = false;
};

} // namespace yonder::http

#endif
