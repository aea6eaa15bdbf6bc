// SPDX-License-Identifier: BSL-1.0
#include "io_loop.hpp"

#include "../rpc/current_exception.hpp"
#include "loop_watch.hpp"
#include "processor.hpp"

#include <yonder/call/log.hpp>

#include <string>
#include <utility>

namespace yonder::net {
namespace {

// Whether this thread has lost the loop that it served.
thread_local bool is_relieved = false;

// The call that this thread is in.
thread_local io_loop const* loop_of_call = nullptr;
thread_local std::uint64_t number_of_call = 0;

} // namespace

io_loop::io_loop(loop_watch& watch) : stay_(context.get_executor()), watch_(watch) {}

void io_loop::run() {
    is_relieved = false;
    while (!is_relieved)
        try {
            if (context.run_one() == 0)
                return;
            if (int const now = current_processor(); now != processor())
                processor_.store(now, std::memory_order_relaxed);
        } catch (...) {
            log_failure();
        }
}

void io_loop::log_failure() noexcept {
    try {
        log(log_level::failure,
            "a thread that reads and writes could not do something: " + rpc::text_of_current_exception());
    } catch (std::exception const&) { // no memory for the text either
    }
}

void io_loop::take_over() {
    is_relieved = false;
    auto const within = within_;
    within->go_on_elsewhere();
    if (!is_relieved)
        run();
}

std::uint64_t io_loop::begin_call(std::shared_ptr<unfinished> const& within) {
    if (within_ != within)
        within_ = within;
    std::uint64_t const ticket = turn_.load(std::memory_order_relaxed) + 1;
    turn_.store(ticket, std::memory_order_seq_cst); // before the look at whether the watch sleeps
    watch_.wake();
    loop_of_call = this;
    number_of_call = ticket;
    return ticket;
}

bool io_loop::end_call(std::uint64_t ticket) noexcept {
    loop_of_call = nullptr;
    if (turn_.compare_exchange_strong(ticket, ticket + 1, std::memory_order_acq_rel))
        return true;
    is_relieved = true;
    return false;
}

bool io_loop::is_mine() const noexcept { return loop_of_call != this || turn() == number_of_call; }

void io_loop::forget(unfinished const& one) noexcept {
    if (within_.get() == &one)
        within_.reset();
}

} // namespace yonder::net
