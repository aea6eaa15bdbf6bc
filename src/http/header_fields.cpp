// SPDX-License-Identifier: BSL-1.0
#include "header_fields.hpp"

#include "../call/ascii.hpp"
#include "../call/percent.hpp"
#include "../call/token.hpp"
#include "connect_error.hpp"

#include <yonder/call/trace.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

namespace yonder::http {
namespace {

constexpr std::size_t max_baggage = 8192; // bytes, and 64 members: what W3C Baggage promises to carry
constexpr std::size_t max_members = 64;
constexpr std::size_t max_member = 4096; // bytes of one
constexpr std::size_t max_key = 255;
constexpr std::size_t max_user = 8192;  // bytes, and 64 claims
constexpr std::size_t max_sender = 255; // bytes
constexpr std::size_t max_state = 512;  // bytes: what W3C Trace Context promises to carry

// What the connection and the protocol say themselves.
bool is_reserved(std::string_view name) {
    std::string const lower = in_lower_case(name);
    constexpr std::array<std::string_view, 19> ours{
        "accept-encoding", "baggage",         "connection", "content-digest",  "content-encoding", "content-length",
        "content-type",    "expect",          "host",       "idempotency-key", "keep-alive",       "prefer",
        "signature",       "signature-input", "te",         "traceparent",     "tracestate",       "transfer-encoding",
        "upgrade"};
    return lower.starts_with("connect-") || lower.starts_with("yonder-") ||
           std::find(ours.begin(), ours.end(), lower) != ours.end();
}

// Header names are tokens, values are visible text (RFC 9110, section 5): no way to smuggle a line in.
bool is_header(std::string_view name, std::string_view value) {
    return is_token(name) && !is_reserved(name) && is_field_value(value);
}

// W3C Baggage, section 3.3.1.2: what stands for itself in a value.
bool is_baggage_octet(unsigned char c) noexcept {
    return c > ' ' && c < 127 && c != '"' && c != ',' && c != ';' && c != '\\' && c != '%';
}

std::string write_member(metadata const& one) {
    std::string text = one.name;
    text += '=';
    append_encoded(text, one.value, is_baggage_octet);
    return text;
}

// "customer/Ada;role=admin": type, id and claims, each percent-encoded.
bool is_user_octet(unsigned char c) noexcept { return is_baggage_octet(c) && c != '/' && c != '='; }

std::string write_user(user const& whose) {
    std::string text;
    append_encoded(text, whose.type, is_user_octet);
    text += '/';
    append_encoded(text, whose.id, is_user_octet);
    for (auto const& [name, value] : whose.claims) {
        text += ';';
        append_encoded(text, name, is_user_octet);
        text += '=';
        append_encoded(text, value, is_user_octet);
    }
    return text;
}

// What is wrong with the metadata, if it cannot be said. In several fields if it is long, as a field has a limit of its
// own at many a server, ours included.
std::optional<std::string> write_baggage(metadata_list const& list, add_field const& add) {
    std::string text;
    std::size_t all = 0;
    for (auto const& one : list) {
        std::string const member = write_member(one);
        if (member.size() > max_member)
            return "the metadata \"" + printable(one.name) + "\" has " + std::to_string(member.size()) +
                   " bytes as W3C Baggage, more than the " + std::to_string(max_member) + " that one value may have";
        all += member.size() + 1;
        if (!text.empty() && text.size() + member.size() + 1 > max_member) {
            add("Baggage", text);
            text.clear();
        }
        text += text.empty() ? "" : ",";
        text += member;
    }
    if (list.size() > max_members || all > max_baggage)
        return "the metadata of the context is " + std::to_string(list.size()) + " values in " + std::to_string(all) +
               " bytes, more than the " + std::to_string(max_members) + " and " + std::to_string(max_baggage) +
               " that W3C Baggage carries";
    add("Baggage", text);
    return std::nullopt;
}

// Calls `take` with each part, trimmed; false as soon as that is.
template <class Take>
bool for_each_part(std::string_view text, char separator, Take take) {
    for (;;) {
        std::size_t const end = text.find(separator);
        if (!take(trimmed(text.substr(0, end))))
            return false;
        if (end == text.npos)
            return true;
        text.remove_prefix(end + 1);
    }
}

// False if it is not of the form. Properties of members are left out: nothing here knows them.
bool read_baggage(std::string_view all, metadata_list& list) {
    return all.size() <= max_baggage && for_each_part(all, ',', [&](std::string_view member) {
               if (member.empty())
                   return true;
               std::string_view const pair = member.substr(0, member.find(';'));
               std::size_t const equals = pair.find('=');
               if (equals == pair.npos || list.size() == max_members)
                   return false;
               std::string_view const name = trimmed(pair.substr(0, equals));
               std::string_view const text = trimmed(pair.substr(equals + 1));
               bool const is_text = std::all_of(text.begin(), text.end(), [](char c) {
                   return c == '%' || is_baggage_octet(static_cast<unsigned char>(c));
               });
               auto value = is_text ? decode_percent(text) : std::nullopt;
               if (!is_token(name) || !value)
                   return false;
               list.emplace_back(name, *value);
               return true;
           });
}

// Nothing if it is not of the form.
std::shared_ptr<user const> read_user(std::string_view all) {
    user read;
    std::size_t const slash = all.find('/');
    if (slash == all.npos || all.size() > max_user)
        return nullptr;
    auto const take = [](std::string_view text, std::string& to) {
        auto decoded = decode_percent(text);
        if (decoded)
            to = std::move(*decoded);
        return decoded.has_value();
    };
    std::string_view const names = all.substr(slash + 1);
    std::size_t const end = names.find(';');
    if (!take(all.substr(0, slash), read.type) || !take(names.substr(0, end), read.id))
        return nullptr;
    bool const is_read = end == names.npos || for_each_part(names.substr(end + 1), ';', [&](std::string_view claim) {
                             std::size_t const equals = claim.find('=');
                             if (equals == claim.npos || read.claims.size() == max_members)
                                 return false;
                             auto& [name, value] = read.claims.emplace_back();
                             return take(claim.substr(0, equals), name) && take(claim.substr(equals + 1), value);
                         });
    return is_read ? std::make_shared<user const>(std::move(read)) : nullptr;
}

bool is_visible(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c >= ' ' && c < 127; });
}

