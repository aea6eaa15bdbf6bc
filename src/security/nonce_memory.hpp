// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_SECURITY_NONCE_MEMORY_HPP
#define YONDER_SRC_SECURITY_NONCE_MEMORY_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <unordered_set>
#include <utility>

namespace yonder::security {

// Nonces that were seen, each for a time, and at most so many. Any thread may use it.
class nonce_memory {
public:
    using time_point = std::chrono::system_clock::time_point;

    nonce_memory(std::size_t most, std::chrono::seconds kept) : most_(most), kept_(kept) {}

    enum class answer : std::uint8_t { is_new, was_there, no_room };

    answer remember(std::string nonce, time_point now) {
        std::lock_guard const lock(mutex_);
        while (!in_order_.empty() && in_order_.front().first < now) {
            all_.erase(*in_order_.front().second);
            in_order_.pop_front();
        }
        if (all_.contains(nonce))
            return answer::was_there;
        if (all_.size() >= most_)
            return answer::no_room;
        in_order_.emplace_back(now + kept_, &*all_.insert(std::move(nonce)).first);
        return answer::is_new;
    }

private:
    std::size_t const most_;
    std::chrono::seconds const kept_;
    std::mutex mutex_;
    std::unordered_set<std::string> all_;
    std::deque<std::pair<time_point, std::string const*>> in_order_; // when each may be forgotten
};

} // namespace yonder::security

#endif
