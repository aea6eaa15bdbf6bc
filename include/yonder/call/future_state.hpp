// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_FUTURE_STATE_HPP
#define YONDER_CALL_FUTURE_STATE_HPP

#include <yonder/call/future_core.hpp>

#include <memory>
#include <type_traits>
#include <utility>

namespace yonder {

// A result of type T that may come later, as producers see it.
template <class T>
class future_state : public future_core {
public:
    template <class... Arguments>
    void store(Arguments&&... arguments) {
        std::construct_at(&value_, std::forward<Arguments>(arguments)...);
        has_value_ = true;
    }

    // Stores and publishes, or fails with what the constructor of T throws. False if it was complete already.
    template <class... Arguments>
    bool complete(Arguments&&... arguments) {
        if (!this->claim())
            return false;
        try {
            store(std::forward<Arguments>(arguments)...);
        } catch (...) {
            this->store_error(std::current_exception());
        }
        this->publish();
        return true;
    }

    // The value of a future that is done, once; or throws its failure.
    T take() {
        if (this->error())
            std::rethrow_exception(this->error());
        return std::move(value_);
    }

    ~future_state() override {
        if (has_value_)
            std::destroy_at(&value_);
    }
    future_state() noexcept {} // NOLINT(modernize-use-equals-default): of a union, it would be deleted

private:
    bool has_value_ = false;
    union {
        T value_;
    };
};

template <>
class future_state<void> : public future_core {
public:
    void store() {}
    bool complete() {
        if (!claim())
            return false;
        publish();
        return true;
    }
    void take() {
        if (error())
            std::rethrow_exception(error());
    }
};

} // namespace yonder

#endif