template <class Number>
Number read_number(std::string_view text) noexcept {
    Number value = 0;
    auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    return problem == std::errc() && end == text.data() + text.size() ? value : Number(0);
}

// What is wrong with what the header says of whose call it is, if it cannot be said.
std::optional<std::string> write_origin(message_header const& header, add_field const& add) {
    if (header.time.time_since_epoch().count() > 0)
        add("Yonder-Time", std::to_string(header.time.time_since_epoch().count()));
    if (header.version > 0)
        add("Yonder-Version", std::to_string(header.version));
    if (header.trace) {
        add("Traceparent", traceparent(*header.trace, header.id));
        if (!header.trace->state.empty())
            add("Tracestate", header.trace->state);
    }
    if (header.sender.size() > max_sender || !is_visible(header.sender))
        return "the sender \"" + printable(header.sender) + "\" is not visible text of at most " +
               std::to_string(max_sender) + " bytes";
    if (!header.sender.empty())
        add("Yonder-Sender", header.sender);
    if (!header.user)
        return std::nullopt;
    std::string const text = write_user(*header.user);
    if (text.size() > max_user || header.user->claims.size() > max_members)
        return "the user of the context has " + std::to_string(header.user->claims.size()) + " claims in " +
               std::to_string(text.size()) + " bytes, more than the " + std::to_string(max_members) + " and " +
               std::to_string(max_user) + " that travel";
    add("Yonder-User", text);
    return std::nullopt;
}

// A trace that is not of the form is begun anew, as its standard says.
std::shared_ptr<trace_context const> read_trace(request_head const& request) {
    if (!request.has(known::traceparent) || request.count(known::traceparent) > 1)
        return nullptr;
    auto read = read_traceparent(request.get(known::traceparent));
    if (!read)
        return nullptr;
    request.for_each(known::tracestate, [&](std::string_view value) {
        if (read->state.size() + value.size() < max_state && is_visible(value))
            read->state.append(read->state.empty() || value.empty() ? "" : ",").append(value);
    });
    return std::make_shared<trace_context const>(std::move(*read));
}

// Whether a Prefer field asks for this, and with which value.
std::optional<std::string> preference(request_head const& request, std::string_view name) {
    std::optional<std::string> found;
    request.for_each(known::prefer, [&](std::string_view value) {
        for_each_part(value, ',', [&](std::string_view one) {
            one = one.substr(0, one.find(';'));
            std::size_t const equals = one.find('=');
            if (in_lower_case(trimmed(one.substr(0, equals))) == name)
                found = equals == one.npos ? std::string() : std::string(trimmed(one.substr(equals + 1)));
            return true;
        });
    });
    return found;
}

// The text of a structured field that is a string (RFC 8941), or the field as it is.
std::string_view unquoted(std::string_view text) {
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
        text = text.substr(1, text.size() - 2);
    return text;
}

} // namespace

