// SPDX-License-Identifier: BSL-1.0
#include "one_line.hpp"

#include <yonder/call/log.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <string>
#include <utility>

namespace yonder {
namespace {

// "2026-11-21T17:03:12.250Z"
std::string time_now() {
    using namespace std::chrono;
    auto const now = floor<milliseconds>(system_clock::now());
    auto const day = floor<days>(now);
    year_month_day const date(day);
    hh_mm_ss const time(now - day);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
    return text.data();
}

void write_to_standard_error(log_record const& what) {
    static constexpr char const* names[] = {" yonder: ", " yonder: warning: ", " yonder: failure: "};
    std::string text = time_now();
    text += names[static_cast<std::size_t>(what.level)];
    text += what.line;
    text += '\n';
    std::fputs(text.c_str(), stderr);
}

struct sink_holder {
    std::mutex mutex;
    record_sink sink = write_to_standard_error;
};

sink_holder& holder() {
    static auto* const instance = new sink_holder; // never destroyed, as threads may log while the program ends
    return *instance;
}

} // namespace

std::string one_line(std::string_view text) {
    std::string line(text);
    for (char& c : line)
        if (static_cast<unsigned char>(c) < ' ' || c == 127)
            c = ' ';
    return line;
}

std::string_view to_string(log_level level) noexcept {
    return level == log_level::information ? "information" : level == log_level::warning ? "warning" : "failure";
}

void set_log_sink(log_sink sink) {
    if (sink)
        set_log_sink(record_sink([sink = std::move(sink)](log_record const& what) { sink(what.level, what.line); }));
    else
        set_log_sink(record_sink());
}

void set_log_sink(std::nullptr_t) { set_log_sink(record_sink()); }

record_sink json_lines(std::function<void(std::string_view line)> write) {
    return [write = std::move(write)](log_record const& what) {
        boost::json::object made{{"time", time_now()}};
        auto const text = [](std::string_view of) { return boost::json::string(of.data(), of.size()); };
        made["level"] = text(to_string(what.level));
        made["line"] = text(what.line);
        for (log_field const& one : what.fields)
            made[text(one.name)] = text(one.value);
        write(boost::json::serialize(made));
    };
}

void set_log_sink(record_sink sink) {
    std::lock_guard const lock(holder().mutex);
    holder().sink = std::move(sink);
}

void log(log_level level, std::string_view line, std::span<log_field const> fields) noexcept {
    try {
        std::lock_guard const lock(holder().mutex);
        if (holder().sink)
            holder().sink({level, one_line(line), fields});
    } catch (...) { // a broken sink must not break the call that logs
    }
}

} // namespace yonder
