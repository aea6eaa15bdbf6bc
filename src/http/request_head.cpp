// SPDX-License-Identifier: BSL-1.0
#include "request_head.hpp"

#include "../call/ascii.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <system_error>

namespace yonder::http {
namespace {

// In the order of the enumeration.
constexpr std::array<std::string_view, static_cast<std::size_t>(known::others)> names{"accept",
                                                                                      "baggage",
                                                                                      "connect-content-encoding",
                                                                                      "connect-protocol-version",
                                                                                      "connect-timeout-ms",
                                                                                      "connection",
                                                                                      "content-encoding",
                                                                                      "content-length",
                                                                                      "content-type",
                                                                                      "expect",
                                                                                      "idempotency-key",
                                                                                      "origin",
                                                                                      "prefer",
                                                                                      "traceparent",
                                                                                      "tracestate",
                                                                                      "transfer-encoding",
                                                                                      "yonder-activity",
                                                                                      "yonder-id",
                                                                                      "yonder-response-to",
                                                                                      "yonder-sender",
                                                                                      "yonder-time",
                                                                                      "yonder-user",
                                                                                      "yonder-version"};

// Which names are of a length: a bit for each.
constexpr std::size_t longest_name = 24;
constexpr auto names_by_length = [] {
    static_assert(names.size() <= 32);
    std::array<std::uint32_t, longest_name + 1> made{};
    for (std::size_t i = 0; i < names.size(); ++i)
        made[names[i].size()] |= std::uint32_t(1) << i;
    return made;
}();

known known_field(std::string_view name) noexcept {
    if (name.size() > longest_name)
        return known::others;
    for (std::uint32_t left = names_by_length[name.size()]; left != 0; left &= left - 1) {
        auto const i = static_cast<std::size_t>(std::countr_zero(left));
        if (request_head::is_same(name, names[i]))
            return static_cast<known>(i);
    }
    return known::others;
}

bool is_http(std::string_view scheme) noexcept {
    return request_head::is_same(scheme, "http") || request_head::is_same(scheme, "https");
}

} // namespace

std::optional<std::string> decode_percent(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            decoded += text[at];
            continue;
        }
        if (text.size() - at < 3)
            return std::nullopt;
        unsigned value = 0;
        auto const [end, problem] = std::from_chars(text.data() + at + 1, text.data() + at + 3, value, 16);
        if (problem != std::errc() || end != text.data() + at + 3)
            return std::nullopt;
        decoded += static_cast<char>(value);
        at += 2;
    }
    return decoded;
}

void request_head::set_target(std::string_view target) {
    if (auto const scheme = target.find("://");
        scheme != target.npos && scheme <= 5 && is_http(target.substr(0, scheme))) {
        std::size_t const path = target.find_first_of("/?", scheme + 3); // RFC 9112, section 3.2.2
        target = path == target.npos ? "/" : target.substr(path);
    }
    target_ = target;
    std::size_t const mark = target.find('?');
    path_ = target.substr(0, mark);
    query_ = mark == target.npos ? std::string_view() : target.substr(mark + 1);
    query_ = query_.substr(0, query_.find('#'));
    is_decoded_ = path_.find('%') != path_.npos;
    if (is_decoded_)
        decoded_ = decode_percent(path_).value_or(std::string(path_));
}

std::optional<std::string> request_head::parameter(std::string_view name) const {
    for (std::string_view rest = query_; !rest.empty();) {
        std::size_t const end = std::min(rest.find('&'), rest.size());
        std::string_view const one = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        std::size_t const equals = one.find('=');
        if (one.substr(0, equals) == name)
            return equals == one.npos ? std::string() : decode_percent(one.substr(equals + 1)).value_or(std::string());
    }
    return std::nullopt;
}

bool request_head::is_same(std::string_view text, std::string_view lower) noexcept {
    return text.size() == lower.size() && (text.empty() || in_lower(text.front()) == lower.front()) &&
           std::equal(text.begin(), text.end(), lower.begin(), [](char a, char b) { return in_lower(a) == b; });
}

void request_head::clear() noexcept {
    fields_.clear();
    first_.fill(0);
}

void request_head::add(std::string_view name, std::string_view value) {
    known const which = known_field(name);
    fields_.push_back({name, value, which});
    std::uint32_t& first = first_[static_cast<std::size_t>(which)];
    if (first == 0)
        first = static_cast<std::uint32_t>(fields_.size());
}

std::size_t request_head::count(known name) const noexcept {
    if (!has(name))
        return 0;
    return static_cast<std::size_t>(
        std::count_if(fields_.begin(), fields_.end(), [&](field const& one) { return one.which == name; }));
}

bool request_head::has_length() const noexcept { return has(known::content_length) || has(known::transfer_encoding); }

bool request_head::has_body() const noexcept {
    return has(known::transfer_encoding) || (method == "POST" && !has_length()) ||
           get(known::content_length).find_first_not_of('0') != std::string_view::npos;
}

} // namespace yonder::http
