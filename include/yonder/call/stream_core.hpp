// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_STREAM_CORE_HPP
#define YONDER_CALL_STREAM_CORE_HPP

#include <yonder/call/future_core.hpp>
#include <yonder/call/task.hpp>

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <utility>

namespace yonder {

// What a sequence of items that come one by one has, whatever their type: one producer and one consumer. It is done,
// as a future, when nothing follows what is there. A producer that waits to be asked works in the thread that asks.
class stream_core : public future_core {
public:
    // For the consumer, one thread at a time. Whether an item or the end is there; asks a producer that waits for that.
    bool poll();

    // Runs `next` when poll() is true, in the thread that makes it so; false if it is already, and `next` is not run.
    bool await_item(continuation& next);

    // Blocks until poll() is true. Meanwhile runs what it was offered.
    void wait_item();

    // Asks a consumer that blocks to run `work` in its thread when it waits next: true if it does so.
    bool offer_work(task work);

    // The failure that it ends with, if it does.
    std::exception_ptr const& failure_at_end() noexcept {
        observe();
        return error();
    }

protected:
    // Both with the lock.
    virtual bool has_item() const noexcept = 0;

    // Asks a producer that waits for it; may unlock. False if there is nothing to do but to wait.
    virtual bool pull(std::unique_lock<std::mutex>&) { return false; }

    // For producers: an item was stored under the lock, which this gives up. Nothing of this object may be touched
    // afterwards, as a consumer that has it may be done with it.
    static void tell(stream_core& self, std::unique_lock<std::mutex>& lock) noexcept;

    // Nothing follows. The first end counts.
    void end(std::exception_ptr failure = nullptr) noexcept;

    mutable std::mutex mutex_;

private:
    continuation* waiting_ = nullptr;
    bool is_blocking_ = false;
    std::condition_variable changed_;
    std::deque<task> offered_;
};

// What a stream ends with whose reader wants no more: yonder::error with canceled.
std::exception_ptr cancelled_stream();

// The same with items of type T.
template <class T>
class stream_state : public stream_core {
public:
    // The item that poll() found, or nothing at the end; throws what the stream failed with, or why the item is none.
    std::optional<T> take() {
        std::unique_lock lock(mutex_);
        if (has_item())
            return take_item(lock);
        lock.unlock();
        if (std::exception_ptr const& failure = failure_at_end())
            std::rethrow_exception(failure);
        return std::nullopt;
    }

protected:
    // There is one. May unlock.
    virtual T take_item(std::unique_lock<std::mutex>& lock) = 0;
};

} // namespace yonder

#endif
