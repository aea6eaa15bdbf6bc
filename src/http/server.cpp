// SPDX-License-Identifier: BSL-1.0
#include "../call/thread_pool.hpp"
#include "../net/serving.hpp"
#include "../rpc/current_exception.hpp"
#include "connect_error.hpp"
#include "connection_stream.hpp"
#include "hangup_watch.hpp"
#include "header_fields.hpp"
#include "listener.hpp"
#include "request_checks.hpp"
#include "serving_exchange.hpp"
#include "stream_answer.hpp"

#include <yonder/call/duration.hpp>
#include <yonder/call/log.hpp>
#include <yonder/http/server.hpp>

#include <httplib.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <utility>
#include <variant>

namespace yonder::http {
namespace {

// Gives an answer. If `closing`, the connection ends after it: a content provider that has written all and then fails
// makes cpp-httplib close. Other answers go without one, as cpp-httplib cuts what providers write when it stops.
void answer(httplib::Response& response, int status, std::string body, bool closing = false,
            format form = format::json) {
    std::string const type(media_type(form));
    response.status = status;
    if (!closing)
        return response.set_content(body, type);
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

void answer(httplib::Response& response, refusal const& what, bool closing = false) {
    answer(response, what.status, write_error(what.what), closing);
}

// For the outcome of a call that goes on, however long its reader would wait.
constexpr auto longest_poll = std::chrono::seconds(60);

// The methods of these calls, and how many calls each has: at most ten.
std::string list_methods(std::vector<watched_call> const& calls) {
    std::map<std::string, std::size_t> counts;
    for (watched_call const& one : calls)
        ++counts[full_name(*one.method)];
    std::string text;
    std::size_t listed = 0;
    for (auto const& [name, count] : counts) {
        if (listed++ == 10)
            return text + ", and others";
        text += (text.empty() ? "" : ", ") + name + (count > 1 ? " (" + std::to_string(count) + ")" : "");
    }
    return text;
}

bool has_length(httplib::Request const& request) {
    return request.has_header("Content-Length") || request.has_header("Transfer-Encoding");
}

// Whether more may follow the head. A call without a length has no body (RFC 9112, section 6.3), but it would mostly
// have one: cpp-httplib drops a header that is empty or ends with a bare line feed.
bool has_body(httplib::Request const& request) {
    return request.has_header("Transfer-Encoding") || (request.method == "POST" && !has_length(request)) ||
           request.get_header_value("Content-Length").find_first_not_of('0') != std::string::npos;
}

// The header of a call that comes now. Nothing if the request says it wrong; then it is answered.
std::optional<message_header> read_header(method_descriptor const& method, httplib::Request const& request,
                                          httplib::Response& response) {
    auto read = read_fields(request);
    if (auto* const header = std::get_if<message_header>(&read))
        return std::move(*header);
    auto& wrong = std::get<refusal>(read);
    wrong.what.message = full_name(method) + ": " + wrong.what.message;
    answer(response, wrong, has_body(request));
    return std::nullopt;
}

// Whether it is about a call that was made before and is remembered.
bool asks_after_operation(httplib::Request const& request) {
    return (request.method == "GET" || request.method == "DELETE") && request.has_param("operation");
}

} // namespace

struct server::state {
    state(std::shared_ptr<rpc::registry const> serving, server_options chosen)
        : services(std::move(serving)), options(std::move(chosen)),
          handlers({.max_threads = options.max_in_flight, .max_queued = options.max_in_flight}) {}

    std::shared_ptr<rpc::registry const> services;
    server_options options;
    std::vector<std::unique_ptr<listener>> listeners;
    std::atomic<std::size_t> in_flight = 0;
    hangup_watch hangups;
    thread_pool handlers; // for calls that must be answered while their handler runs

    std::mutex stopping;
    bool is_stopped = false;

    // `what` is the request, or a part of it, and whose.
    refusal too_large(std::string const& what) const {
        return refuse(413, code::resource_exhausted, net::more_than_allowed(what, options.max_body));
    }
    refusal unreadable(httplib::Request const& request, int status) const;
    refusal not_whole(httplib::Request const& request, method_descriptor const& method, std::string const& what) const;

