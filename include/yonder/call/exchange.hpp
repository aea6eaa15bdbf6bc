// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_EXCHANGE_HPP
#define YONDER_CALL_EXCHANGE_HPP

#include <yonder/call/context.hpp>
#include <yonder/call/failure.hpp>
#include <yonder/call/request.hpp>

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

namespace yonder {

// The side that performs a call, as the call's owner may address it while it runs: a transport, or a filter in between.
// Any thread may call; nothing here blocks or throws.
class performer {
public:
    virtual ~performer() = default;

    // The result is no longer wanted. The performer still completes the exchange, with what it knows by then.
    virtual void cancel() noexcept = 0;

    // The owner has room for so many more items of a streamed reply.
    virtual void grant(std::size_t items) noexcept;

    // One item of a streamed argument, only after as much credit came through the exchange; then the end of them.
    virtual void send(payload item) noexcept;
    virtual void finish() noexcept;

    // The streamed argument failed, and the call is over for its owner. As cancel(), but the items that were sent
    // before are still to arrive.
    virtual void break_off() noexcept; // cancel()

    // The owner is about to give up with `what`. A performer that has not sent the call says so in it, and does not
    // send it any more.
    virtual void before_abandon(failure& what) noexcept;
};

class exchange;

// Where the items of a streamed argument come from, on the owner's side. Any thread may call; nothing throws.
class feeder {
public:
    virtual ~feeder() = default;

    // Which call it is.
    virtual void begin(std::weak_ptr<exchange> of) noexcept = 0;

    // The performer has room for so many more items, and wants them in this form. If `lent`, the thread may be used
    // until they are sent, for as long as it takes; otherwise it may not be held up.
    virtual void credit(std::size_t items, format form, bool lent) noexcept = 0;

    // The call is over.
    virtual void stop() noexcept = 0;
};

// One call in flight, between its owner, who waits for it, and its performer. It is completed once, by a reply or a
// failure; before that any number of items may arrive. Unary, one-way and streamed calls are all of this one form.
// Shared by both sides; any thread may use it, the performer's notifications come one at a time.
class exchange : public call_owner {
public:
    exchange() = default;
    virtual ~exchange() = default;
    exchange(exchange const&) = delete;
    exchange& operator=(exchange const&) = delete;

    // For the performer. Completing twice is no mistake, as a reply may race with a cancellation: the second is
    // dropped, and the function returns false. Items and credit after completion are dropped too.
    bool reply(payload result);
    bool fail(failure what);
    void item(payload element);
    void credit(std::size_t items, format form = format::json, bool lent = false); // see feeder

    // Says who performs from now on, and passes on what the owner said so far. A retry attaches again.
    void attach(std::shared_ptr<performer> side);

    // The performer begins to work on it, after it has waited for a place. In case the owner wants to know.
    virtual void begins() noexcept {}

    // Asks the owner to run `task` on a thread of its own, not before `when`: true if it will, which is so while it
    // blocks in invoker::drive. Otherwise the performer must find another thread. A task left when the owner gives up
    // is destroyed unrun.
    virtual bool offer(std::function<void()> task, clock::time_point when = clock::time_point::min());

    // For the owner, before the call is started: who sends the items of a streamed argument.
    static void feed(std::shared_ptr<exchange> const& call, std::shared_ptr<feeder> source);

    // For the owner; passed to the performer as soon as there is one.
    void cancel() noexcept;
    void grant(std::size_t items) noexcept;
    void send(payload item);
    void finish();

    // For an owner that waits no longer: completes the exchange with `what` and cancels the call, in this order, so
    // that the performer's word on the cancellation cannot stand for the reason. False if it was complete already.
    bool abandon(failure what);

    // The same where the streamed argument failed: the performer gets the items before that.
    bool break_off(failure what);

    bool is_complete() const noexcept { return complete_.load(std::memory_order_acquire); }
    bool is_cancelled() const noexcept final { return cancelled_.load(std::memory_order_acquire); }

    // Requested when the call is cancelled.
    std::stop_token stop_token() final;

    // Whether the owner's thread waits in invoker::drive, or will at once, so that the performer may use the thread
    // that it is started in for as long as it likes.
    virtual bool is_blocking() const noexcept { return false; }

protected:
    virtual void on_reply(payload result) = 0;
    virtual void on_failure(failure what) = 0;
    virtual void on_item(payload element);
    virtual void on_credit(std::size_t items, format form, bool lent); // tells the feeder, if there is one

    // Asks whoever performs: see performer::before_abandon().
    void ask_before_abandon(failure& what) noexcept {
        if (auto const side = attached())
            side->before_abandon(what);
    }

private:
    bool give_up(failure what, void (performer::*how)() noexcept);
    std::shared_ptr<performer> attached() noexcept;
    std::shared_ptr<performer> release() noexcept;
    void stop_feeding() noexcept;

    std::atomic<bool> complete_ = false;
    std::atomic<bool> cancelled_ = false;
    void request_stop() noexcept;

    std::mutex mutex_;
    std::shared_ptr<performer> performer_;
    std::optional<std::stop_source> stop_;
    std::size_t granted_early_ = 0;
    std::vector<payload> sent_early_;
    bool finished_ = false;
    std::shared_ptr<feeder> feeder_;
};

} // namespace yonder

#endif
