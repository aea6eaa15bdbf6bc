// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_STREAM_HPP
#define YONDER_CALL_STREAM_HPP

#include <yonder/call/coroutine.hpp>
#include <yonder/call/future.hpp>
#include <yonder/call/stream_core.hpp>

#include <cstddef>
#include <iterator>
#include <optional>
#include <type_traits>
#include <utility>

namespace yonder {

template <class T>
class stream;
template <class T>
class stream_coroutine;
template <class T>
class next_item;

template <class T>
inline constexpr bool is_stream = false;
template <class T>
inline constexpr bool is_stream<stream<T>> = true;

// Items that come one by one, and then an end or a failure, after the items that came before it. It has one reader, who
// takes them by co_await next(), by a range-for that blocks, or hands them to for_each(). A producer goes on only as
// items are taken, but for a bounded number. Dropping it, or cancel(), tells the producer that no more are wanted.
// One thread at a time, except for cancel().
//
// It is the return type of coroutines that co_yield items: the body runs in the caller's thread up to its first
// co_yield, and after that in the thread of the reader that asks for an item, or in the thread that brings what it
// awaits. Where its reader is gone, it ends at its co_yield: what it has is destroyed.
template <class T>
class stream {
public:
    using value_type = T;
    using promise_type = stream_coroutine<T>;

    stream() = default;
    explicit stream(core_pointer<stream_state<T>> state) noexcept : state_(std::move(state)) {}
    stream(stream&&) noexcept = default;
    stream& operator=(stream&& other) noexcept {
        drop();
        state_ = std::move(other.state_);
        return *this;
    }
    ~stream() { drop(); }

    // False for one that was made of nothing, moved from or handed on. What reads throws std::future_error with
    // no_state then; cancel() does nothing.
    bool valid() const noexcept { return static_cast<bool>(state_); }

    // The next item, or nothing at the end: `while (auto item = co_await items.next())`, or next().get(), which blocks.
    // Throws what the stream failed with. Only while this stream lives.
    next_item<T> next() { return next_item<T>(state()); }

    // Calls `take` with each item, in the thread that brings it, one after the other; if that returns a future, goes on
    // when it is done. The future is done at the end; what fails or is thrown is its failure, and cancelling it cancels
    // the stream. Leaves this object empty.
    template <class Take>
    future<void> for_each(Take take) && {
        state();
        return hand_over(std::move(*this), std::move(take));
    }
    template <class Take>
    future<void> for_each(Take take) & {
        state();
        return hand_over(std::move(*this), std::move(take));
    }

    // Says that no more items are wanted. The stream ends, mostly with a failure with canceled. Any thread.
    void cancel() noexcept {
        if (state_)
            state_->cancel();
    }

    // `for (T& item : items)`: blocks for each. Once.
    class iterator {
    public:
        using value_type = T;
        using difference_type = std::ptrdiff_t;

        explicit iterator(stream_state<T>& of) : of_(&of) { ++*this; }
        T& operator*() const noexcept { return *item_; }
        T* operator->() const noexcept { return &*item_; }
        iterator& operator++() {
            item_.reset();
            of_->wait_item();
            item_ = of_->take();
            return *this;
        }
        void operator++(int) { ++*this; }
        friend bool operator==(iterator const& at, std::default_sentinel_t) noexcept { return !at.item_; }

    private:
        stream_state<T>* of_;
        mutable std::optional<T> item_;
    };
    iterator begin() { return iterator(state()); }
    std::default_sentinel_t end() const noexcept { return {}; }

    // For those that build on streams: the state, this object being empty then. Null if it was.
    core_pointer<stream_state<T>> release() noexcept { return std::move(state_); }

private:
    stream_state<T>& state() const {
        if (!state_)
            throw_no_state("yonder::stream");
        return *state_;
    }

    template <class Take>
    static future<void> hand_over(stream items, Take take) {
        while (std::optional<T> item = co_await items.next()) {
            if constexpr (is_future<std::invoke_result_t<Take&, T>>)
                co_await take(std::move(*item));
            else
                take(std::move(*item));
        }
    }

    void drop() noexcept {
        if (state_ && !state_->is_done())
            state_->cancel();
    }

    core_pointer<stream_state<T>> state_;
};

// What stream::next() returns.
template <class T>
class [[nodiscard]] next_item final : public continuation {
public:
    explicit next_item(stream_state<T>& of) noexcept : of_(of) {}

    // Blocks.
    std::optional<T> get() {
        of_.wait_item();
        return of_.take();
    }

    bool await_ready() const noexcept { return false; } // asked in await_suspend, with the context put back

    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> waiting) noexcept {
        waiting_ = waiting;
        if constexpr (std::is_base_of_v<coroutine_core, Promise>) {
            waiting_core_ = &waiting.promise();
            waiting_core_->set_upstream(&of_);
            context_ = exchange_context(waiting.promise().entered_in());
        } else {
            context_ = context::current();
        }
        if (of_.await_item(*this))
            return true; // and this may be gone, as another thread resumed at once
        exchange_context(std::move(context_));
        return false;
    }

    std::optional<T> await_resume() {
        if (waiting_core_)
            waiting_core_->set_upstream(nullptr);
        return of_.take();
    }

    void run() noexcept override {
        context_switch const scope(std::move(context_));
        waiting_.resume();
    }

private:
    stream_state<T>& of_;
    std::coroutine_handle<> waiting_;
    future_core* waiting_core_ = nullptr;
    context context_;
};

} // namespace yonder

#endif
