// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_RACE_HPP
#define YONDER_CALL_RACE_HPP

#include <yonder/call/join.hpp>

#include <atomic>
#include <concepts>
#include <cstddef>
#include <exception>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

namespace yonder {

// The first to complete is the result, be it a failure; the others are cancelled.
template <class T>
class race_state final : public future_state<T> {
public:
    explicit race_state(std::size_t count) : parts_(count) {}

    void begin(std::vector<future<T>> futures) {
        for (std::size_t i = 0; i < futures.size(); ++i)
            parts_[i].begin(*this, futures[i].release());
        is_begun_.store(true, std::memory_order_release);
        if (this->is_cancelled() || this->is_done())
            cancel_all();
    }
    void arrived(future_state<T>& one) noexcept {
        if (!this->claim())
            return;
        if (one.error()) {
            this->store_error(one.error());
        } else if constexpr (!std::is_void_v<T>) {
            try {
                this->store(one.take());
            } catch (...) {
                this->store_error(std::current_exception());
            }
        }
        this->publish();
        cancel_all();
    }

private:
    void on_cancel() noexcept override { cancel_all(); }
    void cancel_all() noexcept {
        if (is_begun_.load(std::memory_order_acquire))
            for (auto& one : parts_)
                one.cancel();
    }

    std::atomic<bool> is_begun_ = false;
    std::vector<joined<T, race_state>> parts_;
};

// The result of the first that is done, be it a failure; the others are cancelled. At least one: of none
// nothing would ever come, so that is std::invalid_argument.
template <class T>
future<T> race(std::vector<future<T>> futures) {
    if (futures.empty())
        throw std::invalid_argument("yonder::race: there is no future among which one could be the first");
    check_all(futures);
    core_pointer state(new race_state<T>(futures.size()));
    state->begin(std::move(futures));
    return future<T>(core_pointer<future_state<T>>(state.detach()));
}
template <class T, std::same_as<future<T>>... Rest>
future<T> race(future<T> first, Rest... rest) {
    std::vector<future<T>> futures;
    futures.reserve(sizeof...(rest) + 1);
    futures.push_back(std::move(first));
    (futures.push_back(std::move(rest)), ...);
    return race(std::move(futures));
}

} // namespace yonder

#endif
