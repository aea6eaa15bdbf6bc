// SPDX-License-Identifier: BSL-1.0
#include "request_head.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace yonder::http {
namespace {

char in_lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 'a' - 'A') : c; }

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
    return text.size() == lower.size() &&
           std::equal(text.begin(), text.end(), lower.begin(), [](char a, char b) { return in_lower(a) == b; });
}

std::string_view request_head::get(std::string_view name) const noexcept {
    for (field const& one : fields)
        if (is_same(one.name, name))
            return one.value;
    return {};
}

std::size_t request_head::count(std::string_view name) const noexcept {
    return static_cast<std::size_t>(
        std::count_if(fields.begin(), fields.end(), [&](field const& one) { return is_same(one.name, name); }));
}

bool request_head::has_length() const noexcept { return has("content-length") || has("transfer-encoding"); }

bool request_head::has_body() const noexcept {
    return has("transfer-encoding") || (method == "POST" && !has_length()) ||
           get("content-length").find_first_not_of('0') != std::string_view::npos;
}

} // namespace yonder::http
