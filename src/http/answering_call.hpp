// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_ANSWERING_CALL_HPP
#define YONDER_SRC_HTTP_ANSWERING_CALL_HPP

#include "../net/served_call.hpp"
#include "answer_text.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace yonder::http {

// A connection answers one request at a time: whether that is done, and whether the connection waits for it.
class answer_turn {
public:
    void begin() noexcept { is_over_ = false; }
    bool is_over() const noexcept { return is_over_; }

    // By the connection: to be woken when there is something to do. False if the answer is over already.
    bool wait() noexcept {
        if (is_over_)
            return false;
        is_awaited_ = true;
        if (!is_over_)
            return true;
        is_awaited_ = false;
        return false;
    }

    // By who answers, any thread.
    void end(net::connection& on) {
        is_over_ = true;
        wake(on);
    }

    // The connection is to end with the answer that is under way.
    void make_last() noexcept { is_last_ = true; }
    bool is_last() const noexcept { return is_last_; }
    void wake(net::connection& on) {
        if (is_awaited_.exchange(false))
            on.go_on();
    }

private:
    std::atomic<bool> is_over_ = true;
    std::atomic<bool> is_awaited_ = false;
    std::atomic<bool> is_last_ = false;
};

// How a request is answered, beside what the answer is.
struct answer_manner {
    std::shared_ptr<answer_turn> turn;
    afterwards then = afterwards::keep;
    std::chrono::milliseconds kept{}; // for how long an idle connection is
    bool is_chunked = true;           // the client knows chunks
    extra_fields fields;
};

// Sends bytes behind all others; many of them piece by piece.
void send_text(net::connection& on, std::string&& text);

// The same where more is likely to follow at once.
void send_text_later(net::connection& on, std::string&& text);

// Sends an answer that needs no call, and closes the connection if the answer says so.
void send_plain(net::connection& on, plain_answer const& what, afterwards then, std::chrono::milliseconds kept,
                bool is_head);

// A call of which the answer is one body, and the base of others.
class answering_call : public net::served_call {
public:
    answering_call(std::shared_ptr<net::connection> connection, std::shared_ptr<net::serving> serving,
                   planned_call call, answer_manner manner);
    ~answering_call() override; // a call that nobody completes any more ends the connection

    // Its time is over, before it was.
    virtual void give_up();

    // Until when it is waited for; time_point::max() if there is no limit.
    virtual clock::time_point until() const noexcept { return header().deadline.value_or(clock::time_point::max()); }

    // By the connection: when the call has been made, and when it was woken.
    virtual void has_begun() {}
    virtual void go_on() {}

protected:
    bool prepare() override;
    void on_reply(payload result) override;
    void on_failure(failure what) override;

    // Writes the whole answer, and ends the turn. `fields` appends further fields.
    void answer(int status, std::string_view type, std::string_view body, extra_fields const& fields = {});
    void answer(failure const& what);
    void answer(message const& made);
    void end_turn();
    void leave_to_another() noexcept { has_answered_ = true; }

    answer_manner& manner() noexcept { return manner_; }

private:
    answer_manner manner_;
    std::shared_ptr<rendered_call> rendered_; // null: by the Connect protocol
    bool has_answered_ = false;
};

// Asks after a call that is remembered, or cancels it: what a GET or a DELETE of it says.
class operation_call final : public answering_call {
public:
    // `status` is that of an answer that is not a failure. `until`: how long an outcome is waited for, then how far it
    // is is told instead.
    operation_call(std::shared_ptr<net::connection> connection, std::shared_ptr<net::serving> serving,
                   planned_call call, answer_manner manner, int status, clock::time_point until);

    clock::time_point until() const noexcept override { return until_; }
    void give_up() override;

private:
    void on_reply(payload result) override;
    void on_failure(failure what) override;
    extra_fields fields() const;

    planned_call const plan_;
    int const status_;
    clock::time_point const until_;
    std::atomic<bool> is_given_up_ = false;
};

} // namespace yonder::http

#endif
