// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_STREAM_COROUTINE_HPP
#define YONDER_CALL_STREAM_COROUTINE_HPP

#include <yonder/call/stream.hpp>

#include <concepts>
#include <coroutine>
#include <exception>
#include <utility>

namespace yonder {

// What the frame of a coroutine that yields has, whatever it yields. Its item stays in the frame until it is taken, and
// the body goes on when the next one is asked for.
class yielding_core : public coroutine_core {
protected:
    ~yielding_core() = default;

    bool is_parked_ = false; // at a co_yield; this and the next with the lock
    void* item_ = nullptr;   // that was not taken yet
    context context_;        // of the body while it is parked
};

template <class T>
class stream_coroutine final : public stream_state<T>, public yielding_core {
public:
    stream<T> get_return_object() noexcept {
        this->retain(); // by the body, until its end
        return stream<T>(core_pointer<stream_state<T>>(this));
    }

    std::suspend_never initial_suspend() const noexcept { return {}; }

    struct parking {
        template <class Item>
        explicit parking(Item&& given) : item(std::forward<Item>(given)) {}
        T item;
        bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<stream_coroutine> self) noexcept { self.promise().park(item); }
        void await_resume() const noexcept {}
    };
    template <class Item = T>
    requires std::constructible_from<T, Item&&> parking yield_value(Item&& item) {
        return parking(std::forward<Item>(item));
    }

    struct ending {
        bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<stream_coroutine> self) const noexcept { self.promise().finish(); }
        void await_resume() const noexcept {}
    };
    ending final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    void unhandled_exception() noexcept { failure_ = std::current_exception(); }

private:
    void park(T& item) noexcept {
        context_ = exchange_context(this->entered_in());
        std::unique_lock lock(this->mutex_);
        is_parked_ = true;
        if (this->is_cancelled())
            return abandon(lock);
        item_ = &item;
        stream_core::tell(*this, lock);
    }

    void finish() noexcept {
        this->end(std::move(failure_));
        this->release();
    }

    // Parked for good: what the body has is destroyed with the last reference.
    void abandon(std::unique_lock<std::mutex>& lock) noexcept {
        is_parked_ = false;
        lock.unlock();
        this->end(cancelled_stream());
        this->release();
    }

    bool has_item() const noexcept override { return item_ != nullptr; }

    T take_item(std::unique_lock<std::mutex>&) override {
        return std::move(*static_cast<T*>(std::exchange(item_, nullptr)));
    }

    bool pull(std::unique_lock<std::mutex>& lock) override {
        if (!is_parked_)
            return false;
        is_parked_ = false;
        lock.unlock();
        {
            context_switch const scope(std::move(context_));
            std::coroutine_handle<stream_coroutine>::from_promise(*this).resume();
        }
        lock.lock();
        return true;
    }

    void on_cancel() noexcept override {
        std::unique_lock lock(this->mutex_);
        if (is_parked_)
            abandon(lock);
    }

    void destroy() noexcept override { std::coroutine_handle<stream_coroutine>::from_promise(*this).destroy(); }

    std::exception_ptr failure_;
};

} // namespace yonder

#endif
