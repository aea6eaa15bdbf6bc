// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json/time.hpp>

#include <charconv>
#include <cstdlib>
#include <limits>
#include <string>
#include <string_view>

namespace yonder::json {
namespace {

constexpr std::int64_t seconds_a_day = 86400;
constexpr std::int64_t first_second = -719162 * seconds_a_day;    // 0001-01-01T00:00:00Z
constexpr std::int64_t last_second = 2932897 * seconds_a_day - 1; // 9999-12-31T23:59:59Z

bool take_digits(std::string_view& text, std::size_t count, int& value) {
    if (text.size() < count)
        return false;
    value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(count);
    return true;
}

bool take(std::string_view& text, char c) {
    if (text.empty() || text.front() != c)
        return false;
    text.remove_prefix(1);
    return true;
}

// ".021" as nanoseconds: one to nine digits. Nothing is zero.
bool take_fraction(std::string_view& text, std::int32_t& nanoseconds) {
    nanoseconds = 0;
    if (!take(text, '.'))
        return true;
    int digits = 0;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        if (++digits > 9)
            return false;
        nanoseconds = nanoseconds * 10 + (text.front() - '0');
        text.remove_prefix(1);
    }
    for (int i = digits; i < 9; ++i)
        nanoseconds *= 10;
    return digits > 0;
}

bool parse_time_point(std::string_view text, split_time& value) {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
    if (!take_digits(text, 4, year) || !take(text, '-') || !take_digits(text, 2, month) || !take(text, '-') ||
        !take_digits(text, 2, day) || !(take(text, 'T') || take(text, 't')) || !take_digits(text, 2, hour) ||
        !take(text, ':') || !take_digits(text, 2, minute) || !take(text, ':') || !take_digits(text, 2, second) ||
        !take_fraction(text, value.nanoseconds))
        return false;
    std::int64_t offset = 0;
    if (!take(text, 'Z') && !take(text, 'z')) {
        bool const is_behind = take(text, '-');
        int hours = 0, minutes = 0;
        if ((!is_behind && !take(text, '+')) || !take_digits(text, 2, hours) || !take(text, ':') ||
            !take_digits(text, 2, minutes) || hours > 23 || minutes > 59)
            return false;
        offset = (hours * 60 + minutes) * (is_behind ? -60 : 60);
    }
    std::chrono::year_month_day const date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!text.empty() || !date.ok() || year < 1 || hour > 23 || minute > 59 || second > 59)
        return false;
    std::int64_t const days = std::chrono::sys_days(date).time_since_epoch().count();
    value.seconds = days * seconds_a_day + hour * 3600 + minute * 60 + second - offset;
    return value.seconds >= first_second &&
           value.seconds <= last_second; // the offset may lead out of what can be written
}

void append_number(std::string& text, std::int64_t value, std::size_t width) {
    std::string const digits = std::to_string(value);
    text.append(width > digits.size() ? width - digits.size() : 0, '0');
    text += digits;
}

} // namespace

void write_duration(writer& out, split_time value) {
    std::string text = "\"";
    if (value.seconds < 0 || value.nanoseconds < 0)
        text += '-';
    std::uint64_t const magnitude =
        value.seconds < 0 ? 0 - static_cast<std::uint64_t>(value.seconds) : static_cast<std::uint64_t>(value.seconds);
    text += std::to_string(magnitude);
    if (value.nanoseconds != 0) {
        text += '.';
        append_number(text, std::abs(value.nanoseconds), 9);
        text.erase(text.find_last_not_of('0') + 1);
    }
    text += "s\"";
    out.raw(text);
}

bool read_duration(reader& in, split_time& value) {
    in.peek();
    char const* const from = in.at();
    std::string_view text;
    std::string buffer;
    constexpr std::string_view expected = "a duration such as \"1.5s\"";
    if (!in.string(text, buffer, expected))
        return false;
    bool const is_negative = take(text, '-');
    std::uint64_t magnitude = 0; // an unsigned number takes no sign of its own
    auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), magnitude);
    constexpr std::uint64_t greatest = std::numeric_limits<std::int64_t>::max();
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (problem != std::errc() || magnitude > greatest + (is_negative ? 1 : 0) ||
        !take_fraction(text, value.nanoseconds) || text != "s") {
        in.advance(from);
        return in.fail_expected(expected);
    }
    value.seconds = static_cast<std::int64_t>(is_negative ? 0 - magnitude : magnitude);
    if (is_negative)
        value.nanoseconds = -value.nanoseconds;
    return true;
}

void write_time_point(writer& out, split_time since_1970) {
    if (since_1970.nanoseconds < 0) { // before 1970: count nanoseconds up from the second before
        --since_1970.seconds;
        since_1970.nanoseconds += 1'000'000'000;
    }
    if (since_1970.seconds < first_second || since_1970.seconds > last_second)
        throw encode_error("a time point is outside the years 1 to 9999, which are all that RFC 3339 has");
    std::int64_t days = since_1970.seconds / seconds_a_day;
    std::int64_t second = since_1970.seconds % seconds_a_day;
    if (second < 0) {
        second += seconds_a_day;
        --days;
    }
    std::chrono::year_month_day const date{std::chrono::sys_days(std::chrono::days(days))};
    std::string text = "\"";
    append_number(text, static_cast<int>(date.year()), 4);
    text += '-';
    append_number(text, static_cast<unsigned>(date.month()), 2);
    text += '-';
    append_number(text, static_cast<unsigned>(date.day()), 2);
    text += 'T';
    append_number(text, second / 3600, 2);
    text += ':';
    append_number(text, second / 60 % 60, 2);
    text += ':';
    append_number(text, second % 60, 2);
    if (std::int32_t const fraction = since_1970.nanoseconds; fraction != 0) {
        text += '.';
        if (fraction % 1'000'000 == 0)
            append_number(text, fraction / 1'000'000, 3);
        else if (fraction % 1'000 == 0)
            append_number(text, fraction / 1'000, 6);
        else
            append_number(text, fraction, 9);
    }
    text += "Z\"";
    out.raw(text);
}

bool read_time_point(reader& in, split_time& since_1970) {
    in.peek();
    char const* const from = in.at();
    std::string_view text;
    std::string buffer;
    constexpr std::string_view expected = "a time such as \"2026-11-21T10:00:00Z\"";
    if (!in.string(text, buffer, expected))
        return false;
    if (!parse_time_point(text, since_1970)) {
        in.advance(from);
        return in.fail_expected(expected);
    }
    return true;
}

} // namespace yonder::json
