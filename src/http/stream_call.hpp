// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_STREAM_CALL_HPP
#define YONDER_SRC_HTTP_STREAM_CALL_HPP

#include "answering_call.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

namespace yonder::http {

// A call with a stream in one direction.
class stream_call final : public answering_call {
public:
    stream_call(std::shared_ptr<net::connection> connection, std::shared_ptr<net::serving> serving, planned_call call,
                answer_manner manner);

    // Asks for items and, where the client waits for it, sends the head of the answer. Once the call has begun.
    void has_begun() override;

    // The body of the request is read to its end. Before that an answer ends the connection, as what follows the body
    // cannot be told from it.
    void body_is_read() noexcept { is_body_read_ = true; }

    // An item of the streamed argument: false if there is no credit for it yet. The connection is woken when there is.
    bool take_credit() noexcept;

    // Whether the client could send an item now.
    bool has_credit() const noexcept { return credit_ > 0; }

    // A failure with a status of its own.
    void refuse_with(refusal what, bool breaks_off);

    void go_on() override { grant_some(); }

private:
    void on_reply(payload result) override;
    void on_failure(failure what) override;
    void on_item(payload element) override;
    void on_credit(std::size_t items, format form, bool lent) override;
    void grant_some();
    void begin_answer(std::string& out);
    void end_answer(std::string&& text);

    item_style const style_;
    std::atomic<bool> is_body_read_ = false;
    std::atomic<std::int64_t> credit_ = 0;
    std::mutex writing_; // of what follows
    bool has_head_ = false;
    bool has_ended_ = false;
    int status_ = 0; // of a failure, if it is not that of its code
    std::mutex granting_;
    std::size_t granted_ = 0; // and not used
};

} // namespace yonder::http

#endif
