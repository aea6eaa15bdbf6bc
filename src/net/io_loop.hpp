// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_NET_IO_LOOP_HPP
#define YONDER_SRC_NET_IO_LOOP_HPP

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <atomic>
#include <cstdint>
#include <memory>

namespace yonder::net {

class loop_watch;

// What a thread of a loop is in the middle of while it makes a call. If the call takes long, another thread takes the
// loop over, and goes on with this.
class unfinished {
public:
    // In the other thread, while the call still runs: leaves alone what the call uses, and goes on after it.
    virtual void go_on_elsewhere() = 0;

protected:
    ~unfinished() = default;
};

// Handlers run where their request was read, as a hand-over to another thread costs more than most of them. One that
// takes its time must not hold up the other connections of its loop, so a loop belongs to the thread that runs it only
// as long as its calls are short: see run_call.
class io_loop {
public:
    explicit io_loop(loop_watch& watch);

    // Serves the context in this thread until it is stopped, or until another thread has taken it over.
    void run();

    // Takes over from the thread that is in a call, and serves the context from then on. After seize().
    void take_over();

    // Runs `call` for `within`, in the thread that serves the loop. False if another thread has taken the loop over
    // meanwhile: this one must not touch it any more, nor what is `within`.
    template <class Call>
    bool run_call(std::shared_ptr<unfinished> const& within, Call&& call) {
        std::uint64_t const ticket = begin_call(within);
        try {
            call();
        } catch (...) { // no memory, mostly, as what users write is called by who knows what to make of its failures
            log_failure();
        }
        return end_call(ticket);
    }

    // Whether this thread still serves the loop, if it did when the call began that it is in.
    bool is_mine() const noexcept;

    // For the watch: the number of the call that runs, odd; or even between calls.
    std::uint64_t turn() const noexcept { return turn_.load(std::memory_order_seq_cst); }

    // For the watch: takes the loop from the thread that is in this call. False if that is over.
    bool seize(std::uint64_t turn) noexcept { return turn_.compare_exchange_strong(turn, turn + 1); }

    // Where the thread that serves the loop ran last; -1 if that is not known. Any thread.
    int processor() const noexcept { return processor_.load(std::memory_order_relaxed); }

    // Lets go of what a call was made within last, if it is this.
    void forget(unfinished const& one) noexcept;

    boost::asio::io_context context;

private:
    std::uint64_t begin_call(std::shared_ptr<unfinished> const& within);
    bool end_call(std::uint64_t ticket) noexcept;
    static void log_failure() noexcept;

    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> stay_;
    loop_watch& watch_;
    std::atomic<std::uint64_t> turn_ = 0;
    std::atomic<int> processor_ = -1;
    std::shared_ptr<unfinished> within_; // of the thread that serves the loop
};

} // namespace yonder::net

#endif
