// SPDX-License-Identifier: BSL-1.0
#include "../call/ascii.hpp"
#include "../call/token.hpp"
#include "../rpc/current_exception.hpp"
#include "connect_error.hpp"
#include "rendered_call.hpp"

#include <yonder/call/error.hpp>
#include <yonder/call/log.hpp>
#include <yonder/codec/json.hpp>

#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace yonder::http {
namespace {

// What the transport says itself.
bool is_of_transport(std::string_view name) noexcept {
    constexpr std::array<std::string_view, 5> all{"content-length", "transfer-encoding", "connection", "keep-alive",
                                                  "host"};
    return std::any_of(all.begin(), all.end(), [&](std::string_view one) { return is_same_name(one, name); });
}

// Throws if they cannot be sent as they are. Takes out what is the transport's.
void check_fields(message& made) {
    for (auto const& [name, value] : made.fields)
        if (!is_token(name) || value.find_first_of(std::string_view("\r\n\0", 3)) != value.npos)
            throw std::runtime_error("its field \"" + printable(name) + "\" has bytes that no field may have");
    std::erase_if(made.fields, [](auto const& one) { return is_of_transport(one.first); });
}

void check_answer(message& made) {
    if (made.status < 200 || made.status > 599)
        throw std::runtime_error("its status is " + std::to_string(made.status));
    check_fields(made);
    if (made.status == 204 || made.status == 304) // which have none (RFC 9110, section 6.4.1)
        made.body.clear();
}

// An answer by a part of the program's; one that says that there is none, if the part fails.
template <class Make>
message made_by(method_descriptor const& method, Make make) {
    try {
        message made = make();
        check_answer(made);
        return made;
    } catch (...) {
        std::string const why = rpc::text_of_current_exception();
        log(log_level::failure, full_name(method) + ": the answer could not be generated: " + why);
        return connect_failure(
            server_failed(full_name(method) +
                          ": the answer could not be generated; the log of the server has the reason")
                .what);
    }
}

} // namespace

void check_request(message& made) {
    if (!is_token(made.method))
        throw std::runtime_error("its method is \"" + printable(made.method) + "\"");
    if (!made.target.starts_with('/') || std::any_of(made.target.begin(), made.target.end(), [](char c) {
            return static_cast<unsigned char>(c) <= ' ' || static_cast<unsigned char>(c) >= 127;
        }))
        throw std::runtime_error("its target \"" + printable(made.target) +
                                 "\" is none: it begins with a slash, and what else it has is percent-encoded");
    check_fields(made);
}

std::optional<std::string_view> message::find(std::string_view name) const noexcept {
    for (auto const& [other, value] : fields)
        if (is_same_name(other, name))
            return value;
    return std::nullopt;
}

void message::set(std::string_view name, std::string value) {
    std::erase_if(fields, [&](auto const& one) { return is_same_name(one.first, name); });
    fields.emplace_back(name, std::move(value));
}

message connect_failure(failure const& what) {
    message made;
    made.status = status_of(what.code);
    made.fields.emplace_back("Content-Type", media_type(format::json));
    made.body = write_error(what);
    return made;
}

message response_generator::generate(method_descriptor const&, failure const& what) const {
    return connect_failure(what);
}

message answer_of_page(std::string const& path, page_maker const& make) {
    try {
        page one = make();
        message made;
        made.status = one.status;
        made.fields.emplace_back("Content-Type", std::move(one.content_type));
        made.body = std::move(one.body);
        check_answer(made);
        return made;
    } catch (...) {
        log(log_level::failure, "the page " + path + " could not be made: " + rpc::text_of_current_exception());
        return connect_failure(server_failed("the page could not be made; the log of the server has the reason").what);
    }
}

message message_of(request_head const& request) {
    message made;
    made.method = request.method;
    made.target = request.target();
    for (auto const& one : request.fields())
        made.fields.emplace_back(one.name, one.value);
    return made;
}

failure failure_of_part(method_descriptor const* method, std::string const& part, bool is_told) {
    failure made;
    made.code = code::invalid_argument;
    try {
        throw;
    } catch (error const& caught) {
        made = caught.as_failure();
        made.message = caught.what();
    } catch (...) {
        made.message = rpc::text_of_current_exception();
        if (!is_told) {
            log(log_level::warning, (method ? full_name(*method) + ": " : std::string()) + part + made.message);
            made.message = "the log of the server has the reason";
        }
    }
    made.reached = reached::not_sent;
    made.answered = true;
    made.message = (method ? full_name(*method) + ": " : std::string()) + part + made.message;
    return made;
}

std::variant<std::string, failure> rendered_call::read(method_descriptor const& method, std::string body) {
    head.body = std::move(body);
    try {
        return json::encode(as->reader->read(method, head));
    } catch (...) {
        return failure_of_part(&method, "the request could not be read as " + as->name + ": ", is_development);
    }
}

message rendered_call::answer(method_descriptor const& method, payload const& result) const {
    return made_by(method, [&] {
        return as->generator->generate(
            method, json::decode<boost::json::value>(result.bytes, {.max_size = result.bytes.size()}));
    });
}

message rendered_call::answer(method_descriptor const& method, failure const& what) const {
    return made_by(method, [&] { return as->generator->generate(method, what); });
}

} // namespace yonder::http
