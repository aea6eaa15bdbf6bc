// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_SERVING_EXCHANGE_HPP
#define YONDER_SRC_HTTP_SERVING_EXCHANGE_HPP

#include <yonder/call/exchange.hpp>
#include <yonder/rpc/item_queue.hpp>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <variant>

namespace yonder::http {

// The exchange of a call with streams that the thread of a connection waits for. While it waits it runs what performers
// offer it, so a producer that is asked for items works in that thread.
class serving_exchange final : public exchange {
public:
    // `wakes_at_end`: whether the end of the call calls wake().
    explicit serving_exchange(bool wakes_at_end);
    ~serving_exchange() override;

    // Has something to read once wake() was called. For connection_stream::hurry_by().
    int wake_descriptor() const noexcept { return wake_; }
    void wake() noexcept;

    // The next item, the reply, or the failure; nothing if `deadline` has passed. Grants credit for items.
    std::optional<std::variant<payload, failure>> next(clock::time_point deadline, bool& is_item);

    // Whether there is something that next() would return at once.
    bool has_next();

    // Waits until an item of the streamed argument may be sent: false if the call is over or `deadline` has passed.
    bool wait_for_credit(clock::time_point deadline);

    bool offer(std::function<void()> task, clock::time_point when = clock::time_point::min()) override;
    bool is_blocking() const noexcept override { return true; }

private:
    void on_reply(payload result) override { finish_with(std::move(result)); }
    void on_failure(failure what) override { finish_with(std::move(what)); }
    void on_item(payload element) override;
    void on_credit(std::size_t items, format form, bool lent) override;
    void finish_with(std::variant<payload, failure> outcome);

    int const wake_;
    bool const wakes_at_end_;
    std::mutex mutex_;
    std::condition_variable changed_;
    rpc::item_queue items_;
    std::deque<std::function<void()>> tasks_;
    std::optional<std::variant<payload, failure>> outcome_;
    std::size_t credit_ = 0;
};

} // namespace yonder::http

#endif
