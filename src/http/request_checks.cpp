// SPDX-License-Identifier: BSL-1.0
#include "request_checks.hpp"

#include "../call/token.hpp"
#include "connect_error.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace yonder::http {

refusal refuse(int status, code code, std::string message) {
    refusal made;
    made.status = status;
    made.what.code = code;
    made.what.message = std::move(message);
    made.what.reached = reached::not_sent;
    made.what.answered = true;
    return made;
}

refusal stopping() { return refuse(503, code::unavailable, "the server stops"); }

refusal server_failed(std::string message) {
    refusal made = refuse(500, code::internal, std::move(message));
    made.what.reached = reached::maybe_executed;
    return made;
}

std::optional<refusal> check_head(request_head const& request, std::size_t max_headers) {
    if (request.fields().size() > max_headers)
        return refuse(431, code::resource_exhausted,
                      "the request has more than " + std::to_string(max_headers) + " headers, which is the limit");
    if (!request.target().starts_with('/') && request.target() != "*")
        return refuse(400, code::invalid_argument,
                      "\"" + printable(request.target()) + "\" is no target: it begins with a slash");
    std::size_t hosts = 0;
    std::size_t authorizations = 0;
    for (auto const& one : request.fields()) {
        hosts += one.name.size() == 4 && request_head::is_same(one.name, "host") ? 1 : 0;
        authorizations += one.name.size() == 13 && request_head::is_same(one.name, "authorization") ? 1 : 0;
    }
    if (hosts > 1 || authorizations > 1 || request.count(known::content_type) > 1)
        return refuse(400, code::invalid_argument,
                      std::string("the request has more than one ") + (hosts > 1            ? "Host"
                                                                       : authorizations > 1 ? "Authorization"
                                                                                            : "Content-Type"));
    for (auto const& [name, value, which] : request.fields())
        if (!is_token(name)) // "Content-Length : 5" must not hide a body (RFC 9112, section 5.1)
            return refuse(400, code::invalid_argument, "\"" + printable(name) + "\" is not the name of a header");
    // Both at once is how requests are smuggled past proxies (RFC 9112, section 6.1).
    if (request.has(known::content_length) && request.has(known::transfer_encoding))
        return refuse(400, code::invalid_argument, "the request has both Content-Length and Transfer-Encoding");
    if (request.count(known::content_length) > 1)
        return refuse(400, code::invalid_argument, "the request has more than one Content-Length");
    if (request.has(known::transfer_encoding)) {
        std::string const coding = in_lower_case(request.get(known::transfer_encoding));
        if (coding != "chunked" || request.count(known::transfer_encoding) > 1)
            return refuse(400, code::invalid_argument,
                          "the transfer encoding \"" + printable(coding) + "\" is not served");
    }
    std::string_view const length = request.get(known::content_length);
    if (request.has(known::content_length) &&
        (length.empty() || length.size() > 15 || length.find_first_not_of("0123456789") != length.npos))
        return refuse(400, code::invalid_argument,
                      "Content-Length is \"" + printable(length) + "\", which is not a number of at most 15 digits");
    return std::nullopt;
}

namespace {

// The content type without parameters; empty if it says another encoding of text than UTF-8.
std::string bare_type(request_head const& request) {
    std::string const lower = in_lower_case(request.get(known::content_type));
    bool const is_utf8 = lower.find("charset=") == lower.npos || lower.find("charset=utf-8") != lower.npos ||
                         lower.find("charset=\"utf-8\"") != lower.npos;
    return is_utf8 ? lower.substr(0, lower.find_first_of("; ")) : std::string();
}

std::optional<refusal> check_version(request_head const& request) {
    std::string_view const version = request.get(known::connect_protocol_version);
    if (!version.empty() && version != "1")
        return refuse(400, code::invalid_argument,
                      "version \"" + printable(version) +
                          "\" of the Connect protocol is not served: this is version 1");
    return std::nullopt;
}

refusal refuse_encoding(std::string_view encoding, std::string const& instead) {
    return refuse(501, code::unimplemented,
                  "the content encoding \"" + printable(encoding) + "\" is not served: send " + instead);
}

} // namespace

std::optional<refusal> check_call(request_head const& request, format& form) {
    std::string_view const type = request.get(known::content_type);
    std::string const bare = bare_type(request);
    form = bare == media_type(format::binary) ? format::binary : format::json;
    if (bare != media_type(form))
        return refuse(415, code::unimplemented,
                      "the content type \"" + printable(type) +
                          "\" is not served: send application/json in UTF-8, or application/proto");
    auto wrong = check_encoding(request);
    return wrong ? wrong : check_version(request);
}

std::optional<refusal> check_encoding(request_head const& request) {
    std::string_view const encoding = request.get(known::content_encoding);
    if (!encoding.empty() && encoding != "identity" && encoding != "gzip")
        return refuse_encoding(encoding, "gzip or none");
    return std::nullopt;
}

std::optional<refusal> check_stream_call(request_head const& request, method_descriptor const& method, format& form,
                                         framing& how) {
    if (method.streams_arguments && method.streams_results)
        return refuse(501, code::unimplemented,
                      full_name(method) + " streams both ways, which HTTP/1.1 does not: call it another way");
    std::string_view const type = request.get(known::content_type);
    std::string const bare = bare_type(request);
    form = bare == media_type(framing::connect, format::binary) ? format::binary : format::json;
    how = framing::connect;
    if (bare != media_type(framing::connect, form)) {
        if (method.streams_arguments ? bare != media_type(framing::lines, form) : bare != media_type(format::json))
            return refuse(
                415, code::unimplemented,
                "the content type \"" + printable(type) + "\" is not served: the method" +
                    (method.streams_arguments
                         ? " reads a stream: send application/x-ndjson in UTF-8, or application/connect+json, "
                           "or application/connect+proto"
                         : " returns a stream: send application/json in UTF-8, or application/connect+json, "
                           "or application/connect+proto"));
        bool const wants_events =
            in_lower_case(request.get(known::accept)).find("text/event-stream") != std::string::npos;
        how = wants_events && method.streams_results ? framing::events : framing::lines;
    }
    std::string_view const encoding = request.get(known::content_encoding);
    if (!encoding.empty() && encoding != "identity")
        return refuse_encoding(encoding, "none");
    std::string_view const packing = request.get(known::connect_content_encoding);
    if (how == framing::connect && !packing.empty() && packing != "identity")
        return refuse_encoding(packing, "none");
    return check_version(request);
}

std::optional<std::chrono::milliseconds> read_timeout(request_head const& request, bool& wrong) {
    if (!request.has(known::connect_timeout_ms))
        return std::nullopt;
    std::string_view const text = request.get(known::connect_timeout_ms);
    std::int64_t value = 0;
    auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    wrong = text.empty() || text.size() > 10 || problem != std::errc() || end != text.data() + text.size() || value < 0;
    return std::chrono::milliseconds(value);
}

} // namespace yonder::http
