// SPDX-License-Identifier: BSL-1.0
#include "one_line.hpp"

#include <yonder/call/log.hpp>

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

void write_to_standard_error(log_level level, std::string_view line) {
    static constexpr char const* names[] = {" yonder: ", " yonder: warning: ", " yonder: failure: "};
    std::string text = time_now();
    text += names[static_cast<std::size_t>(level)];
    text += line;
    text += '\n';
    std::fputs(text.c_str(), stderr);
}

struct sink_holder {
    std::mutex mutex;
    log_sink sink = write_to_standard_error;
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

void set_log_sink(log_sink sink) {
    std::lock_guard const lock(holder().mutex);
    holder().sink = std::move(sink);
}

void log(log_level level, std::string_view line) noexcept {
    try {
        std::lock_guard const lock(holder().mutex);
        if (holder().sink)
            holder().sink(level, one_line(line));
    } catch (...) { // a broken sink must not break the call that logs
    }
}

} // namespace yonder
