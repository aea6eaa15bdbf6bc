// SPDX-License-Identifier: BSL-1.0
#include "process_end.hpp"
#include "thread_pool.hpp"

#include <yonder/call/error.hpp>
#include <yonder/call/promise.hpp>
#include <yonder/call/timer.hpp>

#include <condition_variable>
#include <limits>
#include <map>
#include <mutex>
#include <new>
#include <thread>
#include <utility>
#include <vector>

namespace yonder {
namespace {

// How long the process waits for what alarms have begun when it ends.
constexpr auto last_work = std::chrono::seconds(10);

// What is to be done, by time; the thread that waits for it, begun with the first alarm; and those that do it. They are
// no executor's, as what holds those up is what times are for.
class timers final : public process_end::part {
public:
    void end_with_process() noexcept override {
        std::thread ending;
        {
            std::lock_guard const lock(mutex_);
            is_stopping_ = true;
            ending.swap(thread_);
        }
        changed_.notify_all();
        if (ending.get_id() == std::this_thread::get_id()) // that called exit()
            ending.detach();
        else if (ending.joinable())
            ending.join();
        doing_.shutdown_within(last_work);
    }

    alarm add(clock::time_point when, task work) {
        std::lock_guard const lock(mutex_);
        alarm const made{when, ++last_};
        if (spare_.empty()) {
            alarms_.emplace(made, std::move(work));
        } else {
            auto node = std::move(spare_.back());
            spare_.pop_back();
            node.key() = made;
            node.mapped() = std::move(work);
            alarms_.insert(std::move(node));
        }
        if (is_stopping_)
            return made; // which nobody waits for
        if (!thread_.joinable())
            thread_ = std::thread([this] { run(); });
        else if (alarms_.begin()->first == made)
            changed_.notify_all();
        return made;
    }

    bool remove(alarm one) noexcept {
        task dropped;
        std::lock_guard const lock(mutex_);
        auto node = alarms_.extract(one);
        if (node.empty())
            return false;
        dropped = std::move(node.mapped());
        keep(std::move(node));
        return true;
    }

private:
    using map = std::map<alarm, task>;

    // Used again, as most alarms are called off soon: with each call that has a deadline and is answered.
    void keep(map::node_type node) {
        if (spare_.size() < 1024)
            spare_.push_back(std::move(node));
    }

    void run() {
        std::unique_lock lock(mutex_);
        while (!is_stopping_) {
            if (alarms_.empty()) {
                changed_.wait(lock);
                continue;
            }
            auto const next = alarms_.begin()->first.when;
            if (next > clock::now()) {
                if (next == clock::time_point::max())
                    changed_.wait(lock);
                else
                    changed_.wait_until(lock, next);
                continue;
            }
            auto node = alarms_.extract(alarms_.begin());
            task work = std::move(node.mapped());
            keep(std::move(node));
            lock.unlock();
            if (!begin(work))
                work();
            work = task(); // what it held goes before the lock is taken again
            lock.lock();
        }
    }

    // False if there is neither a thread for it nor one to be had.
    bool begin(task& work) noexcept {
        try {
            return doing_.offer(work);
        } catch (std::bad_alloc const&) {
            return false;
        }
    }

    thread_pool doing_{thread_pool_options{.max_queued = std::numeric_limits<std::size_t>::max()}};
    std::mutex mutex_;
    std::condition_variable changed_;
    map alarms_;
    std::vector<map::node_type> spare_;
    std::uint64_t last_ = 0;
    bool is_stopping_ = false;
    std::thread thread_;
};

// Never destroyed, as threads of transports complete calls, and so call alarms off, while the program ends.
timers& the_timers() {
    static auto const* const kept = [] {
        auto* const made = new std::shared_ptr(std::make_shared<timers>());
        process_end::come_before_what_exists();
        process_end::add(process_end::stage::times, *made);
        return made;
    }();
    return **kept;
}

} // namespace

alarm run_at(clock::time_point when, task work) { return the_timers().add(when, std::move(work)); }
bool call_off(alarm one) noexcept { return the_timers().remove(one); }

future<void> sleep_until(clock::time_point when) {
    auto const waker = std::make_shared<promise<void>>();
    auto later = waker->get_future();
    alarm const set = run_at(when, [waker] { waker->set_value(); });
    waker->on_cancel([set, waker = std::weak_ptr(waker)] {
        auto const here = waker.lock();
        if (here && call_off(set))
            here->fail(error(code::canceled, "the sleep was cancelled"));
    });
    return later;
}

} // namespace yonder