    void equip(httplib::Server& on);
    bool before_routing(httplib::Request const& request, httplib::Response& response) const;
    void allow_origin(httplib::Request const& request, httplib::Response& response) const;
    void serve(httplib::Request const& request, httplib::Response& response, httplib::ContentReader const& read);
    std::variant<rpc::service const*, refusal> find(std::string const& path, method_descriptor const*& method) const;
    bool read_body(method_descriptor const& method, httplib::Request const& request, httplib::Response& response,
                   httplib::ContentReader const& read, std::string& body) const;
    void serve_operation(httplib::Request const& request, httplib::Response& response);
    std::variant<payload, failure> perform(rpc::service const& service, request what, std::string body);
    void serve_stream(rpc::service const& service, method_descriptor const& method, httplib::Request const& request,
                      httplib::Response& response, httplib::ContentReader const& read);

    // Calls at work, counted while one of these lives. Shared, as a handler may outlive the answer.
    struct counted {
        explicit counted(std::atomic<std::size_t>& of) : count(of), now(++of) {}
        ~counted() { --count; }
        counted(counted const&) = delete;
        counted& operator=(counted const&) = delete;
        std::atomic<std::size_t>& count;
        std::size_t now;
    };
    failure too_busy() const {
        return refuse(429, code::resource_exhausted,
                      "the server has " + std::to_string(options.max_in_flight) + " calls at work, which is its limit")
            .what;
    }
};

void server::state::equip(httplib::Server& on) {
    using httplib::Server;
    on.set_pre_routing_handler([this](httplib::Request const& request, httplib::Response& response) {
        return before_routing(request, response) ? Server::HandlerResponse::Handled
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
            answer(response, refuse(500, code::internal, "the server failed; its log has the reason"), true);
        });
    // What cpp-httplib refuses by itself. It would go on reading where it stopped, in the middle of that request.
    auto const refuse_unread = [this](httplib::Request const& request, httplib::Response& response) {
        if (response.has_header("Content-Type"))
            return Server::HandlerResponse::Unhandled; // our own answer
        answer(response, unreadable(request, response.status), true);
        return Server::HandlerResponse::Handled;
    };
    // cpp-httplib has said how long it keeps the connection, though the answer says that it ends.
    on.set_post_routing_handler([](httplib::Request const&, httplib::Response& response) {
        if (response.get_header_value("Connection") == "close")
            response.headers.erase("Keep-Alive");
    });
    on.set_error_handler(Server::HandlerWithResponse(refuse_unread));
    on.set_expect_100_continue_handler([this](httplib::Request const& request, httplib::Response& response) {
        std::string const length = request.get_header_value("Content-Length");
        if (std::strtoull(length.c_str(), nullptr, 10) > options.max_body)
            response.status = 413; // the error handler writes the answer
        return response.status == 413 ? 413 : 100;
    });
    // One route for all, as each route of cpp-httplib is a regular expression.
    on.Post(".*", [this](httplib::Request const& request, httplib::Response& response,
                         httplib::ContentReader const& read) { serve(request, response, read); });
    auto const about_operation = [this](httplib::Request const& request, httplib::Response& response) {
        serve_operation(request, response);
    };
    on.Get(".*", about_operation);
    on.Delete(".*", about_operation);
}

void server::state::allow_origin(httplib::Request const& request, httplib::Response& response) const {
    std::string const origin = request.get_header_value("Origin");
    if (origin.empty() || std::find(options.allowed_origins.begin(), options.allowed_origins.end(), origin) ==
                              options.allowed_origins.end())
        return;
    response.set_header("Access-Control-Allow-Origin", origin); // one of ours, letter by letter
    response.set_header("Vary", "Origin");
    if (request.method == "OPTIONS") {
        response.set_header("Access-Control-Allow-Methods", "POST, GET, DELETE");
        response.set_header("Access-Control-Allow-Headers",
                            "Content-Type, Connect-Protocol-Version, Connect-Timeout-Ms, Yonder-Id, Yonder-Activity, "
                            "Yonder-Response-To, Idempotency-Key, Prefer, Baggage");
        response.set_header("Access-Control-Max-Age", "7200");
    }
    response.set_header("Access-Control-Expose-Headers", "Yonder-Id, Location");
}

// True if the request is answered already.
bool server::state::before_routing(httplib::Request const& request, httplib::Response& response) const {
    if (auto* const stream = connection_stream::current())
        stream->end_head();
    // cpp-httplib would cut the answer to the range that a header asks for, and compute beyond its end.
    auto& changeable = const_cast<httplib::Request&>(request); // the object is not const, only this view of it
    changeable.ranges.clear();
    // And it would compress, with brotli at full quality, which takes milliseconds.
    changeable.headers.erase("Accept-Encoding");
    if (auto const wrong = check_head(request, options.max_headers)) {
        answer(response, *wrong, true);
        return true;
    }
    allow_origin(request, response);
    if (request.method == "POST" || (asks_after_operation(request) && !has_body(request)))
        return false;
    if (request.method == "HEAD" && has_body(request))
        changeable.method = "GET"; // an answer without a body cannot close the connection, and this one must
    bool const is_preflight = request.method == "OPTIONS" && response.has_header("Access-Control-Allow-Origin");
    if (is_preflight && has_body(request)) {
        answer(response, refuse(400, code::invalid_argument, "a preflight request has no body"), true);
        return true;
    }
    if (is_preflight) {
        response.status = 204;
        return true;
    }
    method_descriptor const* method = nullptr;
    auto const found = find(request.path, method);
    if (auto const* const unknown = std::get_if<refusal>(&found)) {
        answer(response, *unknown, has_body(request));
        return true;
    }
    bool const is_operation = request.has_param("operation");
    response.set_header("Allow", is_operation ? "GET, DELETE" : "POST");
    answer(response,
           refuse(405, code::unimplemented,
                  is_operation ? "an operation of " + full_name(*method) + " is read with GET and cancelled with DELETE"
                               : full_name(*method) + " is called with POST"),
           has_body(request));
    return true;
}

std::variant<rpc::service const*, refusal> server::state::find(std::string const& path,
                                                               method_descriptor const*& method) const {
    auto found = net::find_method(*services, std::string_view(path).substr(std::min<std::size_t>(1, path.size())),
                                  options.development);
    if (!found.problem.empty())
        return refuse(404, code::unimplemented, std::move(found.problem));
    method = found.method;
    return found.service;
}

// A request of which cpp-httplib says no more than the status.
refusal server::state::unreadable(httplib::Request const& request, int status) const {
    if (status == 413) {
        method_descriptor const* method = nullptr;
        bool const is_known = std::holds_alternative<rpc::service const*>(find(request.path, method));
        return too_large((is_known ? full_name(*method) + ": " : "") + "the request");
    }
    auto const limit = [](std::size_t bytes) { return std::to_string(bytes) + " bytes, which is the limit"; };
    if (status == 414)
        return refuse(414, code::invalid_argument,
                      "the URI of the request has more than " + limit(CPPHTTPLIB_REQUEST_URI_MAX_LENGTH));
    auto const* const stream = connection_stream::current();
    if (status == 400 && stream && stream->is_head_full())
        return refuse(431, code::resource_exhausted,
                      "the head of the request has more than " + limit(options.max_head));
    if (status == 400 && stream && stream->last_line() > CPPHTTPLIB_HEADER_MAX_LENGTH)
        return refuse(431, code::resource_exhausted,
                      "a header of the request has more than " + limit(CPPHTTPLIB_HEADER_MAX_LENGTH));
    if (status == 400 && stream && stream->why_ended() == connection_stream::input_end::late)
        return refuse(408, code::deadline_exceeded, "the head of the request did not come in time");
    return refuse(status, code::invalid_argument, "the request is not HTTP that this server understands");
}

// A body that ends early, or is not what its headers say, as far as that can be told. `what` is the body.
refusal server::state::not_whole(httplib::Request const& request, method_descriptor const& method,
                                 std::string const& what) const {
    using input_end = connection_stream::input_end;
    auto const* const stream = connection_stream::current();
    auto const ended = stream ? stream->why_ended() : input_end::closed;
    std::string const begin = full_name(method) + ": " + what;
    if (ended == input_end::late)
        return refuse(
            408, code::deadline_exceeded,
            begin + " did not come in time: the client stood still for longer than host_options::" +
                (method.streams_arguments ? "stream_pause" : "read_timeout, or was not done within request_timeout"));
    if (ended == input_end::closed)
        return refuse(400, code::invalid_argument, begin + " is not whole: the connection ended before it did");
    std::string const chunks = "its chunks are none, or end with trailers, which are not served";
    std::string const packing = "it is not in the form of gzip, as its Content-Encoding says";
    bool const is_packed = request.get_header_value("Content-Encoding") == "gzip";
    bool const is_chunked = request.has_header("Transfer-Encoding");
    return refuse(400, code::invalid_argument,
                  begin + " is not whole: " +
                      (is_packed && is_chunked ? chunks + ", or " + packing
                       : is_packed             ? packing
                       : is_chunked            ? chunks
                                               : "it is shorter than its Content-Length says"));
}

bool server::state::read_body(method_descriptor const& method, httplib::Request const& request,
                              httplib::Response& response, httplib::ContentReader const& read,
                              std::string& body) const {
    if (!has_length(request))
        return true; // cpp-httplib would read until the connection ends
    auto const too_late = clock::now() + options.request_timeout;
    std::size_t const length = std::strtoull(request.get_header_value("Content-Length").c_str(), nullptr, 10);
    bool is_too_large = length > options.max_body;
    bool is_late = false;
    std::size_t received = 0;
    // Past the limit a bounded amount is read and dropped, so that a client that is still sending sees the answer.
    bool const is_read = read([&](char const* data, std::size_t size) {
        received += size;
        is_too_large = is_too_large || received > options.max_body;
        is_late = clock::now() > too_late;
        if (!is_too_large)
            body.append(data, size);
        return !is_late && received <= 4 * options.max_body;
    });
    // cpp-httplib takes a chunk that does not end where it says for the last, and what follows for the next request.
    auto const* const stream = connection_stream::current();
    bool const is_whole =
        is_read && (!request.has_header("Transfer-Encoding") || !stream || stream->is_after_empty_line());
    if (is_too_large)
        answer(response, too_large(full_name(method) + ": the request"), true);
    else if (is_late)
        answer(response,
               refuse(408, code::deadline_exceeded,
                      full_name(method) + ": the request did not come within host_options::request_timeout"),
               true);
    else if (!is_whole)
        answer(response, not_whole(request, method, "the request"), true);
    return is_whole && !is_too_large;
}

void server::state::serve(httplib::Request const& request, httplib::Response& response,
                          httplib::ContentReader const& read) {
    method_descriptor const* method = nullptr;
    auto const found = find(request.path, method);
    if (auto const* const unknown = std::get_if<refusal>(&found))
        return answer(response, *unknown, has_body(request));
    bool const goes_on = prefers_to_go_on(request) && !method->streams_arguments; // a stream of results is its progress
    if ((method->streams_arguments || method->streams_results) && !goes_on)
        return serve_stream(*std::get<rpc::service const*>(found), *method, request, response, read);
    format form = format::json;
    if (auto const wrong = check_call(request, form)) {
        if (wrong->status == 415)
            response.set_header("Accept-Post", "application/json, application/proto");
        return answer(response, *wrong, has_body(request));
    }
    auto const header = read_header(*method, request, response);
    if (!header)
        return;
    std::string body;
    if (!read_body(*method, request, response, read, body))
        return;
    yonder::request what(*method, std::string_view(), form);
    what.reply_form = form;
    what.header = *header;
    response.set_header("Yonder-Id", to_string(header->id));
    auto outcome = perform(*std::get<rpc::service const*>(found), std::move(what), std::move(body));
    if (auto* const reply = std::get_if<payload>(&outcome)) {
        if (goes_on) {
            response.set_header("Location", path_of_operation(*method, header->id));
            response.set_header("Preference-Applied", "respond-async");
        }
        answer(response, goes_on ? 202 : 200, std::move(reply->bytes), !has_length(request), reply->form);
        return;
    }
    failure const& failed = std::get<failure>(outcome);
    answer(response, status_of(failed.code), write_error(failed), !has_length(request));
}

// The outcome of a call that was made before, its status, or what cancelling it came to.
void server::state::serve_operation(httplib::Request const& request, httplib::Response& response) {
    method_descriptor const* method = nullptr;
    auto const found = find(request.path, method);
    if (auto const* const unknown = std::get_if<refusal>(&found))
        return answer(response, *unknown);
    rpc::service const& service = *std::get<rpc::service const*>(found);
    auto const id = uuid_from_string(request.get_param_value("operation"));
    if (!id)
        return answer(response, refuse(400, code::invalid_argument,
                                       full_name(*method) + ": \"" + printable(request.get_param_value("operation")) +
                                           "\" is not the id of an operation"));
    auto const header = read_header(*method, request, response);
    if (!header)
        return;
    auto const at_work = std::make_shared<counted>(in_flight);
    if (at_work->now > options.max_in_flight)
        return answer(response, 429, write_error(too_busy()));
    auto const ask = [&](intent about, clock::time_point until) -> std::optional<std::variant<payload, failure>> {
        yonder::request what(*method, std::string_view(), format::json);
        what.header = *header;
        what.header.intent = about;
        what.header.is_once = false;
        what.header.remembered = *id;
        auto const caller = std::make_shared<blocking_exchange>();
        auto const* const stream = connection_stream::current();
        hangup_watch::watch const with_client(hangups, stream ? stream->socket() : -1, caller, *method);
        net::begin_call(*service.target, what, caller);
        caller->wait_until(until);
        if (caller->is_complete() || !caller->abandon(net::passed_deadline(*method))) {
            caller->wait_until(clock::time_point::max());
            return caller->take();
        }
        return std::nullopt;
    };
    auto const tell = [&](std::variant<payload, failure> outcome, int status) {
        response.set_header("Location", path_of_operation(*method, *id));
        if (auto* const reply = std::get_if<payload>(&outcome))
            return answer(response, status, std::move(reply->bytes), false, reply->form);
        failure const& failed = std::get<failure>(outcome);
        answer(response, status_of(failed.code), write_error(failed));
    };
    constexpr auto no_end = clock::time_point::max();
    if (request.method == "DELETE")
        return tell(*ask(intent::cancel_remembered, no_end), 202);
    if (request.get_param_value("show") == "status")
        return tell(*ask(intent::read_status, no_end), 200);
    auto until = clock::now() + std::min(preferred_wait(request).value_or(std::chrono::seconds(0)), longest_poll);
    if (header->deadline)
        until = std::min(until, *header->deadline);
    if (auto outcome = ask(intent::read_outcome, until))
        return tell(std::move(*outcome), 200);
    response.set_header("Retry-After", "1");
    tell(*ask(intent::read_status, no_end), 202);
}

std::variant<payload, failure> server::state::perform(rpc::service const& service, yonder::request what,
                                                      std::string body) {
    auto const is_over = [&](yonder::request const& call) {
        return call.header.deadline && clock::now() >= *call.header.deadline;
    };
    auto const late = [&] { return net::passed_deadline(what.method()); };
    if (is_over(what))
        return late();
    auto const at_work = std::make_shared<counted>(in_flight);
    if (at_work->now > options.max_in_flight)
        return too_busy();
    auto const caller = std::make_shared<blocking_exchange>();
    auto const* const stream = connection_stream::current();
    hangup_watch::watch const with_client(hangups, stream ? stream->socket() : -1, caller, what.method());
    bool const is_prompt = what.header.deadline && *what.header.deadline - clock::now() < options.prompt_below;
    if (is_prompt) {
        yonder::request owned(what.method(), payload{what.form(), std::move(body)});
        owned.header = what.header;
        owned.reply_form = what.reply_form;
        handlers.post_waiting(
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
    if (std::holds_alternative<payload>(outcome) && is_over(what))
        return late(); // nobody waits for it any more, and the protocol promises an end at the deadline
    return outcome;
}

// One call with a stream in one direction.
void server::state::serve_stream(rpc::service const& service, method_descriptor const& method,
                                 httplib::Request const& request, httplib::Response& response,
                                 httplib::ContentReader const& read) {
    format form = format::json;
    framing how = framing::connect;
    if (auto const wrong = check_stream_call(request, method, form, how)) {
        if (wrong->status == 415)
            response.set_header("Accept-Post",
                                method.streams_arguments
                                    ? "application/x-ndjson, application/connect+json, application/connect+proto"
                                    : "application/json, application/connect+json, application/connect+proto");
        return answer(response, *wrong, has_body(request));
    }
    auto const header = read_header(method, request, response);
    if (!header)
        return;
    auto const deadline = header->deadline.value_or(clock::time_point::max());
    auto& connection = *connection_stream::current();
    response.set_header("Yonder-Id", to_string(header->id));
    std::string headers;
    for (auto const& [name, value] : response.headers)
        headers.append(name).append(": ").append(value).append("\r\n");
    stream_answer items(connection, how, form, request.version != "HTTP/1.0", std::move(headers));
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
            answer(response, status, write_error(what), !is_body_read || !has_length(request));
    };
    auto const at_work = std::make_shared<counted>(in_flight);
    if (at_work->now > options.max_in_flight)
        return fail(too_busy(), 429);

    // Reading ends when the call does, and writing soon after nobody wants it any more.
    auto const caller = std::make_shared<serving_exchange>(method.streams_arguments);
    std::stop_callback const at_cancel(caller->stop_token(), [&] { caller->wake(); });
    struct hurry {
        hurry(connection_stream& stream, int descriptor) : of(stream) { of.hurry_by(descriptor); }
        ~hurry() { of.hurry_by(-1); }
        connection_stream& of;
    } const hurry(connection, caller->wake_descriptor());
    hangup_watch::watch const with_client(hangups, connection.socket(), caller, method);
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
        connection.limit(deadline, options.stream_pause);
        auto const take = [&](std::uint8_t flags, std::string message) {
            std::optional<failure> why;
            if (flags == envelope_is_last && read_end(message, why) && why) { // as our client says it
                broken = refuse(499, code::canceled, full_name(method) + ": the stream of the caller failed");
                is_broken_off = true;
                return false;
            }
            if (flags != 0) {
                broken = refuse(400, code::invalid_argument,
                                full_name(method) + ": a message has flags that were not agreed on");
                return false;
            }
            if (has_started) {
                bool const may_send = caller->wait_for_credit(deadline);
                if (may_send)
                    caller->send({form, std::move(message)});
                return may_send;
            }
            has_started = true;
            handlers.post_waiting([target = service.target, caller, what = call_with(std::move(message)),
                                   at_work]() mutable { net::begin_call(*target, what, caller); });
            return true;
        };
        std::unique_ptr<message_splitter> messages;
        if (how == framing::connect)
            messages = std::make_unique<envelope_splitter>(options.max_body, take);
        else
            messages = std::make_unique<line_splitter>(options.max_body, take);
        is_body_read = !has_length(request) || read([&](char const* data, std::size_t size) {
            return messages->take({data, size});
        });
        connection.hurry_by(-1);
        bool const is_whole = is_body_read && messages->finish();
        if (messages->is_too_large())
            broken = too_large(full_name(method) + ": a message of the stream");
        else if (!is_whole && !broken && !caller->is_complete())
            broken =
                caller->is_cancelled()     ? refuse(499, code::canceled, full_name(method) + ": the call was cancelled")
                : clock::now() >= deadline ? refusal{status_of(code::deadline_exceeded), net::passed_deadline(method)}
                : is_body_read             ? refuse(400, code::invalid_argument,
                                                    full_name(method) + ": the stream is not whole: it ends within a message")
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
        if (how == framing::connect) {
            std::string arguments;
            std::size_t count = 0;
            envelope_splitter messages(options.max_body, [&](std::uint8_t flags, std::string message) {
                arguments = std::move(message);
                return flags == 0 && ++count == 1;
            });
            if (!messages.take(body) || !messages.finish() || count != 1)
                return fail(refuse(400, code::invalid_argument,
                                   full_name(method) + ": the body is not one message in an envelope")
                                .what,
                            400);
            body = std::move(arguments);
        }
        auto what = call_with(std::move(body));
        net::begin_call(*service.target, what, caller);
        if (how == framing::connect && (!items.begin() || !items.flush()))
            caller->cancel();
    }
    connection.limit(clock::time_point::max(), options.stream_pause);
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

server::server(std::shared_ptr<rpc::registry const> services, server_options options)
    : state_(std::make_unique<state>(std::move(services), std::move(options))) {}

server::~server() { stop(); }

std::string server::listen(std::string_view where) {
    state_->listeners.push_back(std::make_unique<listener>(net::parse_url(where, net::dialect::http), state_->options,
                                                           [this](httplib::Server& on) { state_->equip(on); }));
    return state_->listeners.back()->where().to_string();
}

void server::start() {
    for (auto const& one : state_->listeners)
        one->start();
}

void server::stop() {
    std::lock_guard const lock(state_->stopping);
    if (std::exchange(state_->is_stopped, true))
        return;
    for (auto const& one : state_->listeners)
        one->close();
    std::jthread const teller([this](std::stop_token over) {
        std::mutex mutex;
        std::condition_variable_any changed;
        std::unique_lock waiting(mutex);
        changed.wait_until(waiting, over, time_after(state_->options.drain), [] { return false; });
        if (over.stop_requested() || state_->in_flight == 0)
            return;
        state_->hangups.end_all([&](std::vector<watched_call> const& calls) {
            log(log_level::warning, "stopping cancels " + std::to_string(state_->in_flight) +
                                        " calls at work, and waits for them: " + list_methods(calls));
            for (watched_call const& one : calls)
                one.call->abandon(net::stopped(*one.method));
        });
    });
    for (auto const& one : state_->listeners)
        one->join();
    state_->handlers.shutdown();
}

} // namespace yonder::http
