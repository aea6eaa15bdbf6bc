// SPDX-License-Identifier: BSL-1.0
#include "shared_line.hpp"

#include "bytes.hpp"

#include <yonder/call/timer.hpp>

#include <algorithm>
#include <utility>

namespace yonder::wire_protocol {
namespace {

constexpr auto last_words = std::chrono::seconds(1);

// Credit for the owner of a call, who may take its time with it.
class credit_for final : public net::work {
public:
    credit_for(std::shared_ptr<client_call> to, std::size_t items) : to_(std::move(to)), items_(items) {}
    void run() override { to_->caller()->credit(items_, to_->form()); }

private:
    std::shared_ptr<client_call> to_;
    std::size_t items_;
};

// Whether a whole item of the call is there, in one part.
bool begins_with_item_of(std::string_view bytes, std::uint32_t call) {
    if (bytes.size() < frame_head::bytes)
        return false;
    frame_head const head = read_head(bytes);
    return head.type == frame_type::item && head.call == call && !(head.flags & flag::continues) &&
           bytes.size() - frame_head::bytes >= head.size;
}

} // namespace

bool shared_line::begin(std::shared_ptr<client_call> const& call, request& what) {
    method_descriptor const& method = call->method();
    std::string arguments;
    std::optional<failure> wrong;
    try {
        what.encode(to_->options.form, arguments);
    } catch (std::exception const& caught) {
        wrong = to_->make_failure(method, code::invalid_argument, reached::not_sent,
                                  std::string("the arguments have no form: ") + caught.what());
    }
    frame_head frame{.type = frame_type::request};
    if (to_->options.form == format::binary)
        frame.flags = flag::binary;
    std::shared_ptr<net::connection> through;
    bool has_others = false;
    {
        std::lock_guard const lock(mutex_);
        if (is_leaving_ || is_over_)
            return false;
        has_others = !calls_.empty();
        through = connection_;
        std::string head;
        if (!wrong)
            wrong = append_head_of(method, what.header, head, through != nullptr);
        if (!wrong) {
            if (through && to_->options.signer)
                arguments += to_->sign(method, head, arguments);
            frame.call = ++last_number_;
            call->place(frame.call, through ? through->written() : 0);
            calls_.emplace(frame.call, call);
            if (through)
                queue_message(*through, frame, head, std::move(arguments));
            else
                early_.push_back({frame, std::move(arguments), std::make_unique<message_header>(what.header), &method});
        }
    }
    if (wrong) {
        call->caller()->fail(std::move(*wrong));
        return true;
    }
    call->caller()->attach(call); // says what its owner has said already
    if (through && has_others)    // and more are likely to follow
        through->flush_later();
    else if (through)
        through->flush_soon();
    return true;
}

// What a request begins with. The method has its number from then on, if it `is_said`.
std::optional<failure> shared_line::append_head_of(method_descriptor const& method, message_header const& header,
                                                   std::string& out, bool is_said) {
    request_head head;
    std::string name;
    bool is_new = false;
    if (is_said)
        head.method = methods_.find(method, is_new);
    if (is_new)
        name = method_numbers::name_of(method);
    head.name = name;
    head.header = header;
    head.is_signed = to_->options.signer != nullptr;
    auto const problem = append_request_head(out, head);
    if (!problem)
        return std::nullopt;
    if (is_new)
        methods_.forget(method);
    return to_->make_failure(method, code::invalid_argument, reached::not_sent, *problem);
}

void shared_line::open(std::shared_ptr<net::connection> with) {
    {
        std::lock_guard const lock(mutex_);
        if (is_over_) {
            with->close("nobody wants it", clock::duration::zero());
            return;
        }
        with->write([&](std::string& out) { append_greeting(out, to_->own_preface()); });
        for (waiting& one : early_) {
            std::string head;
            if (one.header)
                append_head_of(*one.method, *one.header, head, true); // which was found good before
            if (one.header && to_->options.signer)
                one.body += to_->sign(*one.method, head, one.body);
            queue_message(*with, one.head, head, std::move(one.body));
        }
        early_.clear();
        connection_ = with;
        if (is_leaving_ && calls_.empty())
            with->close("nobody wants it", last_words);
    }
    with->flush();
}

void shared_line::fail(std::string const& why) {
    {
        std::lock_guard const lock(mutex_);
        is_over_ = true;
    }
    tell_gone();
    fail_all(why);
}

void shared_line::leave() {
    std::shared_ptr<net::connection> through;
    {
        std::lock_guard const lock(mutex_);
        is_leaving_ = true;
        if (calls_.empty())
            through = connection_;
    }
    tell_gone();
    if (through)
        through->close("nobody uses it", last_words);
}

void shared_line::cut() {
    std::vector<std::shared_ptr<client_call>> all;
    {
        std::lock_guard const lock(mutex_);
        is_over_ = true;
        for (auto const& [number, call] : calls_)
            all.push_back(call);
    }
    for (auto const& one : all)
        one->cancel();
}

void shared_line::tell_gone() {
    std::function<void(shared_line const&)> tell;
    {
        std::lock_guard const lock(mutex_);
        tell.swap(gone_);
    }
    if (tell)
        tell(*this);
}

void shared_line::write(frame_head head, std::string body) {
    std::shared_ptr<net::connection> through;
    {
        std::lock_guard const lock(mutex_);
        if (is_over_ || !calls_.contains(head.call))
            return;
        through = connection_;
        if (!through)
            early_.push_back({head, std::move(body), nullptr, nullptr});
        else
            queue_message(*through, head, {}, std::move(body));
    }
    if (through)
        through->flush_soon();
}

bool shared_line::cancel(client_call const& call) noexcept {
    std::shared_ptr<net::connection> through;
    bool is_last = false;
    {
        std::lock_guard const lock(mutex_);
        if (calls_.erase(call.number()) == 0)
            return false;
        frame_head const head{.type = frame_type::cancel, .call = call.number()};
        through = connection_;
        if (through)
            queue_message(*through, head, {}, {});
        else
            std::erase_if(early_, [&](waiting const& one) { return one.head.call == head.call; });
        is_last = is_leaving_ && calls_.empty();
    }
    if (through)
        through->flush_soon();
    if (through && is_last)
        through->close("nobody uses it", last_words);
    return true;
}

bool shared_line::is_sent(client_call const& call) {
    std::lock_guard const lock(mutex_);
    return connection_ && connection_->sent() > call.position() && call.number() <= taken_to_;
}

std::shared_ptr<client_call> shared_line::find(std::uint32_t number) {
    std::lock_guard const lock(mutex_);
    auto const found = calls_.find(number);
    return found == calls_.end() ? nullptr : found->second;
}

std::shared_ptr<client_call> shared_line::remove(std::uint32_t number) {
    std::shared_ptr<client_call> removed;
    std::shared_ptr<net::connection> through;
    {
        std::lock_guard const lock(mutex_);
        auto const found = calls_.find(number);
        if (found != calls_.end()) {
            removed = std::move(found->second);
            calls_.erase(found);
        }
        if (is_leaving_ && calls_.empty())
            through = connection_;
    }
    if (through)
        through->close("nobody uses it", last_words);
    return removed;
}

net::taken shared_line::receive(std::string_view bytes) {
    if (!has_preface_) {
        if (!may_be_preface(bytes)) {
            break_off(endpoint::describe_stranger(bytes));
            return {};
        }
        if (bytes.size() < preface::bytes)
            return {};
        if (auto const theirs = read_preface(bytes); theirs->major != 1) {
            break_off(endpoint::describe_version(*theirs));
            return {};
        }
        has_preface_ = true;
        return {.size = preface::bytes};
    }
    if (bytes.size() < frame_head::bytes)
        return {};
    frame_head const head = read_head(bytes);
    if (head.size > max_part) {
        break_off("the server does not keep to the protocol: a frame has " + std::to_string(head.size) + " bytes");
        return {};
    }
    std::size_t const whole = frame_head::bytes + head.size;
    if (bytes.size() < whole)
        return {.wanted = whole};
    ++received_;
    auto took = take(whole, head, bytes.substr(frame_head::bytes, head.size));
    if (took.next && head.type == frame_type::item && begins_with_item_of(bytes.substr(whole), head.call))
        took.next.reset(); // handed on together with that one
    return took;
}

net::taken shared_line::take(std::size_t size, frame_head head, std::string_view body) {
    switch (head.type) {
    case frame_type::reply:
    case frame_type::error:
    case frame_type::item:
    case frame_type::more:
        return take_message(size, head, body);
    case frame_type::credit:
        if (auto call = find(head.call))
            return {.size = size,
                    .next = std::make_shared<credit_for>(std::move(call), byte_reader(body).take<std::uint32_t>())};
        break;
    case frame_type::ping:
        connection_->write([&](std::string& out) { append_message(out, {.type = frame_type::pong}, body, {}); });
        break;
    case frame_type::go_away: {
        std::uint32_t last = 0;
        std::string why;
        if (!read_go_away(body, last, why)) {
            break_off("the server does not keep to the protocol: its farewell cannot be read");
            break;
        }
        std::vector<std::shared_ptr<client_call>> untaken;
        {
            std::lock_guard const lock(mutex_);
            taken_to_ = last;
            why_ = why;
            for (auto const& [number, call] : calls_)
                if (number > last)
                    untaken.push_back(call);
            for (auto const& one : untaken)
                calls_.erase(one->number());
        }
        for (auto const& one : untaken) {
            one->set_outcome(to_->make_failure(one->method(), code::unavailable, reached::not_sent, why));
            run_at(clock::now(), [one] { one->run(); });
        }
        leave();
        break;
    }
    default: // of later versions
        break;
    }
    return {.size = size};
}

net::taken shared_line::take_message(std::size_t size, frame_head head, std::string_view body) {
    std::string kept;
    auto const state = parts_.add(head, body, kept);
    if (state == assembly::state::wrong) {
        break_off("the server does not keep to the protocol: the parts of a message do not fit together");
        return {};
    }
    if (state == assembly::state::waiting)
        return {.size = size};
    format const form = head.flags & flag::binary ? format::binary : format::json;
    auto const text = [&] { return kept.empty() ? std::string(body) : std::move(kept); };
    if (head.type == frame_type::item && state == assembly::state::whole) {
        auto call = find(head.call);
        if (!call)
            return {.size = size};
        if (!call->take_credit()) {
            break_off("the server does not keep to the protocol: it sends more items than it was allowed to");
            return {};
        }
        call->add_item({form, text()});
        return {.size = size, .next = std::move(call)};
    }
    auto call = remove(head.call);
    if (!call)
        return {.size = size}; // given up
    if (state == assembly::state::too_large) {
        call->set_outcome(to_->too_large(call->method()));
        frame_head const unwanted{.type = frame_type::cancel, .call = head.call};
        connection_->write([&](std::string& out) { append_message(out, unwanted, {}, {}); });
    } else if (head.type == frame_type::reply) {
        call->set_outcome(payload{form, text()});
    } else if (auto told = read_failure(body)) {
        call->set_outcome(to_->as_told(call->method(), std::move(*told)));
    } else {
        call->set_outcome(to_->make_failure(call->method(), code::internal, reached::maybe_executed,
                                            "the server does not keep to the protocol: an error cannot be read"));
    }
    return {.size = size, .next = std::move(call)};
}

void shared_line::break_off(std::string const& why) {
    why_ = why;
    connection_->close(why, clock::duration::zero());
}

void shared_line::end(std::string const& why) {
    {
        std::lock_guard const lock(mutex_);
        is_over_ = true;
    }
    tell_gone();
    fail_all(why_.empty() ? why : why_);
}

// In other threads, as what follows a call may take its time.
void shared_line::fail_all(std::string const& why) {
    std::vector<std::shared_ptr<client_call>> all;
    std::uint64_t sent = 0;
    std::shared_ptr<net::connection> last;
    {
        std::lock_guard const lock(mutex_);
        for (auto const& [number, call] : calls_)
            all.push_back(call);
        calls_.clear();
        early_.clear();
        last = std::move(connection_);
        sent = last && (has_preface_ || why_.empty()) ? last->sent() : 0;
    }
    for (auto const& one : all) {
        bool const is_sent = sent > one->position() && one->number() <= taken_to_;
        one->set_outcome(to_->make_failure(
            one->method(), code::unavailable, is_sent ? reached::maybe_executed : reached::not_sent,
            is_sent ? "the connection broke before the answer came (" + why + "): the call may have been executed"
                    : why));
        run_at(clock::now(), [one] { one->run(); });
    }
}

void shared_line::look_at_time(clock::time_point now, bool) {
    bool const is_waiting = [&] {
        std::lock_guard const lock(mutex_);
        return !calls_.empty();
    }();
    if (!is_waiting || received_ != std::exchange(received_before_, received_)) {
        quiet_since_ = now;
        is_pinged_ = false;
    } else if (now - quiet_since_ > 2 * to_->options.silence) {
        break_off("the server said nothing for too long");
    } else if (now - quiet_since_ > to_->options.silence && !std::exchange(is_pinged_, true)) {
        connection_->write([](std::string& out) { append_message(out, {.type = frame_type::ping}, {}, {}); });
    }
}

} // namespace yonder::wire_protocol
