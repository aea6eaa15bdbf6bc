// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_STREAM_SOURCE_HPP
#define YONDER_CALL_STREAM_SOURCE_HPP

#include <yonder/call/promise.hpp>
#include <yonder/call/stream.hpp>

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>

namespace yonder {

template <class T>
class pushed_state final : public stream_state<T> {
public:
    explicit pushed_state(std::size_t capacity) : capacity_(capacity) {}

    // Whether the item was kept. If not, it is as it was: nobody wants it, or there is no room.
    bool try_push(T& item) {
        std::unique_lock lock(this->mutex_);
        if (this->is_done() || items_.size() >= capacity_)
            return false;
        items_.push_back(std::move(item));
        stream_core::tell(*this, lock);
        return true;
    }

    bool push(T& item) {
        {
            std::unique_lock lock(this->mutex_);
            taken_.wait(lock, [this] { return this->is_done() || items_.size() < capacity_; });
        }
        return try_push(item);
    }

    future<bool> room() {
        std::unique_lock lock(this->mutex_);
        if (this->is_done() || items_.size() < capacity_)
            return make_ready(!this->is_done());
        room_.emplace();
        return room_->get_future();
    }

    void finish(std::exception_ptr failure) noexcept {
        this->end(std::move(failure));
        tell_producer();
    }

    void set_canceller(std::function<void()> canceller) {
        {
            std::lock_guard const lock(this->mutex_);
            if (!this->is_cancelled()) {
                canceller_ = std::move(canceller);
                return;
            }
        }
        canceller();
    }

private:
    bool has_item() const noexcept override { return !items_.empty(); }

    T take_item(std::unique_lock<std::mutex>& lock) override {
        T item = std::move(items_.front());
        items_.pop_front();
        lock.unlock();
        tell_producer();
        return item;
    }

    void on_cancel() noexcept override {
        std::function<void()> canceller;
        {
            std::lock_guard const lock(this->mutex_);
            canceller.swap(canceller_);
        }
        finish(cancelled_stream());
        if (canceller)
            canceller();
    }

    void tell_producer() noexcept {
        std::optional<promise<bool>> room;
        {
            std::lock_guard const lock(this->mutex_);
            room.swap(room_);
            taken_.notify_all();
        }
        if (room)
            room->set_value(!this->is_done());
    }

    std::size_t capacity_;
    std::deque<T> items_;
    std::condition_variable taken_;
    std::optional<promise<bool>> room_;
    std::function<void()> canceller_;
};

// The side that pushes items, for producers that are no coroutines. Dropped without finish(), it fails its stream with
// yonder::error, canceled. One thread at a time. Once moved from it throws std::future_error with
// no_state.
template <class T>
class stream_source {
public:
    // Keeps up to `capacity` items that were not taken yet; at least one.
    explicit stream_source(std::size_t capacity = 16) : state_(new pushed_state<T>(capacity ? capacity : 1)) {}
    stream_source(stream_source&&) noexcept = default;
    stream_source& operator=(stream_source&& other) noexcept {
        drop();
        state_ = std::move(other.state_);
        is_retrieved_ = other.is_retrieved_;
        return *this;
    }
    ~stream_source() { drop(); }

    // Once: then it throws std::future_error with future_already_retrieved.
    stream<T> get_stream() {
        auto& shared = state();
        if (std::exchange(is_retrieved_, true))
            throw_retrieved("yonder::stream_source");
        return stream<T>(core_pointer<stream_state<T>>(core_pointer<pushed_state<T>>::share(shared).detach()));
    }

    // Gives the reader an item, blocking while there is no room. False if no more are wanted.
    bool push(T item) { return state().push(item); }

    // The same where nothing may block: false, and the item as it was, if there is no room or no more are wanted.
    bool try_push(T& item) { return state().try_push(item); }

    // Done when there is room for one more: true, or false if no more are wanted. One at a time.
    future<bool> room() { return state().room(); }

    // The end, or the failure that takes its place, after the items pushed before.
    void finish() { state().finish(nullptr); }
    void set_exception(std::exception_ptr failure) { state().finish(std::move(failure)); }
    void fail(std::exception_ptr failure) { set_exception(std::move(failure)); } // what it points to
    template <class Exception>
    void fail(Exception failure) {
        set_exception(std::make_exception_ptr(std::move(failure)));
    }

    // Whether the reader is gone or has cancelled, and what to do when that happens: in the reader's thread, or here if
    // it has happened; must not throw.
    bool is_cancelled() const { return state().is_cancelled(); }
    void on_cancel(std::function<void()> canceller) { state().set_canceller(std::move(canceller)); }

private:
    pushed_state<T>& state() const {
        if (!state_)
            throw_no_state("yonder::stream_source");
        return *state_;
    }
    void drop() noexcept {
        if (state_ && !state_->is_done())
            state_->finish(dropped_promise());
    }

    core_pointer<pushed_state<T>> state_;
    bool is_retrieved_ = false;
};

} // namespace yonder

#endif
