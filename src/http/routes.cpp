// SPDX-License-Identifier: BSL-1.0
#include "routes.hpp"

#include "../call/is_late.hpp"
#include "../rpc/current_exception.hpp"
#include "admission.hpp"
#include "connect_error.hpp"
#include "connection_stream.hpp"
#include "header_fields.hpp"
#include "serving_exchange.hpp"
#include "stream_answer.hpp"

#include <yonder/call/duration.hpp>
#include <yonder/call/log.hpp>

#include <algorithm>
#include <map>
#include <utility>

namespace yonder::http {
namespace {

// Gives an answer. If `closing`, the connection ends after it. Other answers go without a content provider, as
// cpp-httplib cuts what providers write when it stops.
void answer(httplib::Response& response, int status, std::string body, bool closing = false,
            format form = format::json) {
    std::string const type(media_type(form));
    response.status = status;
    add_challenge(response);
    if (closing)
        set_last_content(response, std::move(body), type);
    else
        response.set_content(body, type);
}

// The methods of these calls.
std::string list_methods(std::vector<watched_call> const& calls) {
    std::map<std::string, std::size_t> counts;
    for (watched_call const& one : calls)
        ++counts[full_name(*one.method)];
    return net::list_counts(counts);
}

request_head head_of(httplib::Request const& request) {
    request_head head;
    head.method = request.method;
    head.set_target(request.target);
    head.is_1_0 = request.version == "HTTP/1.0";
    for (auto const& [name, value] : request.headers)
        head.add(name, value);
    return head;
}

// Whoever sent it.
std::shared_ptr<peer const> peer_of(httplib::Request const& request, net::listener const& at) {
    auto made = std::make_shared<peer>();
    made->listener = at.options.name;
    made->is_trusted = at.options.is_trusted;
    auto const* const stream = connection_stream::current();
    made->address =
        request.remote_addr.empty() ? "unix" : request.remote_addr + ':' + std::to_string(request.remote_port);
    if (stream && !at.options.client_ca_file.empty())
        made->certificate = stream->certificate_of_peer();
    return made;
}

// Of the request that this thread has read the head of.
thread_local planned_call planned;

void answer(httplib::Response& response, plain_answer const& what) {
    for (auto const& [name, value] : what.fields)
        response.set_header(std::string(name), value);
    response.status = what.status;
    add_challenge(response);
    if (what.body.empty())
        return;
    std::string const type = what.type.empty() ? std::string(media_type(format::json)) : what.type;
    if (what.closes)
        set_last_content(response, what.body, type);
    else
        response.set_content(what.body, type);
}

void answer(httplib::Response& response, refusal const& what, bool closing = false) {
    answer(response, as_answer(what, closing));
}

} // namespace

void add_challenge(httplib::Response& response) {
    if (response.status == 401 && !response.has_header("WWW-Authenticate"))
        response.set_header("WWW-Authenticate", "Bearer");
}

// A content provider that has written all and then fails makes cpp-httplib close.
void set_last_content(httplib::Response& response, std::string body, std::string const& type) {
    std::size_t const size = body.size();
    response.set_header("Connection", "close");
    response.set_content_provider(
        size, type, [body = std::move(body)](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
            if (offset >= body.size()) // cpp-httplib asks for what a Range header says, whether it is there or not
                return false;
            sink.write(body.data() + offset, std::min(length, body.size() - offset));
            return false;
        });
}

routes::routes(server_options options)
    : options_(std::move(options)),
      handlers_({.max_threads = options_.max_in_flight, .max_queued = options_.max_in_flight}) {}

failure routes::too_busy() const {
    return refuse(429, code::resource_exhausted,
                  "the server has " + std::to_string(options_.max_in_flight) + " calls at work, which is its limit")
        .what;
}

void routes::leave() noexcept {
    if (--in_flight_ > 0)
        return;
    std::lock_guard const lock(mutex_);
    changed_.notify_all();
}

void routes::wait_for_calls(clock::time_point until) {
    std::unique_lock lock(mutex_);
    auto const is_over = [this] { return in_flight_ == 0; };
    if (until == clock::time_point::max())
        changed_.wait(lock, is_over);
    else
        changed_.wait_until(lock, until, is_over);
}

void routes::wait_for_last() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return within_ == 0; });
}

