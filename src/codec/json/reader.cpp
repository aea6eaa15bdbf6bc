// SPDX-License-Identifier: BSL-1.0
#include "../text.hpp"

#include <yonder/codec/json.hpp>

#include <algorithm>
#include <utility>

namespace yonder::json {

using codec::append_utf8;
using codec::skip_plain;
using codec::utf8_length;

bool reader::begin() {
    auto const size = static_cast<std::size_t>(end_ - begin_);
    return size <= options_.max_size || fail("the text has " + std::to_string(size) + " bytes, more than the " +
                                             std::to_string(options_.max_size) + " that are allowed");
}

char reader::peek_after_space() noexcept {
    while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\t' || *at_ == '\r'))
        ++at_;
    return at_ == end_ ? '\0' : *at_;
}

bool reader::enter(char bracket, std::string_view expected) {
    if (peek() != bracket) [[unlikely]]
        return fail_expected(expected);
    if (depth_left_ == 0) [[unlikely]]
        return fail("more than " + std::to_string(options_.max_depth) + " levels of arrays and objects");
    --depth_left_;
    ++at_;
    return true;
}

bool reader::next(char bracket, bool& is_more) {
    char const c = peek();
    if (c == ',') {
        ++at_;
        is_more = true;
        return true;
    }
    is_more = false;
    if (c == bracket) {
        ++at_;
        ++depth_left_;
        return true;
    }
    return fail_expected(bracket == '}' ? "',' or '}'" : "',' or ']'");
}

bool reader::string(std::string_view& value, std::string& buffer, std::string_view expected) {
    if (peek() != '"') [[unlikely]]
        return fail_expected(expected);
    char const* const from = ++at_;
    char const* at = from;
    for (;;) {
        at = skip_plain(begin_, at, end_);
        if (at == end_) {
            at_ = at;
            return fail("the text ends within a string");
        }
        if (*at == '"') {
            value = {from, static_cast<std::size_t>(at - from)};
            at_ = at + 1;
            return true;
        }
        if (*at == '\\') {
            buffer.assign(from, at);
            at_ = at;
            if (!unescape(buffer))
                return false;
            value = buffer;
            return true;
        }
        if (std::size_t const length = static_cast<unsigned char>(*at) < ' ' ? 0 : utf8_length(at, end_)) {
            at += length;
            continue;
        }
        at_ = at;
        return fail(static_cast<unsigned char>(*at) < ' ' ? "a control character within a string: it must be escaped"
                                                          : "a string is not valid UTF-8");
    }
}

namespace {

// Four hexadecimal digits, or more than 0xFFFF.
std::uint32_t read_hex(char const* at, char const* end) noexcept {
    if (end - at < 4)
        return 0x10000;
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) {
        char const c = at[i];
        std::uint32_t const digit = c >= '0' && c <= '9'   ? static_cast<std::uint32_t>(c - '0')
                                    : c >= 'a' && c <= 'f' ? static_cast<std::uint32_t>(c - 'a' + 10)
                                    : c >= 'A' && c <= 'F' ? static_cast<std::uint32_t>(c - 'A' + 10)
                                                           : 0x10000;
        value = value * 16 + digit;
        if (digit > 15)
            return 0x10000;
    }
    return value;
}

} // namespace

// From the first backslash to the closing quote; what stood before is in the buffer.
bool reader::unescape(std::string& buffer) {
    for (;;) {
        char const* const plain = skip_plain(begin_, at_, end_);
        buffer.append(at_, plain);
        at_ = plain;
        if (at_ == end_)
            return fail("the text ends within a string");
        if (*at_ == '"') {
            ++at_;
            return true;
        }
        if (*at_ != '\\') {
            std::size_t const length = static_cast<unsigned char>(*at_) < ' ' ? 0 : utf8_length(at_, end_);
            if (length == 0)
                return fail(static_cast<unsigned char>(*at_) < ' '
                                ? "a control character within a string: it must be escaped"
                                : "a string is not valid UTF-8");
            buffer.append(at_, length);
            at_ += length;
            continue;
        }
        if (end_ - at_ < 2) {
            at_ = end_;
            return fail("the text ends within a string");
        }
        static constexpr std::string_view names = "\"\\/bfnrt";
        static constexpr std::string_view values = "\"\\/\b\f\n\r\t";
        char const name = at_[1];
        if (std::size_t const i = names.find(name); i != names.npos) {
            buffer += values[i];
            at_ += 2;
            continue;
        }
        if (name != 'u')
            return fail("an escape that JSON does not have: \\" + excerpt({at_ + 1, 1}));
        std::uint32_t point = read_hex(at_ + 2, end_);
        if (point > 0xFFFF)
            return fail("\\u needs four hexadecimal digits");
        std::ptrdiff_t length = 6;
        if (point >= 0xD800 && point <= 0xDFFF) {
            std::uint32_t const low =
                end_ - at_ >= 12 && at_[6] == '\\' && at_[7] == 'u' ? read_hex(at_ + 8, end_) : 0x10000;
            if (point >= 0xDC00 || low < 0xDC00 || low > 0xDFFF)
                return fail("half of a surrogate pair within a string");
            point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
            length = 12;
        }
        append_utf8(buffer, point);
        at_ += length;
    }
}

bool reader::key(std::string_view& value, std::string& buffer) {
    if (!string(value, buffer, "a member name in quotes"))
        return false;
    if (!take(':')) [[unlikely]]
        return fail_expected("':' after a member name");
    return true;
}

