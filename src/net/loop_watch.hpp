// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_NET_LOOP_WATCH_HPP
#define YONDER_SRC_NET_LOOP_WATCH_HPP

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace yonder::net {

class io_loop;

// Sees loops whose thread has been in one call for too long. Looks every millisecond while calls are made, and sleeps
// while none are.
class loop_watch {
public:
    static constexpr auto patience = std::chrono::milliseconds(1);

    // `relieve` sees that another thread takes the loop over: false if there is none to be had now.
    explicit loop_watch(std::function<bool(io_loop&)> relieve) : relieve_(std::move(relieve)) {}
    ~loop_watch() { stop(); }

    // Begins to look, once all loops are there.
    void start(std::vector<io_loop*> loops);
    void stop();

    // Somebody begins a call.
    void wake() noexcept {
        if (is_asleep_.load(std::memory_order_seq_cst))
            wake_up();
    }

private:
    void wake_up() noexcept;
    void run();
    bool look();

    std::function<bool(io_loop&)> const relieve_;
    struct watched {
        io_loop* loop;
        std::uint64_t seen = 0;
    };
    std::vector<watched> loops_;
    std::atomic<bool> is_asleep_ = false;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool is_stopping_ = false;
    std::thread thread_;
};

} // namespace yonder::net

#endif
