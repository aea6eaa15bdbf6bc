// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json/number.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <string>
#include <string_view>

namespace yonder::json {
namespace {

// A number of JSON's grammar taken apart: value = digits * 10^exponent, digits without zeros at the end.
struct decimal {
    bool is_negative = false;
    std::string digits;
    long exponent = 0;
};

decimal take_apart(std::string_view token) {
    decimal result;
    if (token.front() == '-') {
        result.is_negative = true;
        token.remove_prefix(1);
    }
    std::size_t const e = token.find_first_of("eE");
    std::string_view const mantissa = token.substr(0, e);
    if (e != token.npos) {
        std::string_view power = token.substr(e + 1);
        if (power.front() == '+')
            power.remove_prefix(1);
        if (std::from_chars(power.data(), power.data() + power.size(), result.exponent).ec != std::errc())
            result.exponent = power.front() == '-' ? -1'000'000'000 : 1'000'000'000;
        result.exponent = std::clamp(result.exponent, -1'000'000'000L, 1'000'000'000L);
    }
    std::size_t const point = mantissa.find('.');
    result.digits = mantissa.substr(0, point);
    if (point != mantissa.npos) {
        result.digits += mantissa.substr(point + 1);
        result.exponent -= static_cast<long>(mantissa.size() - point - 1);
    }
    result.digits.erase(0, std::min(result.digits.find_first_not_of('0'), result.digits.size()));
    while (!result.digits.empty() && result.digits.back() == '0') {
        result.digits.pop_back();
        ++result.exponent;
    }
    return result;
}

template <class Integer>
bool to_integer(decimal const& from, Integer& value) {
    if (from.digits.empty()) {
        value = 0;
        return true;
    }
    if (from.exponent < 0 || static_cast<long>(from.digits.size()) + from.exponent > 20)
        return false;
    std::string const text =
        (from.is_negative ? "-" : "") + from.digits + std::string(static_cast<std::size_t>(from.exponent), '0');
    auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    return problem == std::errc() && end == text.data() + text.size();
}

template <class Integer>
bool read_wide(reader& in, Integer& value, Integer lowest, Integer greatest) {
    std::string const expected = "an integer";
    in.peek();
    char const* const from = in.at();
    std::string_view token;
    bool const is_quoted = in.peek() == '"';
    if (is_quoted) {
        std::string buffer;
        std::string_view text;
        if (!in.string(text, buffer))
            return false;
        if (!is_number(text)) {
            in.advance(from);
            return in.fail_expected(expected);
        }
        if (!to_integer(take_apart(text), value) || value < lowest || value > greatest) {
            in.advance(from);
            return in.fail_expected("an integer from " + std::to_string(lowest) + " to " + std::to_string(greatest));
        }
        return true;
    }
    if (!in.number(token, expected))
        return false;
    if (!to_integer(take_apart(token), value) || value < lowest || value > greatest) {
        in.advance(from);
        return in.fail_expected("an integer from " + std::to_string(lowest) + " to " + std::to_string(greatest));
    }
    return true;
}

template <class Float>
bool from_token(std::string_view token, Float& value) {
    auto const [end, problem] = std::from_chars(token.data(), token.data() + token.size(), value);
    if (problem == std::errc())
        return true;
    // Out of range: too near to zero is zero, too far is no number of this type.
    decimal const parts = take_apart(token);
    if (static_cast<long>(parts.digits.size()) + parts.exponent > 0)
        return false;
    value = parts.is_negative ? -Float(0) : Float(0);
    return true;
}

template <class Float>
bool read_float(reader& in, Float& value) {
    in.peek();
    char const* const from = in.at();
    std::string_view token;
    if (in.peek() != '"') {
        if (!in.number(token, "a number"))
            return false;
        if (from_token(token, value))
            return true;
        in.advance(from);
        return in.fail_expected("a number that the type can hold");
    }
    std::string buffer;
    std::string_view text;
    if (!in.string(text, buffer))
        return false;
    using limits = std::numeric_limits<Float>;
    if (text == "NaN")
        value = limits::quiet_NaN();
    else if (text == "Infinity")
        value = limits::infinity();
    else if (text == "-Infinity")
        value = -limits::infinity();
    else {
        if (!is_number(text) || !from_token(text, value)) {
            in.advance(from);
            return in.fail_expected(is_number(text) ? "a number that the type can hold" : "a number");
        }
    }
    return true;
}

} // namespace

bool read_integer(reader& in, std::int64_t& value, std::int64_t lowest, std::int64_t greatest) {
    return read_wide(in, value, lowest, greatest);
}
bool read_integer(reader& in, std::uint64_t& value, std::uint64_t lowest, std::uint64_t greatest) {
    return read_wide(in, value, lowest, greatest);
}
bool read_floating(reader& in, double& value) { return read_float(in, value); }
bool read_floating(reader& in, float& value) { return read_float(in, value); }

} // namespace yonder::json
