// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_BUDGET_HPP
#define YONDER_RPC_BUDGET_HPP

#include <yonder/call/invoker.hpp>

#include <chrono>
#include <cstddef>

namespace yonder {

// How many remote calls one activity may make from this program: a loop over the network is seldom meant.
struct budget_options {
    std::size_t calls = 100;
    bool fails = false; // calls beyond it fail, unsent; otherwise the log has a warning for the first of them

    // What is known of activities is forgotten so long after their last call, and the oldest of them if there are more.
    std::chrono::milliseconds remembered = std::chrono::minutes(5);
    std::size_t max_activities = 10'000;
};

// A filter for container::filter that counts the calls of each activity, those of retries once.
filter budget(budget_options options = {});

} // namespace yonder

#endif
