// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_NET_CONNECTION_LIST_HPP
#define YONDER_SRC_NET_CONNECTION_LIST_HPP

#include "connection.hpp"

#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <unordered_map>

namespace yonder::net {

// The connections of one loop. Looks at their time limits together, as a timer for each call would cost more than the
// call. Used in the loop's thread alone.
class connection_list : public std::enable_shared_from_this<connection_list> {
public:
    connection_list(io_loop& loop, clock::duration stuck_for) : timer_(loop.context), stuck_for_(stuck_for) {}

    // `kept` goes when the connection is over.
    void add(std::shared_ptr<connection> one, std::shared_ptr<void> kept = nullptr);

    // Without its end. Returns what was kept for it.
    std::shared_ptr<void> remove(connection& one);

    // Any thread.
    std::size_t size() const noexcept { return size_.load(std::memory_order_relaxed); }

    template <class Function>
    void for_each(Function function) {
        auto const now = all_; // a connection that ends leaves
        for (auto const& [one, kept] : now)
            function(*one);
    }

    // Makes room for another connection: one on which nothing is under way ends, the one that has been so for the
    // longest time.
    void end_longest_idle();

    // Looks no more.
    void stop();

private:
    void look();

    boost::asio::steady_timer timer_;
    clock::duration const stuck_for_;
    bool is_looking_ = false;
    bool is_stopped_ = false;
    std::unordered_map<std::shared_ptr<connection>, std::shared_ptr<void>> all_; // and what is kept for them
    std::atomic<std::size_t> size_ = 0;
};

} // namespace yonder::net

#endif