std::optional<std::string> write_fields(message_header const& header, add_field const& add) {
    if (!header.id.is_nil())
        add("Yonder-Id", to_string(header.id));
    if (!header.activity.is_nil() && header.activity != header.id)
        add("Yonder-Activity", to_string(header.activity));
    if (!header.response_to.is_nil())
        add("Yonder-Response-To", to_string(header.response_to));
    if (auto wrong = write_origin(header, add))
        return wrong;
    if (header.is_once)
        add("Idempotency-Key", '"' + to_string(header.id) + '"');
    if (header.intent == intent::call_and_go_on)
        add("Prefer", "respond-async");
    if (header.ambient) {
        if (auto wrong = write_baggage(*header.ambient, add))
            return wrong;
    }
    static std::vector<std::pair<std::string, std::string>> const none;
    // Of a request that is handed on, they were those of the hop before.
    for (auto const& [name, value] : header.from ? none : header.metadata) {
        if (!is_header(name, value))
            return "the metadata \"" + printable(name) + "\" cannot be a header";
        add(name, value);
    }
    return std::nullopt;
}

std::variant<message_header, refusal> read_fields(request_head const& request, bool keeps_fields) {
    auto const begun = clock::now();
    bool is_wrong = false;
    auto const limit = read_timeout(request, is_wrong);
    if (is_wrong)
        return refuse(400, code::invalid_argument,
                      "Connect-Timeout-Ms is \"" + printable(request.get(known::connect_timeout_ms)) +
                          "\", which is not a number of at most ten digits");
    auto const id_in = [&](known name) {
        std::string_view const text = request.get(name);
        return text.empty() ? uuid() : uuid_from_string(text).value_or(uuid());
    };
    message_header header;
    header.id = id_in(known::yonder_id);
    if (std::size_t const keys = request.count(known::idempotency_key)) {
        std::string_view const key = unquoted(request.get(known::idempotency_key));
        if (key.empty() || key.size() > max_key || keys > 1)
            return refuse(400, code::invalid_argument,
                          "Idempotency-Key is not one text of 1 to " + std::to_string(max_key) + " bytes");
        header.id = uuid_from_string(key).value_or(uuid_from_name(key));
        header.is_once = true;
    }
    if (header.id.is_nil())
        header.id = new_uuid();
    header.activity = id_in(known::yonder_activity);
    if (header.activity.is_nil())
        header.activity = header.id;
    header.response_to = id_in(known::yonder_response_to);
    header.time = decltype(header.time)(std::chrono::nanoseconds(
        std::max<std::int64_t>(0, read_number<std::int64_t>(request.get(known::yonder_time)))));
    header.version = version_in(request);
    if (std::string_view const sender = request.get(known::yonder_sender); sender.size() <= max_sender)
        header.sender = sender;
    if (request.has(known::yonder_user) && request.count(known::yonder_user) == 1)
        header.user = read_user(request.get(known::yonder_user));
    header.trace = read_trace(request);
    if (keeps_fields)
        for (auto const& one : request.fields())
            if (one.which == known::others)
                header.metadata.emplace_back(one.name, one.value);
    if (limit)
        header.deadline = begun + *limit;
    if (prefers_to_go_on(request))
        header.intent = intent::call_and_go_on;
    if (request.has(known::baggage)) {
        metadata_list list;
        bool is_read = true;
        request.for_each(known::baggage,
                         [&](std::string_view value) { is_read = is_read && read_baggage(value, list); });
        if (!is_read)
            return refuse(400, code::invalid_argument,
                          "Baggage is not a list of at most " + std::to_string(max_members) +
                              " members as W3C Baggage has it, or longer than " + std::to_string(max_baggage) +
                              " bytes");
        header.ambient = std::make_shared<metadata_list const>(std::move(list));
    }
    return header;
}

unsigned version_in(request_head const& request) { return read_number<unsigned>(request.get(known::yonder_version)); }

bool prefers_to_go_on(request_head const& request) { return preference(request, "respond-async").has_value(); }

std::optional<std::chrono::seconds> preferred_wait(request_head const& request) {
    auto const text = preference(request, "wait");
    std::int64_t seconds = 0;
    if (!text || text->empty() || text->size() > 6 || text->find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    std::from_chars(text->data(), text->data() + text->size(), seconds);
    return std::chrono::seconds(seconds);
}

std::string path_of(method_descriptor const& method) {
    std::string path = "/";
    path += method.owner->name;
    path += '/';
    path += method.name;
    return path;
}

std::string path_of_operation(method_descriptor const& method, uuid const& id) {
    return path_of(method) + "?operation=" + to_string(id);
}

} // namespace yonder::http