void routes::end_calls() {
    hangups_.end_all([&](std::vector<watched_call> const& calls) {
        log(log_level::warning, "stopping cancels " + std::to_string(in_flight_) +
                                    " calls at work, and waits for them: " + list_methods(calls));
        for (watched_call const& one : calls)
            one.call->abandon(net::stopped(*one.method));
    });
}

void routes::stop() { handlers_.shutdown(); }

void routes::equip(httplib::Server& on, std::shared_ptr<net::listener const> const& at) {
    using httplib::Server;
    on.set_pre_routing_handler([this, at](httplib::Request const& request, httplib::Response& response) {
        if (is_stopped_) {
            answer(response, stopping(), true);
            return Server::HandlerResponse::Handled;
        }
        return before_routing(request, *at, response) ? Server::HandlerResponse::Handled
                                                      : Server::HandlerResponse::Unhandled;
    });
    on.set_exception_handler(
        [](httplib::Request const& request, httplib::Response& response, std::exception_ptr caught) {
            std::string what;
            try {
                std::rethrow_exception(caught);
            } catch (...) {
                what = rpc::text_of_current_exception();
            }
            log(log_level::failure, "the server broke on " + printable(request.path) + ": " + printable(what));
            answer(response, server_failed("the server failed; its log has the reason"), true);
        });
    // What cpp-httplib refuses by itself. It would go on reading where it stopped, in the middle of that request.
    auto const refuse_unread = [this, at](httplib::Request const& request, httplib::Response& response) {
        if (response.has_header("Content-Type"))
            return Server::HandlerResponse::Unhandled; // our own answer
        answer(response, unreadable(request, *at, response.status), true);
        return Server::HandlerResponse::Handled;
    };
    // cpp-httplib has said how long it keeps the connection, though the answer says that it ends.
    on.set_post_routing_handler([this](httplib::Request const&, httplib::Response& response) {
        bool const closes = response.get_header_value("Connection") == "close";
        if (closes || is_stopped_)
            response.headers.erase("Keep-Alive");
        if (!closes && is_stopped_) // it reads no more from the connection
            response.set_header("Connection", "close");
    });
    on.set_error_handler(Server::HandlerWithResponse(refuse_unread));
    on.set_expect_100_continue_handler([this](httplib::Request const& request, httplib::Response& response) {
        std::string const length = request.get_header_value("Content-Length");
        if (std::strtoull(length.c_str(), nullptr, 10) > options_.max_body)
            response.status = 413; // the error handler writes the answer
        return response.status == 413 ? 413 : 100;
    });
    // One route for all, as each route of cpp-httplib is a regular expression.
    auto const with_body = [this](httplib::Request const& request, httplib::Response& response,
                                  httplib::ContentReader const& read) { serve(request, response, &read); };
    on.Post(".*", with_body);
    on.Put(".*", with_body);
    on.Patch(".*", with_body);
    auto const about_operation = [this](httplib::Request const& request, httplib::Response& response) {
        if (planned.rendered)
            serve(request, response, nullptr);
        else
            serve_operation(request, response);
    };
    on.Get(".*", about_operation);
    on.Delete(".*", about_operation);
}

void routes::mount(httplib::Server& on, std::shared_ptr<routes> const& self,
                   std::shared_ptr<net::listener const> const& at) {
    for (std::string_view const name : at->services->names()) {
        std::string pattern = "/";
        for (char const c : name)
            pattern += c == '.' ? "\\." : std::string(1, c); // names are identifiers and dots
        pattern += "/.*";
        on.Post(pattern,
                [self, at](httplib::Request const& request, httplib::Response& response,
                           httplib::ContentReader const& read) { self->serve_mounted(request, *at, response, &read); });
        auto const without_body = [self, at](httplib::Request const& request, httplib::Response& response) {
            self->serve_mounted(request, *at, response, nullptr);
        };
        on.Get(pattern, without_body);
        on.Delete(pattern, without_body);
        on.Options(pattern, without_body);
    }
}

