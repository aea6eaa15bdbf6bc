// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_RELAY_HPP
#define YONDER_CALL_RELAY_HPP

#include <yonder/call/exchange.hpp>
#include <yonder/call/invoker.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace yonder {

// Stands between the owner of a call and its performer, and hands on what both say. A filter that looks at replies
// derives from it, overrides what it looks at, and calls the same function of this class to hand it on:
//     relay::start(std::make_shared<my_relay>(std::move(caller)), what, *next);
class relay : public exchange, public performer, public std::enable_shared_from_this<relay> {
public:
    explicit relay(std::shared_ptr<exchange> caller) : caller_(std::move(caller)) {}

    // Stands in between from now on, and starts the call on `next`.
    static void start(std::shared_ptr<relay> const& made, request& what, invoker& next);

    void begins() noexcept override { caller_->begins(); }
    void report(progress how_far) override { caller_->report(std::move(how_far)); }
    bool offer(std::function<void()> task, clock::time_point when) override {
        return caller_->offer(std::move(task), when);
    }
    bool is_blocking() const noexcept override { return caller_->is_blocking(); }

    // From the owner. What it gives up with is what the call fails with here, too.
    void cancel() noexcept override;
    void grant(std::size_t items) noexcept override { exchange::grant(items); }
    void send(payload item) noexcept override { exchange::send(std::move(item)); }
    void finish() noexcept override { exchange::finish(); }
    void break_off() noexcept override;
    void before_abandon(failure& what) noexcept override;

protected:
    void on_reply(payload result) override { caller_->reply(std::move(result)); }
    void on_failure(failure what) override { caller_->fail(std::move(what)); }
    void on_item(payload element) override { caller_->item(std::move(element)); }
    void on_credit(std::size_t items, format form, bool lent) override { caller_->credit(items, form, lent); }

private:
    std::optional<failure> given_up() noexcept;

    std::shared_ptr<exchange> const caller_;
    std::mutex mutex_;
    std::optional<failure> given_up_; // what the owner gives up with
};

} // namespace yonder

#endif
