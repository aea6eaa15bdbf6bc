// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_LOG_HPP
#define YONDER_CALL_LOG_HPP

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

namespace yonder {

enum class log_level : std::uint8_t { information, warning, failure };

// A part of what is logged, by name, for programs.
struct log_field {
    std::string_view name;
    std::string_view value;
};

struct log_record {
    log_level level = log_level::information;
    std::string_view line;             // for people, without its end
    std::span<log_field const> fields; // what of it is known by name; mostly nothing
};

// Where the library says what no caller can be told, such as the text of an exception that is kept from a remote
// caller. One line without its end. Called from any thread, one call at a time.
using log_sink = std::function<void(log_level level, std::string_view line)>;

// Replaces the sink of the process, which is standard error at first; an empty one makes the library silent.
void set_log_sink(log_sink sink);

// The same with all that is known. Views live until the sink returns.
using record_sink = std::function<void(log_record const& what)>;
void set_log_sink(record_sink sink);
void set_log_sink(std::nullptr_t);

// A sink that writes each record as a line of JSON: {"time":"2026-11-21T17:03:12.250Z","level":"warning","line":...}
// and a member for each field.
record_sink json_lines(std::function<void(std::string_view line)> write);

// "information", "warning" or "failure".
std::string_view to_string(log_level level) noexcept;

// Gives one line to the sink. What a sink throws is dropped.
void log(log_level level, std::string_view line, std::span<log_field const> fields = {}) noexcept;

} // namespace yonder

#endif
