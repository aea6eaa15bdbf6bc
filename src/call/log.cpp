// SPDX-License-Identifier: BSL-1.0
#include <yonder/call/log.hpp>

#include <cstdio>
#include <mutex>
#include <string>
#include <utility>

namespace yonder {
namespace {

void write_to_standard_error(log_level level, std::string_view line) {
    static constexpr char const* names[] = {"yonder: ", "yonder: warning: ", "yonder: failure: "};
    std::string text = names[static_cast<std::size_t>(level)];
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

void set_log_sink(log_sink sink) {
    std::lock_guard const lock(holder().mutex);
    holder().sink = std::move(sink);
}

void log(log_level level, std::string_view line) noexcept {
    try {
        std::lock_guard const lock(holder().mutex);
        if (holder().sink)
            holder().sink(level, line);
    } catch (...) { // a broken sink must not break the call that logs
    }
}

} // namespace yonder
