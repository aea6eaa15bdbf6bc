// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_FUTURE_CORE_HPP
#define YONDER_CALL_FUTURE_CORE_HPP

#include <yonder/call/context.hpp>

#include <atomic>
#include <cstdint>
#include <exception>
#include <utility>

namespace yonder {

// Something that waits for a result, and is run once when it is there.
class continuation {
public:
    virtual void run() noexcept = 0;

    continuation* next_to_run = nullptr; // in the list that a thread has; nobody else's business

protected:
    continuation() = default;
    ~continuation() = default;
};

// What a result that may come later has, whatever its type: one producer, who completes it, and one consumer. Counts
// the references to itself.
class future_core {
public:
    future_core() = default;
    future_core(future_core const&) = delete;
    future_core& operator=(future_core const&) = delete;

    void retain() noexcept { references_.fetch_add(1, std::memory_order_relaxed); }
    void release() noexcept {
        if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1)
            destroy();
    }

    bool is_done() const noexcept { return phase_.load(std::memory_order_acquire) == phase::done; }

    // For the consumer. Runs `next` when the result is there, in the thread that brings it; false if it is there
    // already, and `next` is not run. Once.
    bool await(continuation& next) noexcept;

    // Blocks until the result is there, or `deadline` has passed: false. In a continuation it first runs what this
    // thread has still to run.
    bool wait_until(clock::time_point deadline);

    // Says that the result is not wanted, to the producer and to all that it waits for in turn. The producer still
    // completes.
    void cancel() noexcept;
    bool is_cancelled() const noexcept { return cancelled_.load(std::memory_order_acquire); }

    // Of a result that is there: why there is none. Null if there is one.
    std::exception_ptr const& error() const noexcept { return error_; }

    // Somebody takes care of a failure, so that it is no news when nobody else does.
    void observe() noexcept { is_observed_ = true; }

    // For the producer. The first to claim completes: it stores the value, or an error, and publishes.
    bool claim() noexcept {
        auto expected = phase::pending;
        return phase_.compare_exchange_strong(expected, phase::claimed, std::memory_order_acq_rel);
    }
    void store_error(std::exception_ptr error) noexcept { error_ = std::move(error); }
    void publish() noexcept;

    // All of it for a failure. False if it was complete already.
    bool fail(std::exception_ptr error) noexcept;

    // What the producer waits for itself, and who is told of a cancellation. Null when it waits no longer.
    void set_upstream(future_core* source) noexcept;

protected:
    // Reports a failure that nobody observed.
    virtual ~future_core();

    virtual void destroy() noexcept { delete this; }
    virtual void on_cancel() noexcept {}

    // Runs what waited, now, or after the continuation that this thread is running.
    static void run_here(continuation& next) noexcept;

    // Runs one of what this thread has still to run; false if there is nothing.
    static bool run_queued() noexcept;

private:
    enum class phase : std::uint8_t { pending, claimed, done };
    struct blocked;

    future_core* take_upstream() noexcept;

    std::atomic<std::uint32_t> references_ = 1;
    std::atomic<phase> phase_ = phase::pending;
    std::atomic<bool> cancelled_ = false;
    bool is_observed_ = false;
    std::atomic_flag upstream_locked_ = ATOMIC_FLAG_INIT;
    future_core* upstream_ = nullptr;
    std::atomic<continuation*> consumer_ = nullptr; // itself as a mark when done
    std::exception_ptr error_;
};

// Throws std::future_error, with no_state or future_already_retrieved. `what` is the class.
[[noreturn]] void throw_no_state(char const* what);
[[noreturn]] void throw_retrieved(char const* what);

// What a future fails with whose promise was dropped: yonder::error with canceled.
std::exception_ptr dropped_promise();

// A reference that counts.
template <class Core>
class core_pointer {
public:
    core_pointer() = default;
    explicit core_pointer(Core* adopted) noexcept : core_(adopted) {}
    core_pointer(core_pointer&& other) noexcept : core_(std::exchange(other.core_, nullptr)) {}
    core_pointer& operator=(core_pointer&& other) noexcept {
        std::swap(core_, other.core_);
        return *this;
    }
    ~core_pointer() {
        if (core_)
            core_->release();
    }

    static core_pointer share(Core& core) noexcept {
        core.retain();
        return core_pointer(&core);
    }

    // The reference is the caller's from now on.
    Core* detach() noexcept { return std::exchange(core_, nullptr); }

    Core* operator->() const noexcept { return core_; }
    Core& operator*() const noexcept { return *core_; }
    Core* get() const noexcept { return core_; }
    explicit operator bool() const noexcept { return core_ != nullptr; }

private:
    Core* core_ = nullptr;
};

} // namespace yonder

#endif
