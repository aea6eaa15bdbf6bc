// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_PROMISE_HPP
#define YONDER_CALL_PROMISE_HPP

#include <yonder/call/future.hpp>

#include <atomic>
#include <exception>
#include <functional>
#include <utility>

namespace yonder {

template <class T>
class promised_state final : public future_state<T> {
public:
    // Runs it at once if the result is unwanted already.
    void set_canceller(std::function<void()> canceller) {
        {
            spin_lock const lock(busy_);
            if (!this->is_cancelled()) {
                canceller_ = std::move(canceller);
                return;
            }
        }
        canceller();
    }

private:
    struct spin_lock {
        explicit spin_lock(std::atomic_flag& of) noexcept : flag(of) {
            while (flag.test_and_set(std::memory_order_acquire)) {
            }
        }
        ~spin_lock() { flag.clear(std::memory_order_release); }
        spin_lock(spin_lock const&) = delete;
        spin_lock& operator=(spin_lock const&) = delete;
        std::atomic_flag& flag;
    };

    void on_cancel() noexcept override {
        std::function<void()> canceller;
        {
            spin_lock const lock(busy_);
            canceller.swap(canceller_);
        }
        if (canceller)
            canceller();
    }

    std::atomic_flag busy_ = ATOMIC_FLAG_INIT;
    std::function<void()> canceller_;
};

// The side that keeps the promise. Dropped without a result, it fails its future with yonder::error, canceled. One
// thread at a time. Once moved from it throws std::future_error with no_state.
template <class T>
class promise {
public:
    promise() : state_(new promised_state<T>()) {}
    promise(promise&&) noexcept = default;
    promise& operator=(promise&& other) noexcept {
        drop();
        state_ = std::move(other.state_);
        is_retrieved_ = other.is_retrieved_;
        return *this;
    }
    ~promise() { drop(); }

    // Once: then it throws std::future_error with future_already_retrieved.
    future<T> get_future() {
        auto& shared = state();
        if (std::exchange(is_retrieved_, true))
            throw_retrieved("yonder::promise");
        return future<T>(core_pointer<future_state<T>>(core_pointer<promised_state<T>>::share(shared).detach()));
    }

    // The value, from what it is made of; or a failure, as an exception. False if there is a result already.
    template <class... Arguments>
    bool set_value(Arguments&&... arguments) {
        return state().complete(std::forward<Arguments>(arguments)...);
    }
    bool set_exception(std::exception_ptr failure) { return state().fail(std::move(failure)); }
    bool fail(std::exception_ptr failure) { return set_exception(std::move(failure)); } // what it points to
    template <class Exception>
    bool fail(Exception failure) {
        return set_exception(std::make_exception_ptr(std::move(failure)));
    }

    // Whether the future's owner cancelled it, and what to do when that happens: in the thread that cancels, or here if
    // it has happened; must not throw. The promise is still to be kept.
    bool is_cancelled() const { return state().is_cancelled(); }
    void on_cancel(std::function<void()> canceller) { state().set_canceller(std::move(canceller)); }

private:
    promised_state<T>& state() const {
        if (!state_)
            throw_no_state("yonder::promise");
        return *state_;
    }
    void drop() noexcept {
        if (state_ && !state_->is_done())
            state_->fail(dropped_promise());
    }

    core_pointer<promised_state<T>> state_;
    bool is_retrieved_ = false;
};

} // namespace yonder

#endif
