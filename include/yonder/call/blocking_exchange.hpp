// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_BLOCKING_EXCHANGE_HPP
#define YONDER_CALL_BLOCKING_EXCHANGE_HPP

#include <yonder/call/exchange.hpp>

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <variant>

namespace yonder {

// The exchange of a unary call whose owner blocks. While it waits it runs what performers offer it, so that a transport
// that blocks itself needs no thread of its own.
class blocking_exchange final : public exchange {
public:
    bool offer(std::function<void()> task, clock::time_point when = clock::time_point::min()) override;

    bool is_blocking() const noexcept override { return true; }

    // Runs offered tasks and waits, until the call is complete or `deadline` has passed. The owner's thread only.
    void wait_until(clock::time_point deadline);

    // After completion, once: the reply or the failure.
    std::variant<payload, failure> take();

private:
    void on_reply(payload result) override;
    void on_failure(failure what) override;
    void finish_with(std::variant<payload, failure> outcome);

    std::mutex mutex_;
    std::condition_variable changed_;
    std::multimap<clock::time_point, std::function<void()>> tasks_;
    std::variant<payload, failure> outcome_;
    bool has_outcome_ = false;
};

} // namespace yonder

#endif
