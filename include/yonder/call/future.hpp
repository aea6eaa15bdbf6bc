// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_FUTURE_HPP
#define YONDER_CALL_FUTURE_HPP

#include <yonder/call/duration.hpp>
#include <yonder/call/future_state.hpp>

#include <chrono>
#include <concepts>
#include <coroutine>
#include <exception>
#include <type_traits>
#include <utility>

namespace yonder {

template <class T>
class future;
template <class T>
class coroutine_promise;
template <class T>
class future_awaiter;

template <class T>
inline constexpr bool is_future = false;
template <class T>
inline constexpr bool is_future<future<T>> = true;

// A result that may come later: a value or an exception. It has one owner, and its result is taken once: by get(), by
// co_await, or by what then() or otherwise() is given, which leaves this object empty. Dropping it cancels nothing; a
// failure that nobody took is told to the hook for those. A different future may be used by each thread; one by a
// thread at a time, except for cancel().
//
// It is the return type of coroutines too: the body runs in the thread of its caller up to its first co_await of
// something that is not there yet, and after that in the thread that brings it.
template <class T>
class future {
public:
    using value_type = T;
    using promise_type = coroutine_promise<T>;

    future() = default;
    explicit future(core_pointer<future_state<T>> state) noexcept : state_(std::move(state)) {}

    // False for one that was made of nothing or moved from, and once the result was taken. What needs a result throws
    // std::future_error with no_state then; cancel() does nothing.
    bool valid() const noexcept { return static_cast<bool>(state_); }

    bool done() const { return state().is_done(); }

    // Block until it is done, the second and third no longer than that: false if it is not.
    void wait() const { state().wait_until(clock::time_point::max()); }
    bool wait_until(clock::time_point deadline) const { return state().wait_until(deadline); }
    template <class Rep, class Period>
    bool wait_for(std::chrono::duration<Rep, Period> time) const {
        return wait_until(time_after(time));
    }

    // The value, waiting for it; or throws the failure.
    T get() {
        auto const state = take_state();
        state->observe();
        state->wait_until(clock::time_point::max());
        return state->take();
    }

    // Says that the result is not wanted any more. It still comes, mostly as a failure with canceled; nothing happens
    // if it is done. Any thread.
    void cancel() noexcept {
        if (state_)
            state_->cancel();
    }

    // Calls `next` with the value, or with nothing for void, and is the future of what that returns; if that is a
    // future itself, of its result. A failure passes `next` by; what `next` throws is a failure. It runs in the thread
    // that completes this future, or at once if it is done, in the context of this call to then().
    template <class Next>
    auto then(Next next);

    // Calls `next` with the failure, as std::exception_ptr, or as yonder::error or std::exception if it takes those:
    // other exceptions pass it by. What it returns stands in for the value.
    template <class Next>
    future<T> otherwise(Next next);

    // Waits in a coroutine.
    future_awaiter<T> operator co_await() && { return future_awaiter<T>(take_state()); }

    // For those that build on futures: the state, this object being empty then. Null if it was.
    core_pointer<future_state<T>> release() noexcept { return std::move(state_); }

private:
    future_state<T>& state() const {
        if (!state_)
            throw_no_state("yonder::future");
        return *state_;
    }
    core_pointer<future_state<T>> take_state() {
        state();
        return std::move(state_);
    }

    core_pointer<future_state<T>> state_;
};

// One that is done.
template <class T>
future<T> make_ready(T value) {
    core_pointer state(new future_state<T>());
    state->complete(std::move(value));
    return future<T>(std::move(state));
}
inline future<void> make_ready() {
    core_pointer state(new future_state<void>());
    state->complete();
    return future<void>(std::move(state));
}

// One that has failed.
template <class T>
future<T> make_failed(std::exception_ptr error) {
    core_pointer state(new future_state<T>());
    state->fail(std::move(error));
    return future<T>(std::move(state));
}

} // namespace yonder

#endif
