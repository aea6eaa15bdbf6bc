// SPDX-License-Identifier: BSL-1.0
#include "answer_text.hpp"
#include "connect_error.hpp"
#include "routes.hpp"
#include "serving_exchange.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace yonder::http {
namespace {

using event = std::variant<payload, failure>;

// Feeds a streamed argument from the body of a request into a call. The first message begins it.
class upload {
public:
    upload(planned_call const& call, std::shared_ptr<serving_exchange> caller, std::size_t max_message,
           std::function<void(std::string)> begin)
        : call_(call), caller_(std::move(caller)), begin_(std::move(begin)),
          deadline_(call.header.deadline.value_or(clock::time_point::max())) {
        auto const take = [this](std::uint8_t flags, std::string message) {
            return take_one(flags, std::move(message));
        };
        messages_ = make_splitter(call.how, max_message, take);
    }

    bool take(std::string_view bytes) { return messages_->take(bytes); }

    // At the end of the body. What is wrong with it, if something is.
    std::optional<refusal> finish(bool is_body_read, server_options const& options) {
        bool const is_whole = is_body_read && messages_->finish();
        if (messages_->is_too_large())
            broken_ = too_large(full_name(*call_.method) + ": a message of the stream", options);
        else if (!is_whole && !broken_ && !caller_->is_complete())
            broken_ = is_body_read ? ended_within_message(*call_.method) : ended_early(*call_.method, "the stream");
        if (!has_begun_ && !broken_)
            take_one(0, call_.form == format::json ? "{}" : "");
        if (!has_begun_)
            return broken_;
        if (broken_ && breaks_off_)
            caller_->break_off(broken_->what);
        else if (broken_)
            caller_->abandon(broken_->what);
        else
            caller_->finish();
        return std::nullopt;
    }

private:
    bool take_one(std::uint8_t flags, std::string message) {
        broken_ = check_message(*call_.method, flags, message, breaks_off_);
        if (broken_)
            return false;
        if (!std::exchange(has_begun_, true)) {
            begin_(std::move(message));
            return true;
        }
        bool const may_send = caller_->wait_for_credit(deadline_);
        if (may_send)
            caller_->send({call_.form, std::move(message)});
        return may_send;
    }

    planned_call const& call_;
    std::shared_ptr<serving_exchange> caller_;
    std::function<void(std::string)> begin_;
    clock::time_point deadline_;
    std::unique_ptr<message_splitter> messages_;
    std::optional<refusal> broken_;
    bool breaks_off_ = false;
    bool has_begun_ = false;
};

} // namespace

void routes::serve_mounted_stream(planned_call const& call, httplib::Request const& request,
                                  httplib::Response& response, httplib::ContentReader const& read) {
    method_descriptor const& method = *call.method;
    item_style const style{call.how, call.form, false}; // cpp-httplib makes the chunks
    auto const deadline = call.header.deadline.value_or(clock::time_point::max());
    bool is_body_read = false;
    auto const refuse_it = [&](failure const& what, int status) {
        std::string text;
        response.status = style.how == framing::connect ? 200 : status;
        add_challenge(response);
        if (style.how == framing::connect)
            append_end(text, style, &what);
        else
            text = write_error(what);
        std::string const type(style.how == framing::connect ? media_type(style.how, style.form)
                                                             : media_type(format::json));
        if (is_body_read)
            response.set_content(text, type);
        else
            set_last_content(response, std::move(text), type);
    };
    response.set_header("Yonder-Id", to_string(call.header.id));
    auto const at_work = std::make_shared<counted>(*this);
    if (at_work->now > options_.max_in_flight)
        return refuse_it(too_busy(), 429);
    auto const caller = std::make_shared<serving_exchange>(method.streams_arguments);
    auto const watched = std::make_shared<hangup_watch::watch>(hangups_, -1, caller, method);
    auto const begin = [&](std::string arguments) {
        yonder::request what(method, payload{call.form, std::move(arguments)});
        what.header = call.header;
        what.reply_form = call.form;
        handlers_.post_waiting([target = call.service->target, caller, what = std::move(what), at_work]() mutable {
            net::begin_call(*target, what, caller);
        });
    };
    if (method.streams_arguments) {
        upload body(call, caller, options_.max_body, begin);
        is_body_read = !request.has_header("Content-Length") && !request.has_header("Transfer-Encoding")
                           ? true
                           : read([&](char const* data, std::size_t size) {
                                 return body.take({data, size});
                             });
        if (auto const wrong = body.finish(is_body_read, options_))
            return refuse_it(wrong->what, wrong->status);
    } else {
        std::string body;
        if (!read_body(method, request, response, read, body))
            return;
        is_body_read = true;
        if (auto const wrong = check_content(call, request, body))
            return refuse_it(wrong->what, wrong->status);
        if (auto const wrong = unpack_envelope(call, options_.max_body, body))
            return refuse_it(wrong->what, wrong->status);
        begin(std::move(body));
    }
    auto const next = [caller, deadline, &method](bool& is_item) -> event {
        for (;;) {
            if (auto event = caller->next(deadline, is_item))
                return std::move(*event);
            caller->abandon(net::passed_deadline(method)); // though there may always be one more item
        }
    };
    bool is_item = false;
    auto first = std::make_shared<std::optional<event>>(next(is_item));
    if (auto const* const failed = std::get_if<failure>(&**first))
        return refuse_it(*failed, status_of(failed->code));
    if (!method.streams_results) {
        std::string text = std::move(std::get<payload>(**first).bytes);
        if (style.how == framing::connect) {
            std::string framed;
            append_item(framed, style, text);
            append_end(framed, style, nullptr);
            text = std::move(framed);
        }
        return response.set_content(text, std::string(style.how == framing::connect ? media_type(style.how, style.form)
                                                                                    : media_type(style.form)));
    }
    if (style.how != framing::connect) {
        response.set_header("Cache-Control", "no-cache");
        response.set_header("X-Accel-Buffering", "no");
    }
    response.set_chunked_content_provider(
        std::string(media_type(style.how, style.form)),
        [=, is_first_item = is_item](std::size_t, httplib::DataSink& sink) {
            bool is_one = is_first_item;
            event one = *first ? std::move(**first) : next(is_one);
            first->reset();
            std::string text;
            if (is_one) {
                append_item(text, style, std::get<payload>(one).bytes);
                return sink.write(text.data(), text.size());
            }
            append_end(text, style, std::get_if<failure>(&one));
            bool const is_sent = text.empty() || sink.write(text.data(), text.size());
            sink.done();
            return is_sent;
        },
        [caller, watched, at_work](bool) { caller->cancel(); }); // which is nothing if the call is over
}

} // namespace yonder::http
