// SPDX-License-Identifier: BSL-1.0
#include "io_threads.hpp"

#include <system_error>

namespace yonder::net {

io_threads::io_threads(std::size_t loops, std::size_t max_threads)
    : threads_({.max_threads = max_threads, .max_queued = max_threads}),
      watch_([this](io_loop& one) { return relieve(one); }) {
    std::vector<io_loop*> watched;
    for (std::size_t i = 0; i < loops; ++i)
        watched.push_back(loops_.emplace_back(std::make_unique<io_loop>(watch_)).get());
    for (io_loop* const one : watched)
        if (!threads_.post([one] { one->run(); }))
            throw std::system_error(std::make_error_code(std::errc::resource_unavailable_try_again),
                                    "no thread to be had");
    watch_.start(std::move(watched));
}

io_threads::~io_threads() { stop(); }

bool io_threads::relieve(io_loop& one) {
    if (!threads_.has_room())
        return false;
    std::uint64_t const turn = one.turn();
    if (turn % 2 == 0 || !one.seize(turn))
        return true; // it is not needed any more
    task go_on = [&one] { one.take_over(); };
    while (!threads_.offer(go_on)) // the loop is nobody's now
        std::this_thread::sleep_for(loop_watch::patience);
    return true;
}

bool io_threads::stop(clock::duration limit) {
    watch_.stop();
    for (auto const& one : loops_)
        one->context.stop();
    return limit == clock::duration::max() ? (threads_.shutdown(), true) : threads_.shutdown_within(limit);
}

} // namespace yonder::net
