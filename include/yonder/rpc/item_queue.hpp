// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_ITEM_QUEUE_HPP
#define YONDER_RPC_ITEM_QUEUE_HPP

#include <yonder/call/request.hpp>

#include <cstddef>
#include <deque>
#include <optional>
#include <utility>

namespace yonder::rpc {

// Encoded items that came and were not taken yet, and how much credit the sender has. Its user locks.
class item_queue {
public:
    // So many items may be under way or here.
    static constexpr std::size_t window = 16;

    bool empty() const noexcept { return items_.empty(); }

    // False for an item without credit: the sender is not one of ours, and would fill the memory.
    bool add(payload item) {
        if (credit_ == 0)
            return false;
        --credit_;
        items_.push_back(std::move(item));
        return true;
    }

    payload take() {
        payload item = std::move(items_.front());
        items_.pop_front();
        return item;
    }

    // The credit to give when an item was taken: in portions, as each is a message.
    std::size_t renew() noexcept { return credit_ + items_.size() <= window / 2 ? refill() : 0; }

    // The credit to give when the reader waits.
    std::size_t refill() noexcept {
        std::size_t const more = window - credit_ - items_.size();
        credit_ += more;
        return more;
    }

private:
    std::deque<payload> items_;
    std::size_t credit_ = 0;
};

} // namespace yonder::rpc

#endif
