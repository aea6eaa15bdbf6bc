// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_TESTS_GUARDED_HPP
#define YONDER_TESTS_GUARDED_HPP

#include <mutex>
#include <utility>

namespace suite {

// A value that the threads of a server write and a test reads. What orders the two is a reply, which a thread sanitizer
// does not see.
template <class T>
class guarded {
public:
    void set(T value) {
        std::lock_guard const lock(mutex_);
        value_ = std::move(value);
    }
    template <class... Argument>
    void append(Argument&&... arguments) {
        std::lock_guard const lock(mutex_);
        value_.emplace_back(std::forward<Argument>(arguments)...);
    }
    T get() const {
        std::lock_guard const lock(mutex_);
        return value_;
    }

private:
    mutable std::mutex mutex_;
    T value_{};
};

} // namespace suite

#endif
