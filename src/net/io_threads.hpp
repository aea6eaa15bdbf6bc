// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_NET_IO_THREADS_HPP
#define YONDER_SRC_NET_IO_THREADS_HPP

#include "../call/thread_pool.hpp"
#include "io_loop.hpp"
#include "loop_watch.hpp"

#include <atomic>
#include <cstddef>
#include <memory>
#include <vector>

namespace yonder::net {

// Loops, and the threads that serve them: one each, and further ones while calls take long.
class io_threads {
public:
    // `max_threads` in all; where they are not enough, loops wait for their calls to end.
    io_threads(std::size_t loops, std::size_t max_threads);
    ~io_threads(); // stops

    // In turn. Alive as long as this is.
    io_loop& next() noexcept { return *loops_[turn_++ % loops_.size()]; }
    std::vector<std::unique_ptr<io_loop>> const& all() const noexcept { return loops_; }

    // Ends the loops as they are, waits until calls in their threads have ended, and ends the threads. False if they
    // have not within `limit`: then they are left to themselves.
    bool stop(clock::duration limit = clock::duration::max());

private:
    bool relieve(io_loop& one);

    thread_pool threads_;
    loop_watch watch_;
    std::vector<std::unique_ptr<io_loop>> loops_;
    std::atomic<std::size_t> turn_ = 0;
};

} // namespace yonder::net

#endif
