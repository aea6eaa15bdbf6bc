// SPDX-License-Identifier: BSL-1.0
#include "answering_call.hpp"

#include "connect_error.hpp"
#include "header_fields.hpp"

#include <deque>
#include <utility>

namespace yonder::http {
namespace {

constexpr std::size_t piece = 64 * 1024;
constexpr auto last_words = std::chrono::seconds(1); // for a client that still sends to see the answer

// Texts that are sent one after the other.
class texts final : public net::long_message {
public:
    void add(std::string text) { texts_.push_back(std::move(text)); }

    bool next(std::string& out) override {
        std::string_view const part = std::string_view(texts_.front()).substr(done_, piece);
        out += part;
        done_ += part.size();
        if (done_ == texts_.front().size()) {
            texts_.pop_front();
            done_ = 0;
        }
        return !texts_.empty();
    }

    std::size_t size() const noexcept override {
        std::size_t all = 0;
        for (std::string const& one : texts_)
            all += one.size();
        return all - done_;
    }

private:
    std::deque<std::string> texts_;
    std::size_t done_ = 0; // of the first
};

} // namespace

namespace {

void queue_text(net::connection& on, std::string&& text) {
    on.queue(0, [&](std::string& out, net::long_message* behind) -> std::unique_ptr<net::long_message> {
        if (behind) {
            static_cast<texts&>(*behind).add(std::move(text));
            return nullptr;
        }
        if (text.size() <= piece) {
            out += text;
            return nullptr;
        }
        auto made = std::make_unique<texts>();
        made->add(std::move(text));
        return made;
    });
}

} // namespace

void send_text(net::connection& on, std::string&& text) {
    queue_text(on, std::move(text));
    on.flush_soon();
}

void send_text_later(net::connection& on, std::string&& text) {
    queue_text(on, std::move(text));
    on.flush_later();
}

void send_plain(net::connection& on, plain_answer const& what, afterwards then, std::chrono::milliseconds kept,
                bool is_head) {
    if (what.closes)
        then = afterwards::close;
    std::string text;
    std::string_view const type = !what.type.empty() ? what.type : media_type(format::json);
    append_head(text, what.status, what.body.empty() ? "" : type, what.body.size(), then, kept);
    append_challenge(text, what.status, what.fields);
    append_fields(text, what.fields);
    text += "\r\n";
    if (!is_head)
        text += what.body;
    send_text(on, std::move(text));
    if (then == afterwards::close)
        on.close("the request was answered, and the connection ends with that", last_words);
}

answering_call::answering_call(std::shared_ptr<net::connection> connection, std::shared_ptr<net::serving> serving,
                               planned_call call, answer_manner manner)
    : net::served_call(std::move(connection), std::move(serving), *call.service, *call.method, std::move(call.header),
                       call.form),
      manner_(std::move(manner)), rendered_(std::move(call.rendered)) {
    manner_.fields = std::move(call.fields);
}

answering_call::~answering_call() {
    if (has_answered_)
        return;
    on().close("a call was given up by what performs it", clock::duration::zero());
    manner_.turn->end(on());
}

bool answering_call::prepare() {
    if (!rendered_)
        return true;
    auto read = rendered_->read(method(), std::string(arguments()));
    if (auto* const wrong = std::get_if<failure>(&read)) {
        fail(std::move(*wrong));
        return false;
    }
    keep(std::move(std::get<std::string>(read)), 0);
    return true;
}

void answering_call::give_up() { abandon(net::passed_deadline(method())); }

void answering_call::answer(int status, std::string_view type, std::string_view body, extra_fields const& fields) {
    if (manner_.turn->is_last())
        manner_.then = afterwards::close;
    std::string text;
    text.reserve(256 + body.size());
    append_head(text, status, type, body.size(), manner_.then, manner_.kept);
    append_field(text, "Yonder-Id", to_string(header().id));
    append_challenge(text, status, fields);
    append_fields(text, manner_.fields);
    append_fields(text, fields);
    text += "\r\n";
    text += body;
    send_text(on(), std::move(text));
    end_turn();
}

// Written by a part of the program's.
void answering_call::answer(message const& made) {
    plain_answer const whole = as_answer(made, false);
    answer(whole.status, whole.type, whole.body, whole.fields);
}

void answering_call::answer(failure const& what) {
    if (rendered_)
        return answer(rendered_->answer(method(), what));
    answer(status_of(what.code), media_type(format::json), write_error(what));
}

void answering_call::end_turn() {
    has_answered_ = true;
    if (manner_.then == afterwards::close || manner_.turn->is_last())
        on().close("the request was answered, and the connection ends with that", last_words);
    manner_.turn->end(on());
    net::served_call::end();
}

void answering_call::on_reply(payload result) {
    if (is_late(clock::now())) // nobody waits for it any more, and the protocol promises an end at the deadline
        return answer(net::passed_deadline(method()));
    if (header().intent == intent::call_and_go_on)
        return answer(
            202, media_type(result.form), result.bytes,
            {{"Location", path_of_operation(method(), header().id)}, {"Preference-Applied", "respond-async"}});
    if (rendered_)
        return answer(rendered_->answer(method(), result));
    answer(200, media_type(result.form), result.bytes);
}

void answering_call::on_failure(failure what) { answer(what); }

operation_call::operation_call(std::shared_ptr<net::connection> connection, std::shared_ptr<net::serving> serving,
                               planned_call call, answer_manner manner, int status, clock::time_point until)
    : answering_call(std::move(connection), std::move(serving), call, std::move(manner)), plan_(std::move(call)),
      status_(status), until_(until) {}

void operation_call::give_up() {
    is_given_up_ = true;
    abandon(net::passed_deadline(method()));
}

extra_fields operation_call::fields() const {
    extra_fields all{{"Location", path_of_operation(method(), header().remembered)}};
    if (status_ == 202 && header().intent == intent::read_status)
        all.emplace_back("Retry-After", "1");
    return all;
}

void operation_call::on_reply(payload result) { answer(status_, media_type(result.form), result.bytes, fields()); }

void operation_call::on_failure(failure what) {
    if (!is_given_up_ || header().intent != intent::read_outcome)
        return answer(status_of(what.code), media_type(format::json), write_error(what), fields());
    if (!in().enter(method()))
        return answer(in().too_busy(method()));
    leave_to_another();
    planned_call instead = plan_;
    instead.header.intent = intent::read_status;
    auto const next = std::make_shared<operation_call>(on().shared_from_this(), in_pointer(), std::move(instead),
                                                       manner(), 202, clock::time_point::max());
    if (!in().run_elsewhere([next] { next->run(); }))
        next->fail(in().too_busy(method()));
}

} // namespace yonder::http
