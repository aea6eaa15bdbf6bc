// SPDX-License-Identifier: BSL-1.0
#include "connect_error.hpp"

#include "../codec/text.hpp"

#include <yonder/codec/json.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <span>

namespace yonder::http {
namespace {

constexpr std::size_t max_detail_depth = 56; // so that the error around it stays within the 64 levels of all readers

constexpr char const* not_begun = "not_sent"; // what an error says of a call that the server did not begin

boost::json::parse_options up_to(std::size_t depth) {
    boost::json::parse_options options;
    options.max_depth = depth;
    return options;
}

std::string base64(std::string_view bytes) {
    std::string quoted;
    json::writer out(quoted);
    json::write_base64(out, std::as_bytes(std::span(bytes.data(), bytes.size())));
    out.finish();
    std::string text = quoted.substr(1, quoted.size() - 2);
    while (!text.empty() && text.back() == '=') // the protocol has it without padding
        text.pop_back();
    return text;
}

std::string from_base64(boost::json::string const& text) {
    try {
        auto const bytes = json::decode<std::vector<std::byte>>(boost::json::serialize(text));
        return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
    } catch (json::decode_error const&) {
        return {};
    }
}

// What is no UTF-8 as question marks: a text from anywhere must not keep an error from being told.
std::string as_utf8(std::string_view text) {
    std::string result(text);
    for (std::size_t i = 0; i < result.size();) {
        std::size_t const length = codec::utf8_length(result.data() + i, result.data() + result.size());
        if (length == 0)
            result[i] = '?';
        i += std::max<std::size_t>(length, 1);
    }
    return result;
}

std::string text_of(boost::json::object const& object, char const* key) {
    auto const* const value = object.if_contains(key);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

} // namespace

int status_of(code value) noexcept {
    switch (value) {
    case code::canceled:
        return 499;
    case code::invalid_argument:
    case code::failed_precondition:
    case code::out_of_range:
        return 400;
    case code::deadline_exceeded:
        return 504;
    case code::not_found:
        return 404;
    case code::already_exists:
    case code::aborted:
        return 409;
    case code::permission_denied:
        return 403;
    case code::resource_exhausted:
        return 429;
    case code::unimplemented:
        return 501;
    case code::unavailable:
        return 503;
    case code::unauthenticated:
        return 401;
    case code::unknown:
    case code::internal:
    case code::data_loss:
        break;
    }
    return 500;
}

code code_of_status(int status) noexcept {
    switch (status) {
    case 400:
        return code::internal;
    case 401:
        return code::unauthenticated;
    case 403:
        return code::permission_denied;
    case 404:
        return code::unimplemented;
    case 429:
    case 502:
    case 503:
    case 504:
        return code::unavailable;
    default:
        return code::unknown;
    }
}

std::string write_error(failure const& what) {
    boost::json::object error;
    error["code"] = boost::json::string_view(to_string(what.code).data(), to_string(what.code).size());
    error["message"] = as_utf8(what.message);
    if (what.reached == reached::not_sent)
        error["reached"] = not_begun; // ours: Connect has no word for it, and its clients read over it
    if (!what.details.empty()) {
        boost::json::array& details = error["details"].emplace_array();
        for (failure_detail const& one : what.details) {
            boost::json::object detail;
            detail["type"] = as_utf8(one.type);
            detail["value"] = base64(one.binary); // a string always, or stock clients drop the whole error
            boost::json::error_code broken;
            auto debug = boost::json::parse(one.json, broken, {}, up_to(max_detail_depth)); // else `value` stands alone
            if (!broken)
                detail["debug"] = std::move(debug);
            details.push_back(std::move(detail));
        }
    }
    return json::encode(boost::json::value(std::move(error)));
}

std::optional<failure> read_error(std::string_view text) {
    boost::json::error_code broken;
    auto const value =
        boost::json::parse(boost::json::string_view(text.data(), text.size()), broken, {}, up_to(max_detail_depth + 8));
    if (broken || !value.is_object())
        return std::nullopt;
    boost::json::object const& error = value.get_object();
    auto const said = code_from_string(text_of(error, "code"));
    if (!said)
        return std::nullopt;
    failure what;
    what.code = *said;
    what.message = text_of(error, "message");
    what.reached = text_of(error, "reached") == not_begun ? reached::not_sent : reached::executed;
    if (auto const* const details = error.if_contains("details"); details && details->is_array())
        for (auto const& one : details->get_array()) {
            if (!one.is_object())
                continue;
            failure_detail& detail = what.details.emplace_back();
            detail.type = text_of(one.get_object(), "type");
            if (auto const* const bytes = one.get_object().if_contains("value"); bytes && bytes->is_string())
                detail.binary = from_base64(bytes->get_string());
            if (auto const* const debug = one.get_object().if_contains("debug"))
                detail.json = json::encode(*debug);
        }
    return what;
}

} // namespace yonder::http
