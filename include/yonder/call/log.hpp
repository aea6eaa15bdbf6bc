// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_LOG_HPP
#define YONDER_CALL_LOG_HPP

#include <cstdint>
#include <functional>
#include <string_view>

namespace yonder {

enum class log_level : std::uint8_t { information, warning, failure };

// Where the library says what no caller can be told, such as the text of an exception that is kept from a remote
// caller. One line without its end. Called from any thread, one call at a time.
using log_sink = std::function<void(log_level level, std::string_view line)>;

// Replaces the sink of the process, which is standard error at first; an empty one makes the library silent.
void set_log_sink(log_sink sink);

// Gives one line to the sink. What a sink throws is dropped.
void log(log_level level, std::string_view line) noexcept;

} // namespace yonder

#endif