void routes::serve_mounted(httplib::Request const& request, net::listener const& at, httplib::Response& response,
                           httplib::ContentReader const* read) {
    struct counted_within {
        explicit counted_within(routes& of) : all(of) { ++all.within_; }
        ~counted_within() {
            if (--all.within_ == 0 && all.is_stopped_) {
                std::lock_guard const lock(all.mutex_);
                all.changed_.notify_all();
            }
        }
        routes& all;
    } const here(*this);
    if (is_stopped_)
        return answer(response, stopping(), head_of(request).has_body());
    if (before_routing(request, at, response))
        return;
    if (!planned.is_streamed && !planned.asks_after_operation)
        return serve(request, response, read);
    if (planned.asks_after_operation)
        return serve_operation(request, response);
    planned_call const call = std::move(planned);
    serve_mounted_stream(call, request, response, *read);
}

// True if the request is answered already.
bool routes::before_routing(httplib::Request const& request, net::listener const& at,
                            httplib::Response& response) const {
    if (auto* const stream = connection_stream::current())
        stream->end_head();
    // cpp-httplib would cut the answer to the range that a header asks for, and compute beyond its end.
    auto& changeable = const_cast<httplib::Request&>(request); // the object is not const, only this view of it
    changeable.ranges.clear();
    // And it would compress, with brotli at full quality, which takes milliseconds.
    changeable.headers.erase("Accept-Encoding");
    request_head const head = head_of(request);
    auto made = plan(head, at, peer_of(request, at), options_);
    if (auto* const call = std::get_if<planned_call>(&made)) {
        planned = std::move(*call);
        for (auto const& [name, value] : planned.fields)
            response.set_header(std::string(name), value);
        return false;
    }
    if (request.method == "HEAD" && head.has_body())
        changeable.method = "GET"; // an answer without a body cannot close the connection, and this one must
    answer(response, std::get<plain_answer>(made));
    return true;
}

// A request of which cpp-httplib says no more than the status.
refusal routes::unreadable(httplib::Request const& request, net::listener const& at, int status) const {
    if (status == 413) {
        auto const found = net::find_method(
            *at.services, std::string_view(request.path).substr(std::min<std::size_t>(1, request.path.size())), false,
            0);
        return too_large((found.method ? full_name(*found.method) + ": " : "") + "the request", options_);
    }
    auto const limit = [](std::size_t bytes) { return std::to_string(bytes) + " bytes, which is the limit"; };
    if (status == 414)
        return refuse(414, code::invalid_argument,
                      "the URI of the request has more than " + limit(CPPHTTPLIB_REQUEST_URI_MAX_LENGTH));
    auto const* const stream = connection_stream::current();
    if (status == 400 && stream && stream->is_head_full())
        return refuse(431, code::resource_exhausted,
                      "the head of the request has more than " + limit(options_.max_head));
    if (status == 400 && stream && stream->last_line() > CPPHTTPLIB_HEADER_MAX_LENGTH)
        return refuse(431, code::resource_exhausted,
                      "a header of the request has more than " + limit(CPPHTTPLIB_HEADER_MAX_LENGTH));
    if (status == 400 && stream && stream->why_ended() == connection_stream::input_end::late)
        return refuse(408, code::deadline_exceeded, "the head of the request did not come in time");
    return refuse(status, code::invalid_argument, "the request is not HTTP that this server understands");
}

// A body that ends early, or is not what its headers say, as far as that can be told. `what` is the body.
refusal routes::not_whole(httplib::Request const& request, method_descriptor const& method,
                          std::string const& what) const {
    using input_end = connection_stream::input_end;
    auto const* const stream = connection_stream::current();
    auto const ended = stream ? stream->why_ended() : input_end::closed;
    if (ended == input_end::late)
        return came_late(method, what);
    if (ended == input_end::closed)
        return ended_early(method, what);
    return not_decoded(method, what, request.get_header_value("Content-Encoding") == "gzip",
                       request.has_header("Transfer-Encoding"));
}

