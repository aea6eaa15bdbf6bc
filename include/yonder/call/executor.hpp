// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_EXECUTOR_HPP
#define YONDER_CALL_EXECUTOR_HPP

#include <yonder/call/task.hpp>

#include <chrono>
#include <cstddef>
#include <memory>

namespace yonder {

// Threads to run things in. Programs that have their own write one of these over them, such as over an io_context of
// Boost.Asio (docs/calls.md). Any thread may use it.
class executor {
public:
    virtual ~executor() = default;

    // Runs `work` in one of its threads, soon, and not before this returns in this one. False if there is no room: then
    // `work` is destroyed without having run.
    [[nodiscard]] virtual bool post(task work) = 0;
};

struct thread_pool_options {
    std::size_t max_threads = 64;   // they come when there is more to do than there are of them
    std::size_t max_queued = 10000; // tasks that wait; post() refuses one more
    std::chrono::milliseconds idle_life = std::chrono::seconds(10); // after which a thread goes
};

// Its end runs what was posted, and waits for it.
std::shared_ptr<executor> make_thread_pool(thread_pool_options options = {});

// Where asynchronous calls of local objects, and handlers whose callers do not wait, run unless somebody says
// otherwise. A thread pool, unless it was set; null sets that one again. Set it before it is used: what was posted
// stays where it is. When the process ends, what was posted to it still runs, but for 10 seconds at most.
std::shared_ptr<executor> default_executor();
void set_default_executor(std::shared_ptr<executor> chosen);

} // namespace yonder

#endif