bool reader::number(std::string_view& token, std::string_view expected) {
    auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
    peek();
    char const* at = at_;
    auto const digits = [&] {
        char const* const from = at;
        while (at != end_ && is_digit(*at))
            ++at;
        return at != from;
    };
    if (at != end_ && *at == '-')
        ++at;
    if (at == end_ || !is_digit(*at)) {
        if (at == at_)
            return fail_expected(expected);
        return fail_at(at, "a digit must follow '-'");
    }
    if (*at == '0') {
        ++at;
        if (at != end_ && is_digit(*at))
            return fail("a number with a leading zero");
    } else {
        digits();
    }
    if (at != end_ && *at == '.') {
        ++at;
        if (!digits())
            return fail_at(at, "a digit must follow '.'");
    }
    if (at != end_ && (*at == 'e' || *at == 'E')) {
        ++at;
        if (at != end_ && (*at == '+' || *at == '-'))
            ++at;
        if (!digits())
            return fail_at(at, "a digit must follow the exponent sign");
    }
    token = {at_, static_cast<std::size_t>(at - at_)};
    at_ = at;
    return true;
}

bool is_number(std::string_view text) {
    if (text.empty() || !(text.front() == '-' || (text.front() >= '0' && text.front() <= '9')))
        return false; // white space, which the reader would pass over
    decode_options const options;
    reader in(text, options);
    std::string_view token;
    return in.number(token, "a number") && in.at() == in.end();
}

bool reader::skip() {
    std::string_view view;
    std::string buffer;
    bool is_more = true;
    switch (peek()) {
    case '{':
        if (!enter('{', "an object"))
            return false;
        if (take('}')) {
            leave();
            return true;
        }
        while (is_more)
            if (!key(view, buffer) || !skip() || !next('}', is_more))
                return false;
        return true;
    case '[':
        if (!enter('[', "an array"))
            return false;
        if (take(']')) {
            leave();
            return true;
        }
        while (is_more)
            if (!skip() || !next(']', is_more))
                return false;
        return true;
    case '"':
        return string(view, buffer);
    case 't':
        return take_exactly("true") || fail_expected("a value");
    case 'f':
        return take_exactly("false") || fail_expected("a value");
    case 'n':
        return take_exactly("null") || fail_expected("a value");
    default:
        return number(view, "a value");
    }
}

bool reader::finish() {
    if (peek() != '\0' || at_ != end_)
        return fail("more text after the value: \"" +
                    excerpt({at_, std::min<std::size_t>(static_cast<std::size_t>(end_ - at_), 60)}) + "\"");
    return true;
}

bool reader::fail(std::string problem) { return fail_at(at_, std::move(problem)); }

bool reader::fail_at(char const* where, std::string problem) {
    return keep(std::move(problem), static_cast<std::size_t>(where - begin_));
}

std::string reader::describe_next() const {
    if (at_ == end_)
        return "the end of the text";
    char const* to = at_;
    switch (*at_) {
    case '{':
        return "an object";
    case '[':
        return "an array";
    case '"':
        ++to;
        while (to != end_ && *to != '"' && to - at_ < 60)
            to += *to == '\\' && to + 1 != end_ ? 2 : 1;
        return "\"" + excerpt({at_ + 1, static_cast<std::size_t>(std::min(to, end_) - at_ - 1)}) + "\"";
    default:
        while (to != end_ && to - at_ < 60 &&
               ((*to >= '0' && *to <= '9') || (*to >= 'a' && *to <= 'z') || (*to >= 'A' && *to <= 'Z') || *to == '-' ||
                *to == '+' || *to == '.'))
            ++to;
        if (to == at_)
            return "'" + excerpt({at_, 1}) + "'";
        return excerpt({at_, static_cast<std::size_t>(to - at_)});
    }
}

bool reader::fail_expected(std::string_view expected) {
    peek();
    return fail("expected " + std::string(expected) + ", got " + describe_next());
}

bool reader::fail_unknown(char const* where, std::string_view what, std::string_view name,
                          std::span<std::string_view const> known) {
    return fail_of(where, "unknown " + std::string(what) + " \"" + excerpt(name) + "\"", known);
}

bool reader::fail_without(char const* where, std::string_view what, std::span<std::string_view const> known) {
    return fail_of(where, "expected an " + std::string(what) + ", got none", known);
}

bool reader::fail_of(char const* where, std::string problem, std::span<std::string_view const> known) {
    constexpr std::size_t most = 20;
    problem += known.empty() ? ": there is none" : ": known are ";
    for (std::size_t i = 0; i < known.size(); ++i) {
        if (i == most) {
            problem += " and " + std::to_string(known.size() - most) + " more";
            break;
        }
        problem += (i ? ", " : "") + std::string(known[i]);
    }
    return fail_at(where, std::move(problem));
}

void conclude(reader const& in, bool read, decode_options const& options) {
    if (!read)
        in.throw_error();
    if (options.ignored_members)
        *options.ignored_members += in.ignored();
}

void reader::throw_error() const {
    throw decode_error(path(), problem(), {begin_, static_cast<std::size_t>(end_ - begin_)}, problem_at());
}

decode_error::place decode_error::place_of(std::string_view text, std::size_t offset) {
    std::string_view const before = text.substr(0, offset);
    auto const lines = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    return {lines + 1, offset - (before.rfind('\n') + 1) + 1};
}

decode_error::decode_error(std::string path, std::string problem, std::string_view text, std::size_t offset)
    : decode_error(std::move(path), std::move(problem), offset, place_of(text, offset)) {}

decode_error::decode_error(std::string path, std::string problem, std::size_t offset, place at)
    : codec::decode_error(std::move(path), std::move(problem), offset,
                          "line " + std::to_string(at.line) + ", column " + std::to_string(at.column)),
      at_(at) {}

} // namespace yonder::json