bool routes::read_body(method_descriptor const& method, httplib::Request const& request, httplib::Response& response,
                       httplib::ContentReader const& read, std::string& body) const {
    if (!request.has_header("Content-Length") && !request.has_header("Transfer-Encoding"))
        return true; // cpp-httplib would read until the connection ends
    auto const too_late = clock::now() + options_.request_timeout;
    std::size_t const length = std::strtoull(request.get_header_value("Content-Length").c_str(), nullptr, 10);
    bool is_too_large = length > options_.max_body;
    bool is_late = false;
    std::size_t received = 0;
    // Past the limit a bounded amount is read and dropped, so that a client that is still sending sees the answer.
    bool const is_read = read([&](char const* data, std::size_t size) {
        received += size;
        is_too_large = is_too_large || received > options_.max_body;
        is_late = clock::now() > too_late;
        if (!is_too_large)
            body.append(data, size);
        return !is_late && received <= 4 * options_.max_body;
    });
    // cpp-httplib takes a chunk that does not end where it says for the last, and what follows for the next request.
    auto const* const stream = connection_stream::current();
    bool const is_whole =
        is_read && (!request.has_header("Transfer-Encoding") || !stream || stream->is_after_empty_line());
    if (is_too_large)
        answer(response, too_large(full_name(method) + ": the request", options_), true);
    else if (is_late)
        answer(response, took_too_long(method), true);
    else if (!is_whole)
        answer(response, not_whole(request, method, "the request"), true);
    return is_whole && !is_too_large;
}

// What is wrong with the body of a signed request. cpp-httplib unpacks bodies, and what was signed is packed.
std::optional<refusal> routes::check_content(planned_call const& call, httplib::Request const& request,
                                             std::string const& body) {
    if (call.digest.empty())
        return std::nullopt;
    std::string const why =
        request.has_header("Content-Encoding") && request.get_header_value("Content-Encoding") != "identity"
            ? "a body that is signed must not be packed where cpp-httplib serves"
            : security::verifier::content_problem(call.digest, body);
    return why.empty() ? std::nullopt : std::optional(unauthentic(*call.method, why));
}

// Without a body if `read` is null.
void routes::serve(httplib::Request const& request, httplib::Response& response, httplib::ContentReader const* read) {
    planned_call const call = std::move(planned);
    if (call.is_streamed && read)
        return serve_stream(call, request, response, *read);
    method_descriptor const& method = *call.method;
    bool const goes_on = call.header.intent == intent::call_and_go_on;
    std::string body;
    if (read && !read_body(method, request, response, *read, body))
        return;
    if (auto const wrong = check_content(call, request, body))
        return answer(response, as_answer(call, *wrong, false));
    if (call.rendered) {
        auto arguments = call.rendered->read(method, std::move(body));
        if (auto const* const wrong = std::get_if<failure>(&arguments))
            return answer(response, as_answer(call.rendered->answer(method, *wrong), false));
        body = std::move(std::get<std::string>(arguments));
    }
    yonder::request what(method, std::string_view(), call.form);
    what.reply_form = call.form;
    what.header = call.header;
    response.set_header("Yonder-Id", to_string(call.header.id));
    bool const closes = read && !head_of(request).has_length();
    auto outcome = perform(*call.service, std::move(what), std::move(body));
    if (call.rendered)
        return answer(
            response,
            as_answer(std::visit([&](auto const& one) { return call.rendered->answer(method, one); }, outcome),
                      closes));
    if (auto* const reply = std::get_if<payload>(&outcome)) {
        if (goes_on) {
            response.set_header("Location", path_of_operation(method, call.header.id));
            response.set_header("Preference-Applied", "respond-async");
        }
        answer(response, goes_on ? 202 : 200, std::move(reply->bytes), closes, reply->form);
        return;
    }
    failure const& failed = std::get<failure>(outcome);
    answer(response, status_of(failed.code), write_error(failed), closes);
}

