// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_NET_SERVING_HPP
#define YONDER_SRC_NET_SERVING_HPP

#include "../call/thread_pool.hpp"

#include <yonder/call/context.hpp>
#include <yonder/call/exchange.hpp>
#include <yonder/rpc/registry.hpp>

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace yonder::net {

// Whether a method is called in the thread that read of the call, or in one of those for what takes its time, as it
// did lately. Any thread may use it.
class pace {
public:
    bool is_slow() const noexcept { return slowness_.load(std::memory_order_relaxed) > 0; }

    // It held up the thread that read.
    void was_slow() noexcept { slowness_.store(quick_calls, std::memory_order_relaxed); }

    // What a call in another thread took.
    void took(clock::duration time) noexcept;

    // Calls of the method at work.
    std::atomic<std::size_t> at_work = 0;

private:
    static constexpr int quick_calls = 32; // in a row, after which it is trusted again

    std::atomic<int> slowness_ = 0;
};

// What a server serves by any protocol, and how many calls are at work.
class serving {
public:
    serving(std::shared_ptr<rpc::registry const> services, std::size_t max_in_flight);

    std::shared_ptr<rpc::registry const> const& services() const noexcept { return services_; }
    pace& pace_of(method_descriptor const& method) { return *paces_.at(&method); }

    // Runs `work` in a thread for what takes its time: false if all of them are taken, and so are the places to wait.
    bool run_elsewhere(task work) { return slow_.post(std::move(work)); }

    // When nothing more comes: waits for what runs there, and lets go of what is served. An object that never fulfils a
    // promise it gave keeps the call that waits for it, which must not keep the object.
    void stop() {
        slow_.shutdown();
        services_.reset();
    }

    // Takes a place for a call: false if all are taken.
    bool enter(method_descriptor const& method);
    void leave(method_descriptor const& method) noexcept;
    std::size_t at_work() const noexcept { return count_; }

    // The methods of the calls at work, and how many of each there are.
    std::string list_calls() const;

    // What a caller is told for whom there was no place.
    failure too_busy(method_descriptor const& method) const;

    // Waits until no call is at work: false if there still are at that time.
    bool wait_for_end(clock::time_point deadline);

private:
    std::shared_ptr<rpc::registry const> services_;
    std::size_t const max_in_flight_;
    std::unordered_map<method_descriptor const*, std::unique_ptr<pace>> paces_;
    thread_pool slow_;
    std::atomic<std::size_t> count_ = 0;
    std::atomic<bool> is_awaited_ = false;
    std::mutex mutex_;
    std::condition_variable changed_;
};

// "shop.v1.Basket.add (2), shop.v1.Prices.find": at most ten.
std::string list_counts(std::map<std::string, std::size_t> const& counts);

// The method "interface/method" of a server, or why there is none; `development`: with what there is. `version` is the
// minor version of the interface that the caller knows; 0 if it does not say.
struct found_method {
    rpc::service const* service = nullptr;
    method_descriptor const* method = nullptr;
    std::string problem; // if there is none
};
found_method find_method(rpc::registry const& services, std::string_view name, bool development, unsigned version);

// What a caller is told whose request, or a part of it, is larger than a server takes. `what` is that, and whose.
std::string more_than_allowed(std::string const& what, std::size_t limit);

// Begins a call. What a target throws ends the call alone, and its text stays in.
void begin_call(invoker& target, request& what, std::shared_ptr<exchange> const& caller);

// What callers are told at their deadline, and when a server stops before the call has ended, whatever its handler
// makes of that.
failure passed_deadline(method_descriptor const& method, reached how_far = reached::executed);
failure stopped(method_descriptor const& method);

} // namespace yonder::net

#endif
