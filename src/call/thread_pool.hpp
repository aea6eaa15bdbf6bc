// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_CALL_THREAD_POOL_HPP
#define YONDER_SRC_CALL_THREAD_POOL_HPP

#include <yonder/call/context.hpp>
#include <yonder/call/executor.hpp>

#include <condition_variable>
#include <deque>
#include <list>
#include <memory>
#include <mutex>
#include <thread>

namespace yonder {

// Threads that come when there is more to do than there are of them, up to a limit, and go after some idle time.
class thread_pool final : public executor {
public:
    explicit thread_pool(thread_pool_options options) { state_->options = options; }
    ~thread_pool() override;

    bool post(task work) override { return offer(work); }

    // The same, but leaves `work` as it is where there is no room.
    bool offer(task& work);

    // The same, but waits while there is no room.
    void post_waiting(task work);

    // Whether something waits though all threads that there may be are there.
    bool is_crowded();

    // Whether something posted now would run at once.
    bool has_room();

    // Lets what was posted finish, and ends the threads. Nothing may be posted any more. In one of its own threads it
    // does not wait for them.
    void shutdown();

    // The same, but not for longer: then the threads that still run are left to themselves. False if there are any.
    bool shutdown_within(clock::duration limit);

private:
    // Kept by the threads too, as the last to let go of the pool may be one of them.
    struct state {
        thread_pool_options options;
        std::mutex mutex;
        std::condition_variable changed;
        std::condition_variable taken;
        std::deque<task> tasks;
        std::list<std::thread> threads;
        std::list<std::thread> ended;
        std::size_t idle = 0;
        bool is_stopping = false;
    };

    bool add(std::unique_lock<std::mutex>& lock, task& work);
    static void run(std::shared_ptr<state> const& state, std::list<std::thread>::iterator self);
    static void join_ended(state& state, std::unique_lock<std::mutex>& lock);

    std::shared_ptr<state> state_ = std::make_shared<state>();
};

} // namespace yonder

#endif
