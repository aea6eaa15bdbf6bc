// SPDX-License-Identifier: BSL-1.0
#include "stream_call.hpp"

#include "connect_error.hpp"

#include <algorithm>
#include <utility>

namespace yonder::http {
namespace {

constexpr std::size_t at_once = 64;          // items asked for
constexpr std::size_t most_unsent = 256'000; // bytes that the client has not read

} // namespace

stream_call::stream_call(std::shared_ptr<net::connection> connection, std::shared_ptr<net::serving> serving,
                         planned_call call, answer_manner manner)
    : answering_call(std::move(connection), std::move(serving), call, std::move(manner)),
      style_{call.how, call.form, this->manner().is_chunked} {}

void stream_call::has_begun() {
    if (!method().streams_results)
        return;
    if (style_.how == framing::connect) {
        std::lock_guard const lock(writing_);
        std::string text;
        if (!has_ended_)
            begin_answer(text);
        if (!text.empty())
            send_text(on(), std::move(text));
    }
    grant_some();
}

void stream_call::grant_some() {
    if (!method().streams_results || is_complete())
        return;
    if (on().unsent() > most_unsent)
        return on().tell_when_sent();
    std::size_t more = 0;
    {
        std::lock_guard const lock(granting_);
        if (granted_ > at_once / 2)
            return;
        more = at_once - granted_;
        granted_ = at_once;
    }
    grant(more);
}

bool stream_call::take_credit() noexcept {
    std::int64_t here = credit_;
    while (here > 0)
        if (credit_.compare_exchange_weak(here, here - 1))
            return true;
    return false;
}

// With the lock.
void stream_call::begin_answer(std::string& out) {
    if (std::exchange(has_head_, true))
        return;
    if (!is_body_read_ || !style_.is_chunked)
        manner().then = afterwards::close;
    append_stream_head(out, style_, manner().then);
    append_field(out, "Yonder-Id", to_string(header().id));
    append_fields(out, manner().fields);
    out += "\r\n";
}

void stream_call::end_answer(std::string&& text) {
    has_ended_ = true;
    if (!is_body_read_)
        manner().then = afterwards::close;
    if (!text.empty())
        send_text(on(), std::move(text));
    end_turn();
}

void stream_call::on_item(payload element) {
    {
        std::lock_guard const lock(granting_);
        granted_ -= granted_ > 0 ? 1 : 0;
    }
    {
        std::lock_guard const lock(writing_);
        if (has_ended_)
            return;
        std::string text;
        begin_answer(text);
        append_item(text, style_, element.bytes);
        send_text_later(on(), std::move(text));
    }
    grant_some();
}

void stream_call::on_credit(std::size_t items, format, bool) {
    credit_ += static_cast<std::int64_t>(items);
    manner().turn->wake(on());
}

void stream_call::on_reply(payload result) {
    std::lock_guard const lock(writing_);
    if (has_ended_)
        return;
    if (!method().streams_results && style_.how != framing::connect) {
        has_ended_ = true;
        if (!is_body_read_)
            manner().then = afterwards::close;
        return answer(200, media_type(result.form), result.bytes);
    }
    std::string text;
    begin_answer(text);
    if (!method().streams_results)
        append_item(text, style_, result.bytes);
    append_end(text, style_, nullptr);
    end_answer(std::move(text));
}

void stream_call::refuse_with(refusal what, bool breaks_off) {
    {
        std::lock_guard const lock(writing_);
        status_ = what.status;
    }
    if (breaks_off)
        break_off(std::move(what.what));
    else
        abandon(std::move(what.what));
}

void stream_call::on_failure(failure what) {
    std::lock_guard const lock(writing_);
    if (has_ended_)
        return;
    if (style_.how != framing::connect && !has_head_) {
        has_ended_ = true;
        if (!is_body_read_)
            manner().then = afterwards::close;
        return answer(status_ ? status_ : status_of(what.code), media_type(format::json), write_error(what));
    }
    std::string text;
    begin_answer(text);
    append_end(text, style_, &what);
    end_answer(std::move(text));
}

} // namespace yonder::http
