// SPDX-License-Identifier: BSL-1.0
#include "served_connection.hpp"

#include "../call/is_late.hpp"
#include "../rpc/current_exception.hpp"
#include "admission.hpp"
#include "connect_error.hpp"
#include "header_fields.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace yonder::http {
namespace {

constexpr auto last_words = std::chrono::seconds(1);
constexpr std::size_t most_unsent = 4'000'000; // bytes; above it, no further request is taken

bool is_token_byte(unsigned char c) noexcept { return c > ' ' && c < 127 && c != ':' && c != '/'; }

std::size_t number_of(std::string_view text) noexcept {
    std::size_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

} // namespace

served_connection::served_connection(std::shared_ptr<net::connection> on, std::shared_ptr<net::serving> in,
                                     std::shared_ptr<server_options const> options)
    : on_(std::move(on)), in_(std::move(in)), options_(std::move(options)), limits_{.max_head = options_->max_head} {}

net::taken served_connection::receive(std::string_view bytes) {
    moved_ = clock::now();
    if (begun_ == clock::time_point::max())
        begun_ = moved_;
    if (at_ == place::answer) {
        if (turn_->wait())
            return wait_for_turn();
        at_ = place::head;
        begun_ = moved_;
    }
    return at_ == place::head ? receive_head(bytes) : receive_body(bytes);
}

// What came is left until the connection is woken.
net::taken served_connection::wait_for_turn() {
    on_->pause_reading();
    return {};
}

net::taken served_connection::receive_head(std::string_view bytes) {
    if (bytes.starts_with("\r\n")) // RFC 9112, section 2.2
        return {.size = 2};
    if (on_->unsent() > most_unsent) {
        on_->tell_when_sent();
        return wait_for_turn();
    }
    std::optional<refusal> wrong;
    if (looked_at_ == 0 && bytes.front() != '\r' && !is_token_byte(static_cast<unsigned char>(bytes.front())))
        wrong = refuse(400, code::invalid_argument, "the request is not HTTP that this server understands");
    std::size_t const size = wrong ? 0 : find_end_of_head(bytes, looked_at_, limits_, wrong);
    if (!wrong && size == 0) {
        looked_at_ = bytes.size();
        return {};
    }
    looked_at_ = 0;
    if (!wrong)
        wrong = parse_head(bytes.substr(0, size), limits_, head_);
    if (wrong)
        return refuse_unread(*wrong);
    if (is_draining_)
        return refuse_unread(stopping());
    is_head_request_ = head_.method == "HEAD";
    is_1_0_ = head_.is_1_0;
    bool const closes = is_1_0_ || in_lower_case(head_.get(known::connection)).find("close") != std::string::npos;
    then_ = closes ? afterwards::close : afterwards::keep;
    auto planned = plan(head_, *on_->listener(), on_->from(), *options_);
    if (auto const* const plain = std::get_if<plain_answer>(&planned)) {
        say(*plain);
        return {.size = size};
    }
    plan_ = std::move(std::get<planned_call>(planned));
    net::taken made = plan_.asks_after_operation ? begin_operation() : begin_body(bytes.substr(size));
    made.size += size;
    return made;
}

// It is about a call that is remembered, and has no body.
net::taken served_connection::begin_operation() {
    auto const about = read_operation(head_, *plan_.method);
    if (auto const* const wrong = std::get_if<refusal>(&about))
        return say(as_answer(*wrong, false));
    auto const& [asked, id, wait] = std::get<operation_request>(about);
    plan_.header.intent = asked;
    plan_.header.remembered = id;
    plan_.header.is_once = false;
    auto const until = asked == intent::read_outcome
                           ? std::min(clock::now() + wait, plan_.header.deadline.value_or(clock::time_point::max()))
                           : clock::time_point::max();
    if (!in_->enter(*plan_.method))
        return say(as_answer({429, in_->too_busy(*plan_.method)}, false));
    int const status = asked == intent::cancel_remembered ? 202 : 200;
    return run_next(std::make_shared<operation_call>(on_, in_, std::move(plan_), manner(), status, until), false);
}

// The head is read; what follows is `rest`.
net::taken served_connection::begin_body(std::string_view rest) {
    body_.clear();
    messages_.clear();
    broken_.reset();
    breaks_off_ = false;
    is_body_over_ = false;
    chunks_ = nullptr;
    splitter_ = nullptr;
    packed_ = !is_upload() && head_.get(known::content_encoding) == "gzip" ? std::make_unique<inflater>() : nullptr;
    check_ = plan_.digest.empty() ? nullptr : std::make_unique<security::content_check>(plan_.digest);
    bool const is_chunked = head_.has(known::transfer_encoding);
    left_ = is_chunked ? 0 : number_of(head_.get(known::content_length));
    if (!head_.has_length() && head_.method != "GET" && head_.method != "DELETE")
        then_ = afterwards::close; // see request_head::has_body
    bool const expects = request_head::is_same(head_.get(known::expect), "100-continue");
    if (!is_upload() && left_ > options_->max_body)
        return refuse_unread(too_large(name_of_body(), *options_));
    if (expects && (left_ > 0 || is_chunked))
        send_text(*on_, "HTTP/1.1 100 Continue\r\n\r\n");
    if (is_upload())
        splitter_ = make_splitter(plan_.how, options_->max_body, [this](std::uint8_t flags, std::string message) {
            return take_message(flags, std::move(message));
        });
    if (is_chunked)
        chunks_ = std::make_unique<chunked_body>([this](std::string_view data) { take_data(data); });
    else if (!packed_ && !is_upload() && !plan_.is_streamed && rest.size() >= left_) {
        if (check_)
            check_->add(rest.substr(0, left_));
        net::taken made = start(rest.substr(0, left_), false);
        made.size += left_;
        return made;
    }
    at_ = place::body;
    if (!is_chunked && left_ == 0)
        return end_body();
    return {};
}

net::taken served_connection::receive_body(std::string_view bytes) {
    if (is_body_over_ || !messages_.empty()) {
        hand_on_messages();
        return at_ == place::body ? net::taken() : receive(bytes);
    }
    std::size_t size = 0;
    if (chunks_) {
        size = chunks_->take(bytes);
        if (chunks_->is_wrong() && !broken_)
            broken_ = not_decoded(*plan_.method, is_upload() ? "the stream" : "the request", packed_ != nullptr, true);
        is_body_over_ = chunks_->is_whole();
    } else {
        size = std::min(left_, bytes.size());
        left_ -= size;
        take_data(bytes.substr(0, size));
        is_body_over_ = left_ == 0;
    }
    net::taken made;
    if (is_upload())
        made = hand_on_messages();
    else if (broken_)
        made = refuse_body(*broken_);
    else if (is_body_over_)
        made = end_body();
    made.size = size;
    return made;
}

// Bytes of the body, as they are without chunks.
void served_connection::take_data(std::string_view data) {
    if (broken_)
        return;
    if (check_)
        check_->add(data);
    if (is_upload()) {
        if (!splitter_->take(data) && splitter_->is_too_large())
            broken_ = too_large(full_name(*plan_.method) + ": a message of the stream", *options_);
        return;
    }
    if (!packed_)
        body_.append(data);
    else if (!packed_->take(data, body_, options_->max_body))
        broken_ = not_decoded(*plan_.method, "the request", true, chunks_ != nullptr);
    if (body_.size() > options_->max_body)
        broken_ = too_large(name_of_body(), *options_);
}

// The body of a call without a streamed argument is whole.
net::taken served_connection::end_body() {
    is_body_over_ = true;
    if (is_upload())
        return hand_on_messages();
    if (std::string const why = check_ ? check_->problem() : std::string(); !why.empty())
        return refuse_body(unauthentic(*plan_.method, why));
    check_ = nullptr;
    if (packed_ && !packed_->is_whole())
        return refuse_body(not_decoded(*plan_.method, "the request", true, chunks_ != nullptr));
    if (plan_.is_streamed)
        if (auto const wrong = unpack_envelope(plan_, options_->max_body, body_))
            return refuse_body(*wrong);
    return start(body_, true);
}

answer_manner served_connection::manner() const {
    return {.turn = turn_, .then = then_, .kept = options_->keep_alive, .is_chunked = !is_1_0_, .fields = {}};
}

net::taken served_connection::start(std::string_view arguments, bool is_kept) {
    method_descriptor const& method = *plan_.method;
    if (std::string const why = check_ ? check_->problem() : std::string(); !why.empty())
        return refuse_body(unauthentic(method, why));
    if (is_late(plan_.header))
        return refuse_call(net::passed_deadline(method, reached::not_sent));
    if (!in_->enter(method))
        return refuse_call(in_->too_busy(method));
    bool const is_streamed = plan_.is_streamed;
    std::shared_ptr<answering_call> call;
    if (is_streamed) {
        auto const streamed = std::make_shared<stream_call>(on_, in_, std::move(plan_), manner());
        if (method.streams_arguments)
            stream_ = streamed;
        if (!method.streams_arguments || is_body_over_)
            streamed->body_is_read();
        call = streamed;
    } else {
        call = std::make_shared<answering_call>(on_, in_, std::move(plan_), manner());
    }
    if (is_kept)
        call->keep(std::exchange(body_, {}), 0);
    else
        call->borrow(arguments);
    return run_next(std::move(call), is_streamed);
}

net::taken served_connection::run_next(std::shared_ptr<answering_call> call, bool is_streamed) {
    call_ = call;
    to_run_ = std::move(call);
    on_->allow_stuck(is_streamed ? options_->stream_pause : std::chrono::milliseconds::zero());
    turn_->begin();
    at_ = place::answer;
    return {.next = shared_from_this()};
}

// A call that does not begin.
net::taken served_connection::refuse_call(failure const& why) { return refuse_body({status_of(why.code), why}); }

net::taken served_connection::refuse_body(refusal const& what) {
    bool const closes = at_ == place::body && !is_body_over_;
    messages_.clear();
    if (plan_.is_streamed && plan_.how == framing::connect) {
        item_style const style{plan_.how, plan_.form, !is_1_0_};
        auto const then = closes ? afterwards::close : then_;
        std::string text;
        append_stream_head(text, style, then);
        append_fields(text, plan_.fields);
        text += "\r\n";
        append_end(text, style, &what.what);
        send_text(*on_, std::move(text));
        if (then == afterwards::close)
            on_->close("the call was refused", last_words);
        return next_request();
    }
    plain_answer made = as_answer(plan_, what, closes);
    made.fields.insert(made.fields.end(), plan_.fields.begin(), plan_.fields.end());
    return say(made);
}

void served_connection::run() {
    auto const call = std::move(to_run_);
    call->run();
    call->has_begun();
}

void served_connection::done() {
    await_deadline();
    if (stream_)
        hand_on_messages();
}

void served_connection::go_on() {
    if (auto const call = call_.lock())
        call->go_on();
    await_deadline();
    if (stream_)
        hand_on_messages();
}

// In the loop's thread: gives the call up in time, whatever its handler does.
void served_connection::await_deadline() {
    auto const call = turn_->is_over() ? nullptr : call_.lock();
    auto const until = call ? call->until() : clock::time_point::max();
    if (until == clock::time_point::max())
        return;
    if (until <= clock::now())
        return call->give_up();
    if (!deadline_ || &deadline_->get_executor().context() != &on_->loop().context) // from which it has moved
        deadline_ = std::make_unique<boost::asio::steady_timer>(on_->loop().context);
    deadline_->expires_at(until);
    deadline_->async_wait([call = call_](boost::system::error_code const& cancelled) {
        if (auto const late = cancelled ? nullptr : call.lock())
            late->give_up();
    });
}

// False if the stream is over with that.
bool served_connection::take_message(std::uint8_t flags, std::string message) {
    broken_ = check_message(*plan_.method, flags, message, breaks_off_);
    if (!broken_)
        messages_.push_back(std::move(message));
    return !broken_;
}

// Of a streamed argument: what was read goes to the call, as far as it takes it.
net::taken served_connection::hand_on_messages() {
    if (is_body_over_ && !broken_ && splitter_ && !std::exchange(splitter_, nullptr)->finish() && !broken_)
        broken_ = ended_within_message(*plan_.method);
    if (stream_ && is_body_over_)
        stream_->body_is_read();
    net::taken made;
    if (!stream_ && (!messages_.empty() || is_body_over_ || broken_)) {
        std::string first = plan_.form == format::json ? "{}" : "";
        if (!messages_.empty()) {
            first = std::move(messages_.front());
            messages_.pop_front();
        } else if (broken_) {
            return refuse_body(*broken_);
        }
        made = start_stream(std::move(first));
        if (made.next || !stream_)
            return made;
    }
    while (!messages_.empty()) {
        if (stream_->is_complete()) {
            messages_.clear();
            break;
        }
        if (!stream_->take_credit()) {
            bool const is_at_work = turn_->wait();
            if (stream_->has_credit())
                continue;
            if (is_at_work) {
                on_->pause_reading();
                return made;
            }
            continue; // which finds it complete
        }
        stream_->send({stream_->form(), std::move(messages_.front())});
        messages_.pop_front();
    }
    if (broken_) {
        if (!stream_->is_complete())
            stream_->refuse_with(*std::exchange(broken_, std::nullopt), breaks_off_);
        if (!is_body_over_)
            on_->close("the stream of the caller is broken", last_words);
    } else if (is_body_over_) {
        stream_->finish();
    } else {
        return made;
    }
    stream_ = nullptr;
    at_ = place::answer;
    return made;
}

// With its first message. The rest of the stream is read while it runs.
net::taken served_connection::start_stream(std::string message) {
    planned_call rest;
    rest.method = plan_.method;
    rest.form = plan_.form;
    rest.how = plan_.how;
    rest.is_streamed = true;
    body_ = std::move(message);
    net::taken made = start(body_, true);
    plan_ = std::move(rest);
    if (made.next)
        at_ = place::body;
    return made;
}

std::string served_connection::name_of_body() const { return full_name(*plan_.method) + ": the request"; }

net::taken served_connection::say(plain_answer const& what) {
    send_plain(*on_, what, then_, options_->keep_alive, is_head_request_);
    return next_request();
}

net::taken served_connection::next_request() {
    at_ = place::head;
    begun_ = clock::time_point::max();
    return {};
}

// Where the rest of the request is not read.
net::taken served_connection::refuse_unread(refusal const& what) {
    plain_answer made = plan_.method && at_ != place::head ? as_answer(plan_, what, true) : as_answer(what, true);
    made.fields.insert(made.fields.end(), plan_.fields.begin(), plan_.fields.end());
    return say(made);
}

bool served_connection::input_ended() {
    if (at_ != place::body || is_body_over_)
        return false;
    auto const why = ended_early(*plan_.method, is_upload() ? "the stream" : "the request");
    if (stream_)
        stream_->refuse_with(why, false);
    else
        refuse_body(why);
    return true;
}

void served_connection::end(std::string const& why) {
    if (deadline_)
        deadline_->cancel();
    if (auto const call = call_.lock(); call && !call->is_complete())
        call->abandon(rpc::answer_of(call->method(), code::canceled, reached::maybe_executed,
                                     "the connection of the caller ended: " + why));
    stream_ = nullptr;
}

void served_connection::drain() {
    is_draining_ = true;
    then_ = afterwards::close;
    turn_->make_last();
    if (is_idle())
        on_->close("the server stopped", clock::duration::zero());
}

void served_connection::abandon_calls() {
    if (auto const call = call_.lock())
        call->abandon(net::stopped(call->method()));
    else
        on_->close("the server stopped", clock::duration::zero());
}

bool served_connection::is_idle() { return at_ == place::head || (at_ == place::answer && turn_->is_over()); }

void served_connection::look_at_time(clock::time_point now, bool is_partial) {
    bool const is_waiting = is_idle() && !is_partial;
    if (at_ == place::answer && !turn_->is_over()) {
        moved_ = now;
        return;
    }
    if (is_waiting) {
        if (is_draining_)
            on_->close("the server stopped", clock::duration::zero());
        else if (now - moved_ > options_->keep_alive)
            on_->close("it was idle", clock::duration::zero());
        return;
    }
    if (at_ == place::body && is_upload()) {
        bool const is_held = !messages_.empty(); // by the call
        if (is_held)
            moved_ = now;
        else if (now - moved_ > options_->stream_pause) {
            auto const why = came_late(*plan_.method, "the stream");
            if (stream_)
                stream_->refuse_with(why, false);
            else
                refuse_body(why);
        }
        return;
    }
    bool const is_late = now - moved_ > options_->read_timeout || now - begun_ > options_->request_timeout;
    if (!is_late)
        return;
    if (at_ == place::body)
        refuse_body(came_late(*plan_.method, "the request"));
    else
        refuse_unread(refuse(408, code::deadline_exceeded, "the head of the request did not come in time"));
}

} // namespace yonder::http
