// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_JOIN_HPP
#define YONDER_CALL_JOIN_HPP

#include <yonder/call/future.hpp>

#include <atomic>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace yonder {

// Stands for the result of a future<void> among others.
struct nothing {
    friend bool operator==(nothing, nothing) noexcept { return true; }
};
template <class T>
using something_t = std::conditional_t<std::is_void_v<T>, nothing, T>;

// Throws std::future_error if one of them is empty: before any is taken, as those would be left without a consumer.
template <class... T>
void check_all(future<T> const&... futures) {
    if (!(futures.valid() && ...))
        throw_no_state("yonder::future, among several");
}
template <class T>
void check_all(std::vector<future<T>> const& futures) {
    for (auto const& one : futures)
        check_all(one);
}

// One of several results that are waited for together.
template <class T, class Owner>
class joined final : public continuation {
public:
    void begin(Owner& owner, core_pointer<future_state<T>> source) noexcept {
        owner_ = &owner;
        source_ = std::move(source);
        source_->observe();
        owner.retain();
        if (!source_->await(*this))
            run();
    }
    void run() noexcept override {
        owner_->arrived(*source_);
        owner_->release();
    }
    void cancel() noexcept { source_->cancel(); }
    something_t<T> take() {
        if constexpr (std::is_void_v<T>) {
            source_->take();
            return {};
        } else {
            return source_->take();
        }
    }
    future_state<T>& source() noexcept { return *source_; }

private:
    Owner* owner_ = nullptr;
    core_pointer<future_state<T>> source_;
};

// Completes when all results are there, or fails with the first failure and cancels the others.
template <class Result, class Self>
class join_state : public future_state<Result> {
public:
    void arrived(future_core& one) noexcept {
        if (one.error() && this->fail(one.error()))
            static_cast<Self*>(this)->cancel_all();
        if (left_.fetch_sub(1, std::memory_order_acq_rel) == 1 && this->claim()) {
            try {
                this->store(static_cast<Self*>(this)->collect());
            } catch (...) {
                this->store_error(std::current_exception());
            }
            this->publish();
        }
    }

protected:
    // One more, so that nothing completes while the futures are still being taken.
    explicit join_state(std::size_t count) : left_(count) {}

private:
    void on_cancel() noexcept override { static_cast<Self*>(this)->cancel_all(); }

    std::atomic<std::size_t> left_;
};

template <class... T>
class tuple_join final : public join_state<std::tuple<something_t<T>...>, tuple_join<T...>> {
public:
    explicit tuple_join() : tuple_join::join_state(sizeof...(T)) {}

    void begin(future<T>... futures) {
        std::apply([&](auto&... one) { (one.begin(*this, futures.release()), ...); }, parts_);
        is_begun_.store(true, std::memory_order_release);
        if (this->is_cancelled() || this->is_done())
            cancel_all();
    }
    void cancel_all() noexcept {
        if (is_begun_.load(std::memory_order_acquire))
            std::apply([](auto&... one) { (one.cancel(), ...); }, parts_);
    }
    auto collect() {
        return std::apply([](auto&... one) { return std::tuple<something_t<T>...>(one.take()...); }, parts_);
    }

private:
    std::atomic<bool> is_begun_ = false;
    std::tuple<joined<T, tuple_join>...> parts_;
};

template <class T>
class vector_join final : public join_state<std::vector<something_t<T>>, vector_join<T>> {
public:
    explicit vector_join(std::size_t count) : vector_join::join_state(count), parts_(count) {}

    void begin(std::vector<future<T>> futures) {
        for (std::size_t i = 0; i < futures.size(); ++i)
            parts_[i].begin(*this, futures[i].release());
        is_begun_.store(true, std::memory_order_release);
        if (this->is_cancelled() || this->is_done())
            cancel_all();
    }
    void cancel_all() noexcept {
        if (is_begun_.load(std::memory_order_acquire))
            for (auto& one : parts_)
                one.cancel();
    }
    auto collect() {
        std::vector<something_t<T>> values;
        values.reserve(parts_.size());
        for (auto& one : parts_)
            values.push_back(one.take());
        return values;
    }

private:
    std::atomic<bool> is_begun_ = false;
    std::vector<joined<T, vector_join>> parts_;
};

// All results, in order, when the last is there; `nothing` for void. The first failure is the failure of the whole, and
// the other futures are cancelled; so are all if the whole is.
template <class... T>
future<std::tuple<something_t<T>...>> join(future<T>... futures) {
    check_all(futures...);
    core_pointer state(new tuple_join<T...>());
    if constexpr (sizeof...(T) == 0)
        state->complete();
    else
        state->begin(std::move(futures)...);
    return future<std::tuple<something_t<T>...>>(
        core_pointer<future_state<std::tuple<something_t<T>...>>>(state.detach()));
}

template <class T>
future<std::vector<something_t<T>>> join(std::vector<future<T>> futures) {
    check_all(futures);
    core_pointer state(new vector_join<T>(futures.size()));
    if (futures.empty())
        state->complete();
    else
        state->begin(std::move(futures));
    return future<std::vector<something_t<T>>>(core_pointer<future_state<std::vector<something_t<T>>>>(state.detach()));
}

} // namespace yonder

#endif
