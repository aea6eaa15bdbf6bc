// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SPDLOG_HPP
#define YONDER_SPDLOG_HPP

// The log of the library through spdlog, for programs that use it: no part of the library needs spdlog.

#include <yonder/call/log.hpp>

#include <spdlog/spdlog.h>

#include <memory>
#include <string>
#include <utility>

namespace yonder {

// A sink for set_log_sink that writes to a logger: lines with their fields behind them, "code=ok id=...", values with
// spaces in quotes. information is info, warning is warn, failure is error.
inline record_sink spdlog_sink(std::shared_ptr<spdlog::logger> to) {
    return [to = std::move(to)](log_record const& what) {
        auto const level = what.level == log_level::information ? spdlog::level::info
                           : what.level == log_level::warning   ? spdlog::level::warn
                                                                : spdlog::level::err;
        if (!to->should_log(level))
            return;
        std::string line(what.line);
        for (log_field const& one : what.fields) {
            bool const is_plain = one.value.find_first_of(" \"") == one.value.npos;
            line.append(" ").append(one.name).append("=");
            line += is_plain ? std::string(one.value) : '"' + std::string(one.value) + '"';
        }
        to->log(level, spdlog::string_view_t(line.data(), line.size()));
    };
}

} // namespace yonder

#endif
