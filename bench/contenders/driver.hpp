// SPDX-License-Identifier: BSL-1.0
// What the programs of all technologies share: each serves the same catalogue, or calls it and prints one line of
// figures as JSON.
//
//   PROGRAM serve ADDRESS              prints where it is, once it is there, and ends with its parent
//   PROGRAM call ADDRESS OPTION...     prints {"p50_us":..., "p99_us":..., "calls_per_s":..., "server_us_per_call":...}
//     --work small|large|stream        what is called
//     --callers N                      so many threads that wait for each answer, each with a connection if it can
//     --outstanding                    not threads, but calls under way at once from one thread over one connection
//     --seconds S --warm-up S          how long, after how long
//     --items N                        of a stream
//     --idle N                         so many connections more, which have been used once
//     --servers PID,...                the processes whose time is the server's
//
// What a technology does not have it says as {"not_here": "why"}.
#ifndef BENCH_CONTENDERS_DRIVER_HPP
#define BENCH_CONTENDERS_DRIVER_HPP

#include "../record.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace bench {

using clock = std::chrono::steady_clock;

enum class work : std::uint8_t { small, large };

// Ends the program: a benchmark that went wrong has no figures.
[[noreturn]] void give_up(std::string const& why);

inline void expect(bool is_right) {
    if (!is_right)
        give_up("the answer is not the one expected");
}

// One who calls and waits, in one thread.
class caller {
public:
    virtual ~caller() = default;
    virtual void find(std::int64_t id) = 0; // each looks at all members of what it gets
    virtual void list(std::int64_t first) = 0;
};

// Where one thread writes down its calls.
class timesheet {
public:
    explicit timesheet(std::atomic<int> const& phase) : phase_(phase) { times_.reserve(1 << 16); }

    bool is_over() const { return phase_.load(std::memory_order_relaxed) == 2; }

    // The ids that calls ask for take the same number of bytes in every form.
    std::int64_t next_id() { return 4000 + (asked_++ % 1000); }

    void done(clock::time_point begun) {
        if (phase_.load(std::memory_order_relaxed) == 1)
            times_.push_back(clock::now() - begun);
    }

    std::vector<clock::duration> const& times() const { return times_; }

private:
    std::atomic<int> const& phase_; // 0 warms up, 1 counts, 2 is over
    std::int64_t asked_ = 0;
    std::vector<clock::duration> times_;
};

struct technology {
    // Serves at `address`, tells `ready` where that is, and does not return.
    std::function<void(std::string const& address, std::function<void(std::string const&)> const& ready)> serve;

    std::function<std::unique_ptr<caller>(std::string const& address)> connect;

    // Keeps so many calls going over one connection until the sheet says that it is over. Empty if there is no way.
    std::function<void(std::string const& address, work what, unsigned outstanding, timesheet& sheet)> overlap;

    // Asks for a stream of so many numbers, which count from 0, and returns their sum. Empty if there are no streams.
    std::function<std::int64_t(std::string const& address, std::int64_t items)> stream;
};

// The body of main.
int run(int count, char** arguments, technology const& one);

} // namespace bench

#endif
