// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_ITEM_QUEUE_HPP
#define YONDER_RPC_ITEM_QUEUE_HPP

#include <yonder/call/request.hpp>

#include <algorithm>
#include <cstddef>
#include <deque>
#include <optional>
#include <utility>

namespace yonder::rpc {

// Encoded items that came and were not taken yet, and how much credit the sender has. Its user locks.
class item_queue {
public:
    // So many items may be under way or here: at first, and while they are small.
    static constexpr std::size_t first_window = 16;
    static constexpr std::size_t largest_window = 1024;
    static constexpr std::size_t small = 64 * 1024; // bytes of all of them together

    bool empty() const noexcept { return items_.empty(); }

    // False for an item without credit, or one of too many bytes in all, as when many are large that had credit while
    // they were small: the sender is not one of ours, and would fill the memory.
    bool add(payload item) {
        bytes_ += item.bytes.size();
        if (credit_ == 0 || (bytes_ > most_bytes && items_.size() >= first_window))
            return false;
        --credit_;
        largest_ = std::max({item.bytes.size(), largest_ - largest_ / 16, std::size_t(1)});
        items_.push_back(std::move(item));
        return true;
    }

    payload take() {
        payload item = std::move(items_.front());
        items_.pop_front();
        bytes_ -= item.bytes.size();
        return item;
    }

    // The credit to give when an item was taken: in portions, as each is a message.
    std::size_t renew() noexcept { return credit_ + items_.size() <= window() / 2 ? refill() : 0; }

    // The credit to give when the reader waits.
    std::size_t refill() noexcept {
        std::size_t const used = credit_ + items_.size();
        std::size_t const more = window() - std::min(used, window());
        credit_ += more;
        return more;
    }

private:
    static constexpr std::size_t most_bytes = 64 * 1024 * 1024;

    std::size_t window() const noexcept {
        return largest_ == 0 ? first_window : std::clamp(small / largest_, first_window, largest_window);
    }

    std::deque<payload> items_;
    std::size_t credit_ = 0;
    std::size_t bytes_ = 0;   // of items_
    std::size_t largest_ = 0; // of the items lately
};

} // namespace yonder::rpc

#endif
