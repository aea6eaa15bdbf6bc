// SPDX-License-Identifier: BSL-1.0
#include "thread_pool.hpp"

#include "process_end.hpp"
#include "put_off.hpp"

#include <yonder/call/duration.hpp>

#include <algorithm>
#include <system_error>
#include <utility>

namespace yonder {

thread_pool::~thread_pool() { shutdown(); }

bool thread_pool::offer(task& work) {
    std::unique_lock lock(state_->mutex);
    return !state_->is_stopping && state_->tasks.size() < state_->options.max_queued && add(lock, work);
}

void thread_pool::post_waiting(task work) {
    std::unique_lock lock(state_->mutex);
    state_->taken.wait(lock, [this] {
        return state_->is_stopping || state_->threads.size() < state_->options.max_threads ||
               state_->tasks.size() < state_->options.max_queued;
    });
    if (!add(lock, work))
        throw std::system_error(std::make_error_code(std::errc::resource_unavailable_try_again), "no thread to be had");
}

// False if there is no thread to do it, and the system gives none. Where there are some, they do it in their turn.
bool thread_pool::add(std::unique_lock<std::mutex>& lock, task& work) {
    state_->tasks.push_back(std::move(work));
    if (state_->idle >= state_->tasks.size() || state_->threads.size() >= state_->options.max_threads) {
        state_->changed.notify_one();
    } else {
        auto const self = state_->threads.emplace(state_->threads.end());
        try {
            *self = std::thread([kept = state_, self] { run(kept, self); });
        } catch (std::system_error const&) {
            state_->threads.erase(self);
            if (state_->threads.empty()) {
                work = std::move(state_->tasks.back());
                state_->tasks.pop_back();
                return false;
            }
            state_->changed.notify_one();
        }
    }
    join_ended(*state_, lock);
    return true;
}

bool thread_pool::is_crowded() {
    std::lock_guard const lock(state_->mutex);
    return state_->threads.size() >= state_->options.max_threads && state_->idle < state_->tasks.size();
}

bool thread_pool::has_room() {
    std::lock_guard const lock(state_->mutex);
    return state_->threads.size() < state_->options.max_threads || state_->idle > state_->tasks.size();
}

void thread_pool::join_ended(state& state, std::unique_lock<std::mutex>& lock) {
    std::list<std::thread> ended;
    ended.swap(state.ended);
    lock.unlock();
    for (std::thread& one : ended)
        if (one.joinable()) // or it was left to itself by shutdown()
            one.join();
}

void thread_pool::run(std::shared_ptr<state> const& state, std::list<std::thread>::iterator self) {
    std::unique_lock lock(state->mutex);
    for (;;) {
        if (state->tasks.empty() && !state->is_stopping) {
            ++state->idle;
            state->changed.wait_for(lock, state->options.idle_life,
                                    [&] { return state->is_stopping || !state->tasks.empty(); });
            --state->idle;
        }
        if (state->tasks.empty())
            break;
        {
            task work = std::move(state->tasks.front());
            state->tasks.pop_front();
            state->taken.notify_one();
            lock.unlock();
            work();
        } // what it held goes before the lock is taken again
        do_put_off();
        lock.lock();
    }
    state->ended.splice(state->ended.end(), state->threads, self);
    state->changed.notify_all();
}

void thread_pool::shutdown() { shutdown_within(clock::duration::max()); }

bool thread_pool::shutdown_within(clock::duration limit) {
    std::unique_lock lock(state_->mutex);
    state_->is_stopping = true;
    state_->changed.notify_all();
    state_->taken.notify_all();
    bool const is_own_thread = std::any_of(state_->threads.begin(), state_->threads.end(), [](std::thread const& one) {
        return one.get_id() == std::this_thread::get_id();
    });
    auto const is_over = [this] { return state_->threads.empty(); };
    if (!is_own_thread && limit == clock::duration::max())
        state_->changed.wait(lock, is_over); // without a time, as wait_until would compute with it
    bool const has_ended = !is_own_thread && state_->changed.wait_until(lock, time_after(limit), is_over);
    if (has_ended)
        join_ended(*state_, lock);
    else
        for (std::thread& one : state_->threads)
            if (one.joinable())
                one.detach();
    return has_ended;
}

std::shared_ptr<executor> make_thread_pool(thread_pool_options options) {
    return std::make_shared<thread_pool>(options);
}

namespace {

// For what was posted when the process ends.
constexpr auto last_work = std::chrono::seconds(10);

struct chosen_executor final : process_end::part {
    std::mutex mutex;
    std::shared_ptr<executor> chosen;
    std::shared_ptr<thread_pool> made;

    void end_with_process() noexcept override {
        std::shared_ptr<executor> dropped;
        std::shared_ptr<thread_pool> ending;
        {
            std::lock_guard const lock(mutex);
            dropped.swap(chosen);
            ending = made;
        }
        if (ending)
            ending->shutdown_within(last_work);
    }
};

// Never destroyed, as threads of transports complete calls, and so ask for it, while the program ends.
chosen_executor& the_executor() {
    static auto const* const kept = [] {
        auto* const made = new std::shared_ptr(std::make_shared<chosen_executor>());
        process_end::come_before_what_exists();
        process_end::add(process_end::stage::work, *made);
        return made;
    }();
    return **kept;
}

} // namespace

std::shared_ptr<executor> default_executor() {
    chosen_executor& place = the_executor();
    std::lock_guard const lock(place.mutex);
    if (place.chosen)
        return place.chosen;
    if (!place.made)
        place.made = std::make_shared<thread_pool>(thread_pool_options());
    return place.made;
}

void set_default_executor(std::shared_ptr<executor> chosen) {
    chosen_executor& place = the_executor();
    {
        std::lock_guard const lock(place.mutex);
        place.chosen.swap(chosen);
    } // the one before ends here, without the lock
}

} // namespace yonder