// The outcome of a call that was made before, its status, or what cancelling it came to.
void routes::serve_operation(httplib::Request const& request, httplib::Response& response) {
    planned_call const call = std::move(planned);
    method_descriptor const* const method = call.method;
    rpc::service const& service = *call.service;
    request_head const head = head_of(request);
    auto const about = read_operation(head, *method);
    if (auto const* const wrong = std::get_if<refusal>(&about))
        return answer(response, *wrong);
    auto const& operation = std::get<operation_request>(about);
    uuid const& id = operation.id;
    intent const asked = operation.intent;
    auto const at_work = std::make_shared<counted>(*this);
    if (at_work->now > options_.max_in_flight)
        return answer(response, 429, write_error(too_busy()));
    auto const ask = [&](intent what_of_it, clock::time_point until) -> std::optional<std::variant<payload, failure>> {
        yonder::request what(*method, std::string_view(), format::json);
        what.header = call.header;
        what.header.intent = what_of_it;
        what.header.is_once = false;
        what.header.remembered = id;
        auto const caller = std::make_shared<blocking_exchange>();
        auto const* const stream = connection_stream::current();
        hangup_watch::watch const with_client(hangups_, stream ? stream->socket() : -1, caller, *method);
        net::begin_call(*service.target, what, caller);
        caller->wait_until(until);
        if (caller->is_complete() || !caller->abandon(net::passed_deadline(*method))) {
            caller->wait_until(clock::time_point::max());
            return caller->take();
        }
        return std::nullopt;
    };
    auto const tell = [&](std::variant<payload, failure> outcome, int status) {
        response.set_header("Location", path_of_operation(*method, id));
        if (auto* const reply = std::get_if<payload>(&outcome))
            return answer(response, status, std::move(reply->bytes), false, reply->form);
        failure const& failed = std::get<failure>(outcome);
        answer(response, status_of(failed.code), write_error(failed));
    };
    constexpr auto no_end = clock::time_point::max();
    if (asked != intent::read_outcome)
        return tell(*ask(asked, no_end), asked == intent::cancel_remembered ? 202 : 200);
    auto const until = std::min(clock::now() + operation.wait, call.header.deadline.value_or(no_end));
    if (auto outcome = ask(intent::read_outcome, until))
        return tell(std::move(*outcome), 200);
    response.set_header("Retry-After", "1");
    tell(*ask(intent::read_status, no_end), 202);
}

std::variant<payload, failure> routes::perform(rpc::service const& service, yonder::request what, std::string body) {
    if (is_late(what.header))
        return net::passed_deadline(what.method(), reached::not_sent);
    auto const late = [&] { return net::passed_deadline(what.method()); };
    auto const at_work = std::make_shared<counted>(*this);
    if (at_work->now > options_.max_in_flight)
        return too_busy();
    auto const caller = std::make_shared<blocking_exchange>();
    auto const* const stream = connection_stream::current();
    hangup_watch::watch const with_client(hangups_, stream ? stream->socket() : -1, caller, what.method());
    bool const is_prompt = what.header.deadline && *what.header.deadline - clock::now() < options_.prompt_below;
    if (is_prompt) {
        yonder::request owned(what.method(), payload{what.form(), std::move(body)});
        owned.header = what.header;
        owned.reply_form = what.reply_form;
        handlers_.post_waiting(
            [target = service.target, caller, owned, at_work]() mutable { net::begin_call(*target, owned, caller); });
        caller->wait_until(*what.header.deadline);
        if (!caller->is_complete())
            caller->abandon(late());
        caller->wait_until(clock::time_point::max());
    } else {
        yonder::request borrowed(what.method(), body, what.form());
        borrowed.header = what.header;
        borrowed.reply_form = what.reply_form;
        net::begin_call(*service.target, borrowed, caller);
        auto const deadline = what.header.deadline.value_or(clock::time_point::max());
        if (!caller->is_complete())
            service.target->drive(*caller, deadline);
        if (!caller->is_complete())
            caller->abandon(late());
        caller->wait_until(clock::time_point::max());
    }
    auto outcome = caller->take();
    if (std::holds_alternative<payload>(outcome) && is_late(what.header))
        return late(); // nobody waits for it any more, and the protocol promises an end at the deadline
    return outcome;
}

