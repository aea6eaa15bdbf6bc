// SPDX-License-Identifier: BSL-1.0
#include "routing.hpp"

#include "admission.hpp"
#include "connect_error.hpp"
#include "header_fields.hpp"

#include <algorithm>
#include <array>

namespace yonder::http {
namespace {

// Whether it is about a call that was made before and is remembered.
bool is_about_operation(request_head const& request) {
    return (request.method == "GET" || request.method == "DELETE") && request.parameter("operation").has_value();
}

// For pages of origins that may call.
extra_fields fields_for_origin(request_head const& request, server_options const& options) {
    std::string_view const origin = request.get(known::origin);
    if (origin.empty() || std::find(options.allowed_origins.begin(), options.allowed_origins.end(), origin) ==
                              options.allowed_origins.end())
        return {};
    extra_fields all{{"Access-Control-Allow-Origin", std::string(origin)}, {"Vary", "Origin"}};
    if (request.method == "OPTIONS") {
        all.emplace_back("Access-Control-Allow-Methods", "POST, GET, DELETE");
        all.emplace_back("Access-Control-Allow-Headers",
                         "Content-Type, Connect-Protocol-Version, Connect-Timeout-Ms, Yonder-Id, Yonder-Activity, "
                         "Yonder-Response-To, Idempotency-Key, Prefer, Baggage, Authorization, Traceparent, "
                         "Tracestate");
        all.emplace_back("Access-Control-Max-Age", "7200");
    }
    all.emplace_back("Access-Control-Expose-Headers", "Yonder-Id, Location");
    return all;
}

net::found_method find(request_head const& request, rpc::registry const& services, server_options const& options) {
    std::string_view path = request.path();
    path.remove_prefix(std::min<std::size_t>(1, path.size()));
    return net::find_method(services, path, options.development, version_in(request));
}

// What is neither a call nor about one.
plain_answer answer_other(request_head const& request, net::found_method const& found, bool is_allowed_origin) {
    if (request.method == "OPTIONS" && is_allowed_origin) {
        if (request.has_body())
            return as_answer(refuse(400, code::invalid_argument, "a preflight request has no body"), true);
        plain_answer none;
        none.status = 204;
        return none;
    }
    if (!found.problem.empty())
        return as_answer(refuse(404, code::unimplemented, found.problem), request.has_body());
    bool const is_operation = request.parameter("operation").has_value();
    std::string const name = full_name(*found.method);
    plain_answer made =
        as_answer(refuse(405, code::unimplemented,
                         is_operation ? "an operation of " + name + " is read with GET and cancelled with DELETE"
                                      : name + " is called with POST"),
                  request.has_body());
    made.fields.emplace_back("Allow", is_operation ? "GET, DELETE" : "POST");
    return made;
}

// Who sends a call, and its header: what is wrong with that.
std::optional<refusal> read_who(request_head const& request, net::listener const& at,
                                std::shared_ptr<peer const> const& from, planned_call& into) {
    auto who = admit(request, at, from, into.is_streamed && into.method->streams_arguments);
    if (auto const* const wrong = std::get_if<refusal>(&who))
        return unauthentic(*into.method, wrong->what.message);
    auto& known = std::get<admitted>(who);
    into.digest = std::move(known.digest);
    auto read = read_fields(request, net::keeps_fields(at.options));
    if (auto* const header = std::get_if<message_header>(&read)) {
        into.header = std::move(*header);
        net::believe(into.header, std::move(known.from));
        return std::nullopt;
    }
    auto& wrong = std::get<refusal>(read);
    wrong.what.message = full_name(*into.method) + ": " + wrong.what.message;
    return std::move(wrong);
}

// A page of another origin may send some requests without asking first, which the content types of the Connect protocol
// are none of.
std::optional<refusal> check_rendered(request_head const& request, method_descriptor const& method,
                                      bool is_allowed_origin) {
    std::string_view const origin = request.get(known::origin);
    std::string_view host;
    for (auto const& one : request.fields())
        if (request_head::is_same(one.name, "host"))
            host = one.value;
    bool const is_own = origin.size() > host.size() && origin.ends_with(host) &&
                        origin.substr(0, origin.size() - host.size()).ends_with("://");
    if (!origin.empty() && !is_allowed_origin && !is_own)
        return refuse(403, code::permission_denied,
                      full_name(method) + ": pages of \"" + printable(origin) +
                          "\" may not call: allow it with allowed_origins of the host");
    if (method.streams_arguments || method.streams_results)
        return refuse(501, code::unimplemented,
                      full_name(method) + " has a stream, which goes by the Connect protocol alone");
    return check_encoding(request);
}

// ", or what this server reads as REST, text/x-lines".
std::string other_renderings(server_options const& options) {
    std::string names;
    for (rendering const& one : options.renderings)
        names.append(names.empty() ? ", or what this server reads as " : ", ").append(one.name);
    return names;
}

// Of a call or what is about one: what is wrong with it.
std::optional<plain_answer> read_call(request_head const& request, net::listener const& at,
                                      std::shared_ptr<peer const> const& from, server_options const& options,
                                      planned_call& into) {
    method_descriptor const& method = *into.method;
    bool const has_streams = method.streams_arguments || method.streams_results;
    // A stream of results is the progress of an operation.
    into.is_streamed = has_streams && !(prefers_to_go_on(request) && !method.streams_arguments);
    auto const refuse_it = [&](refusal const& what, bool closes) {
        plain_answer made = as_answer(what, closes);
        if (what.status == 415)
            made.fields.emplace_back("Accept-Post",
                                     !into.is_streamed ? "application/json, application/proto"
                                     : method.streams_arguments
                                         ? "application/x-ndjson, application/connect+json, application/connect+proto"
                                         : "application/json, application/connect+json, application/connect+proto");
        return made;
    };
    if (!into.asks_after_operation) {
        auto wrong =
            into.is_streamed ? check_stream_call(request, method, into.form, into.how) : check_call(request, into.form);
        if (wrong) {
            std::string& text = wrong->what.message;
            if (!text.starts_with(full_name(method)))
                text.insert(0, full_name(method) + ": ");
            if (wrong->status == 415 && !into.is_streamed)
                text += other_renderings(options);
            return refuse_it(*wrong, request.has_body());
        }
    }
    if (auto const wrong = read_who(request, at, from, into))
        return refuse_it(*wrong, request.has_body());
    return std::nullopt;
}

// Of a request that one of the renderings knows: the call, or what is wrong with it.
std::optional<std::variant<planned_call, plain_answer>> plan_rendered(request_head const& request,
                                                                      net::listener const& at,
                                                                      std::shared_ptr<peer const> const& from,
                                                                      server_options const& options) {
    constexpr std::array<std::string_view, 5> methods{"GET", "POST", "PUT", "PATCH", "DELETE"};
    if (std::find(methods.begin(), methods.end(), request.method) == methods.end())
        return std::nullopt;
    message head = message_of(request);
    for (rendering const& one : options.renderings) {
        std::optional<called_method> named;
        try {
            named = one.reader->find(head);
        } catch (...) {
            failure const why =
                failure_of_part(nullptr, "the request could not be read as " + one.name + ": ", options.development);
            return as_answer({status_of(why.code), why}, request.has_body());
        }
        if (!named)
            continue;
        auto const found = net::find_method(*at.services, named->interface_name + '/' + named->method_name,
                                            options.development, version_in(request));
        if (!found.problem.empty())
            return as_answer(refuse(404, code::unimplemented, found.problem), request.has_body());
        planned_call call;
        call.service = found.service;
        call.method = found.method;
        call.fields = fields_for_origin(request, options);
        call.rendered = std::make_shared<rendered_call>(rendered_call{&one, std::move(head), options.development});
        auto wrong = check_rendered(request, *found.method, !call.fields.empty());
        if (!wrong)
            wrong = read_who(request, at, from, call);
        if (!wrong)
            return call;
        plain_answer made = as_answer(call, *wrong, request.has_body());
        made.fields.insert(made.fields.end(), call.fields.begin(), call.fields.end());
        return made;
    }
    return std::nullopt;
}

std::optional<plain_answer> answer_page(request_head const& request, net::listener const& at) {
    auto const& pages = at.options.pages;
    auto const found = pages.empty() ? pages.end() : pages.find(request.path());
    if (found == pages.end())
        return std::nullopt;
    if (request.method == "GET" || request.method == "HEAD")
        return as_answer(answer_of_page(found->first, found->second), request.has_body());
    plain_answer made = as_answer(refuse(405, code::unimplemented, "a page is read with GET"), request.has_body());
    made.fields.emplace_back("Allow", "GET, HEAD");
    return made;
}

std::string not_whole(method_descriptor const& method, std::string const& what) {
    return full_name(method) + ": " + what + " is not whole: ";
}

} // namespace

std::variant<planned_call, plain_answer> plan(request_head const& request, net::listener const& at,
                                              std::shared_ptr<peer const> const& from, server_options const& options) {
    if (auto const wrong = check_head(request, options.max_headers))
        return as_answer(*wrong, true);
    planned_call call;
    call.fields = fields_for_origin(request, options);
    auto const with_fields = [&](plain_answer made) {
        made.fields.insert(made.fields.end(), call.fields.begin(), call.fields.end());
        return made;
    };
    if (auto made = answer_page(request, at))
        return std::move(*made);
    if (!options.renderings.empty())
        if (auto made = plan_rendered(request, at, from, options))
            return std::move(*made);
    auto const found = find(request, *at.services, options);
    call.asks_after_operation = is_about_operation(request) && !request.has_body();
    if (request.method != "POST" && !call.asks_after_operation)
        return with_fields(answer_other(request, found, !call.fields.empty()));
    if (!found.problem.empty())
        return with_fields(as_answer(refuse(404, code::unimplemented, found.problem), request.has_body()));
    call.service = found.service;
    call.method = found.method;
    if (auto wrong = read_call(request, at, from, options, call))
        return with_fields(std::move(*wrong));
    return call;
}

std::variant<operation_request, refusal> read_operation(request_head const& request, method_descriptor const& method) {
    constexpr auto longest_poll = std::chrono::seconds(60); // however long its reader would wait
    std::string const text = request.parameter("operation").value_or("");
    auto const id = uuid_from_string(text);
    if (!id)
        return refuse(400, code::invalid_argument,
                      full_name(method) + ": \"" + printable(text) + "\" is not the id of an operation");
    operation_request made;
    made.id = *id;
    if (request.method == "DELETE")
        made.intent = intent::cancel_remembered;
    else if (request.parameter("show").value_or("") == "status")
        made.intent = intent::read_status;
    made.wait = std::min(preferred_wait(request).value_or(std::chrono::seconds(0)), longest_poll);
    return made;
}

plain_answer as_answer(refusal const& what, bool closes) {
    plain_answer made;
    made.status = what.status;
    made.body = write_error(what.what);
    made.closes = closes;
    if (!what.challenge.empty())
        made.fields.emplace_back("WWW-Authenticate", what.challenge);
    return made;
}

plain_answer as_answer(message const& made, bool closes) {
    plain_answer answer;
    answer.status = made.status;
    answer.body = made.body;
    answer.closes = closes;
    for (auto const& [name, value] : made.fields)
        if (request_head::is_same(name, "content-type"))
            answer.type = value;
        else
            answer.fields.emplace_back(name, value);
    return answer;
}

plain_answer as_answer(planned_call const& call, refusal const& what, bool closes) {
    return call.rendered ? as_answer(call.rendered->answer(*call.method, what.what), closes) : as_answer(what, closes);
}

std::optional<refusal> unpack_envelope(planned_call const& call, std::size_t max_message, std::string& body) {
    if (call.how != framing::connect)
        return std::nullopt;
    std::string arguments;
    std::size_t count = 0;
    envelope_splitter messages(max_message, [&](std::uint8_t flags, std::string message) {
        arguments = std::move(message);
        return flags == 0 && ++count == 1;
    });
    if (!messages.take(body) || !messages.finish() || count != 1)
        return refuse(400, code::invalid_argument,
                      full_name(*call.method) + ": the body is not one message in an envelope");
    body = std::move(arguments);
    return std::nullopt;
}

std::optional<refusal> check_message(method_descriptor const& method, std::uint8_t flags, std::string const& message,
                                     bool& breaks_off) {
    std::optional<failure> why;
    breaks_off = flags == envelope_is_last && read_end(message, why) && why;
    if (breaks_off)
        return refuse(499, code::canceled, full_name(method) + ": the stream of the caller failed");
    if (flags != 0)
        return refuse(400, code::invalid_argument, full_name(method) + ": a message has flags that were not agreed on");
    return std::nullopt;
}

refusal ended_within_message(method_descriptor const& method) {
    return refuse(400, code::invalid_argument,
                  full_name(method) + ": the stream is not whole: it ends within a message");
}

refusal too_large(std::string const& what, server_options const& options) {
    return refuse(413, code::resource_exhausted, net::more_than_allowed(what, options.max_body));
}

refusal ended_early(method_descriptor const& method, std::string const& what) {
    return refuse(400, code::invalid_argument, not_whole(method, what) + "the connection ended before it did");
}

refusal came_late(method_descriptor const& method, std::string const& what) {
    return refuse(
        408, code::deadline_exceeded,
        full_name(method) + ": " + what +
            " did not come in time: the client stood still for longer than host_options::" +
            (method.streams_arguments ? "stream_pause" : "read_timeout, or was not done within request_timeout"));
}

refusal not_decoded(method_descriptor const& method, std::string const& what, bool is_packed, bool is_chunked) {
    std::string const chunks = "its chunks are none, or end with trailers, which are not served";
    std::string const packing = "it is not in the form of gzip, as its Content-Encoding says";
    return refuse(400, code::invalid_argument,
                  not_whole(method, what) + (is_packed && is_chunked ? chunks + ", or " + packing
                                             : is_packed             ? packing
                                             : is_chunked            ? chunks
                                                                     : "it is shorter than its Content-Length says"));
}

refusal took_too_long(method_descriptor const& method) {
    return refuse(408, code::deadline_exceeded,
                  full_name(method) + ": the request did not come within host_options::request_timeout");
}

} // namespace yonder::http
