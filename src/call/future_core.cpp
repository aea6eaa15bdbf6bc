// SPDX-License-Identifier: BSL-1.0
#include "put_off.hpp"

#include <yonder/call/error.hpp>
#include <yonder/call/failure_hook.hpp>
#include <yonder/call/future_core.hpp>

#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace yonder {
namespace {

// What a thread has still to run. Results that complete while a continuation runs wait here, so that a chain of any
// length needs no stack.
struct run_queue {
    continuation* first = nullptr;
    continuation** end = &first;
    bool is_running = false;
};

run_queue& queue_of_this_thread() noexcept {
    thread_local run_queue queue;
    return queue;
}

// Stands for "done" where a consumer would stand.
continuation* done_mark() noexcept {
    struct nobody final : continuation {
        void run() noexcept override {}
    };
    static nobody mark;
    return &mark;
}

// With a text that says what is wrong; that of the standard says the name of the code alone.
class wrong_use final : public std::future_error {
public:
    wrong_use(std::future_errc code, std::string text)
        : std::future_error(code), text_(std::make_shared<std::string const>(std::move(text))) {}
    char const* what() const noexcept override { return text_->c_str(); }

private:
    std::shared_ptr<std::string const> text_; // as copying an exception must not throw
};

} // namespace

void throw_no_state(char const* what) {
    throw wrong_use(std::future_errc::no_state, std::string(what) + ": there is nothing to come of this object: it was "
                                                                    "made of nothing, moved from, or used up before; "
                                                                    "ask valid() first");
}

void throw_retrieved(char const* what) {
    throw wrong_use(std::future_errc::future_already_retrieved,
                    std::string(what) + ": what it makes was given out before: it has one owner; move that one on");
}

void future_core::run_here(continuation& next) noexcept {
    run_queue& queue = queue_of_this_thread();
    next.next_to_run = nullptr;
    *queue.end = &next;
    queue.end = &next.next_to_run;
    if (queue.is_running)
        return;
    queue.is_running = true;
    while (continuation* const one = queue.first) {
        queue.first = one->next_to_run;
        if (!queue.first)
            queue.end = &queue.first;
        one->run();
    }
    queue.is_running = false;
}

void future_core::publish() noexcept {
    phase_.store(phase::done, std::memory_order_release);
    if (continuation* const waiting = consumer_.exchange(done_mark(), std::memory_order_acq_rel))
        run_here(*waiting);
}

bool future_core::fail(std::exception_ptr error) noexcept {
    if (!claim())
        return false;
    store_error(std::move(error));
    publish();
    return true;
}

bool future_core::await(continuation& next) noexcept {
    continuation* expected = nullptr;
    return consumer_.compare_exchange_strong(expected, &next, std::memory_order_acq_rel);
}

// A thread that waits, as a continuation.
struct future_core::blocked final : continuation {
    void run() noexcept override {
        std::lock_guard const lock(mutex);
        is_over = true;
        changed.notify_one();
    }

    std::mutex mutex;
    std::condition_variable changed;
    bool is_over = false;
};

bool future_core::run_queued() noexcept {
    run_queue& queue = queue_of_this_thread();
    continuation* const one = queue.first;
    if (!one)
        return false;
    queue.first = one->next_to_run;
    if (!queue.first)
        queue.end = &queue.first;
    one->run();
    return true;
}

bool future_core::wait_until(clock::time_point deadline) {
    while (!is_done() && run_queued()) {
    }
    if (is_done())
        return true;
    do_put_off();
    blocked waiting;
    if (!await(waiting))
        return true;
    std::unique_lock lock(waiting.mutex);
    auto const is_over = [&] { return waiting.is_over; };
    if (deadline == clock::time_point::max())
        waiting.changed.wait(lock, is_over);
    else if (!waiting.changed.wait_until(lock, deadline, is_over)) {
        continuation* expected = &waiting;
        if (consumer_.compare_exchange_strong(expected, nullptr, std::memory_order_acq_rel))
            return false;
        waiting.changed.wait(lock, is_over); // it is being run at this moment
    }
    return true;
}

// A loop, as a chain of waiting futures may be long.
void future_core::cancel() noexcept {
    core_pointer<future_core> current = core_pointer<future_core>::share(*this);
    while (current && !current->cancelled_.exchange(true, std::memory_order_acq_rel)) {
        if (!current->is_done())
            current->on_cancel();
        current = core_pointer<future_core>(current->take_upstream());
    }
}

// With a reference more.
future_core* future_core::take_upstream() noexcept {
    while (upstream_locked_.test_and_set(std::memory_order_acquire)) {
    }
    future_core* const source = upstream_;
    if (source)
        source->retain();
    upstream_locked_.clear(std::memory_order_release);
    return source;
}

void future_core::set_upstream(future_core* source) noexcept {
    if (source)
        source->retain();
    while (upstream_locked_.test_and_set(std::memory_order_acquire)) {
    }
    future_core* const before = std::exchange(upstream_, source);
    upstream_locked_.clear(std::memory_order_release);
    if (before)
        before->release();
    if (source && is_cancelled())
        source->cancel();
}

std::exception_ptr dropped_promise() {
    return std::make_exception_ptr(error(code::canceled, "the promise of this result was dropped before it was kept"));
}

future_core::~future_core() {
    if (upstream_)
        upstream_->release();
    if (error_ && !is_observed_ && !is_cancelled())
        report_unobserved(error_);
}

} // namespace yonder