// One call with a stream in one direction.
void routes::serve_stream(planned_call const& planned_call, httplib::Request const& request,
                          httplib::Response& response, httplib::ContentReader const& read) {
    method_descriptor const& method = *planned_call.method;
    rpc::service const& service = *planned_call.service;
    format const form = planned_call.form;
    framing const how = planned_call.how;
    auto const* const header = &planned_call.header;
    bool const has_length = head_of(request).has_length();
    auto const deadline = header->deadline.value_or(clock::time_point::max());
    auto& connection = *connection_stream::current();
    response.set_header("Yonder-Id", to_string(header->id));
    std::string headers;
    for (auto const& [name, value] : response.headers)
        headers.append(name).append(": ").append(value).append("\r\n");
    stream_answer items(connection, {how, form, request.version != "HTTP/1.0"}, std::move(headers));
    bool is_body_read = false;
    auto const close_after = [&] {
        connection.close_after_answer();
        items.close_after();
    };
    auto const fail = [&](failure const& what, int status) {
        if (!is_body_read || request.version == "HTTP/1.0")
            close_after();
        if (how == framing::connect || items.has_begun())
            items.end(&what);
        else
            answer(response, status, write_error(what), !is_body_read || !has_length);
    };
    auto const at_work = std::make_shared<counted>(*this);
    if (at_work->now > options_.max_in_flight)
        return fail(too_busy(), 429);

    // Reading ends when the call does, and writing soon after nobody wants it any more.
    auto const caller = std::make_shared<serving_exchange>(method.streams_arguments);
    std::stop_callback const at_cancel(caller->stop_token(), [&] { caller->wake(); });
    struct hurry {
        hurry(connection_stream& stream, int descriptor) : of(stream) { of.hurry_by(descriptor); }
        ~hurry() { of.hurry_by(-1); }
        connection_stream& of;
    } const hurry(connection, caller->wake_descriptor());
    hangup_watch::watch const with_client(hangups_, connection.socket(), caller, method);
    auto const call_with = [&](std::string arguments) {
        yonder::request what(method, payload{form, std::move(arguments)});
        what.header = *header;
        what.reply_form = form;
        return what;
    };
    bool has_started = false;
    std::optional<refusal> broken;
    bool is_broken_off = false;
    if (method.streams_arguments) {
        connection.limit(deadline, options_.stream_pause);
        auto const take = [&](std::uint8_t flags, std::string message) {
            broken = check_message(method, flags, message, is_broken_off);
            if (broken)
                return false;
            if (has_started) {
                bool const may_send = caller->wait_for_credit(deadline);
                if (may_send)
                    caller->send({form, std::move(message)});
                return may_send;
            }
            has_started = true;
            handlers_.post_waiting([target = service.target, caller, what = call_with(std::move(message)),
                                    at_work]() mutable { net::begin_call(*target, what, caller); });
            return true;
        };
        auto const messages = make_splitter(how, options_.max_body, take);
        is_body_read = !has_length || read([&](char const* data, std::size_t size) {
            return messages->take({data, size});
        });
        connection.hurry_by(-1);
        bool const is_whole = is_body_read && messages->finish();
        if (messages->is_too_large())
            broken = too_large(full_name(method) + ": a message of the stream", options_);
        else if (!is_whole && !broken && !caller->is_complete())
            broken =
                caller->is_cancelled()     ? refuse(499, code::canceled, full_name(method) + ": the call was cancelled")
                : clock::now() >= deadline ? refusal{status_of(code::deadline_exceeded), net::passed_deadline(method)}
                : is_body_read             ? ended_within_message(method)
                                           : not_whole(request, method, "the stream");
        if (!has_started && !broken && !caller->is_complete())
            take(0, form == format::json ? "{}" : "");
        if (broken && !has_started)
            return fail(broken->what, broken->status);
        if (broken && is_broken_off)
            caller->break_off(broken->what);
        else if (broken)
            caller->abandon(broken->what);
        else
            caller->finish();
    } else {
        std::string body;
        if (!read_body(method, request, response, read, body))
            return;
        is_body_read = true;
        if (auto const wrong = check_content(planned_call, request, body))
            return fail(wrong->what, wrong->status);
        if (auto const wrong = unpack_envelope(planned_call, options_.max_body, body))
            return fail(wrong->what, wrong->status);
        auto what = call_with(std::move(body));
        net::begin_call(*service.target, what, caller);
        if (how == framing::connect && (!items.begin() || !items.flush()))
            caller->cancel();
    }
    connection.limit(clock::time_point::max(), options_.stream_pause);
    for (;;) {
        bool is_item = false;
        if (clock::now() >= deadline)
            caller->abandon(net::passed_deadline(method)); // though there may always be one more item
        auto event = caller->next(deadline, is_item);
        if (!event)
            continue;
        if (auto const* const failed = std::get_if<failure>(&*event))
            return fail(*failed, status_of(failed->code));
        std::string& bytes = std::get<payload>(*event).bytes;
        if (is_item) {
            if (!items.item(bytes) || (!caller->has_next() && !items.flush()))
                caller->cancel();
            continue;
        }
        if (!is_body_read || request.version == "HTTP/1.0")
            close_after();
        if (!method.streams_results && how != framing::connect)
            return answer(response, 200, std::move(bytes), !is_body_read);
        if (!method.streams_results)
            items.item(bytes);
        items.end(nullptr);
        return;
    }
}

} // namespace yonder::http
