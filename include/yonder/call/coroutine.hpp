// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_COROUTINE_HPP
#define YONDER_CALL_COROUTINE_HPP

#include <yonder/call/future.hpp>

#include <coroutine>
#include <exception>
#include <type_traits>
#include <utility>

namespace yonder {

// What every coroutine of ours knows: the context that its thread had where the body was entered, which it has again
// where the body is left.
class coroutine_core {
public:
    context const& entered_in() const noexcept { return entered_in_; }

private:
    context entered_in_ = context::current();
};

// The frame of a coroutine is the state of its future.
template <class T, class Self>
class coroutine_state : public future_state<T>, public coroutine_core {
public:
    future<T> get_return_object() noexcept {
        this->retain(); // by the body, until its end
        return future<T>(core_pointer<future_state<T>>(this));
    }

    std::suspend_never initial_suspend() const noexcept { return {}; }

    struct end {
        bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<Self> self) const noexcept {
            self.promise().publish();
            self.promise().release();
        }
        void await_resume() const noexcept {}
    };
    end final_suspend() const noexcept { return {}; }

    void unhandled_exception() noexcept { this->store_error(std::current_exception()); }

private:
    void destroy() noexcept override { std::coroutine_handle<Self>::from_promise(static_cast<Self&>(*this)).destroy(); }
};

template <class T>
class coroutine_promise final : public coroutine_state<T, coroutine_promise<T>> {
public:
    template <class Value>
    requires std::is_constructible_v<T, Value>
    void return_value(Value&& value) { this->store(std::forward<Value>(value)); }
    void return_value(T value) requires std::is_move_constructible_v<T> {
        this->store(std::move(value));
    } // co_return {...}
};

template <>
class coroutine_promise<void> final : public coroutine_state<void, coroutine_promise<void>> {
public:
    void return_void() noexcept {}
};

// co_await of a future: resumes in the thread that completes it, in the context that the coroutine had.
template <class T>
class future_awaiter final : public continuation {
public:
    explicit future_awaiter(core_pointer<future_state<T>> state) noexcept : state_(std::move(state)) {}

    bool await_ready() const noexcept { return state_->is_done(); }

    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> waiting) noexcept {
        waiting_ = waiting;
        state_->observe();
        if constexpr (std::is_base_of_v<coroutine_core, Promise>) {
            waiting_core_ = &waiting.promise();
            waiting_core_->set_upstream(state_.get());
            context_ = exchange_context(waiting.promise().entered_in());
        } else {
            context_ = context::current();
        }
        if (state_->await(*this))
            return true; // and this may be gone, as another thread resumed at once
        exchange_context(std::move(context_));
        return false;
    }

    T await_resume() {
        if (waiting_core_)
            waiting_core_->set_upstream(nullptr);
        state_->observe();
        return state_->take();
    }

    void run() noexcept override {
        context_switch const scope(std::move(context_));
        waiting_.resume();
    }

private:
    core_pointer<future_state<T>> state_;
    std::coroutine_handle<> waiting_;
    future_core* waiting_core_ = nullptr;
    context context_;
};

} // namespace yonder

#endif
