// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_CALL_DURATION_TEXT_HPP
#define YONDER_SRC_CALL_DURATION_TEXT_HPP

#include <yonder/call/context.hpp>

#include <charconv>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace yonder {

// "250ms", "2s" or "1min"; nothing for what is none, is not positive or is longer than 30 years.
inline std::optional<clock::duration> parse_duration(std::string_view text) {
    double amount = 0;
    auto const parsed = std::from_chars(text.data(), text.data() + text.size(), amount);
    std::string_view const unit(parsed.ptr, static_cast<std::size_t>(text.data() + text.size() - parsed.ptr));
    double const seconds = unit == "ms" ? amount / 1000 : unit == "s" ? amount : unit == "min" ? amount * 60 : 0;
    if (parsed.ec != std::errc() || !(seconds > 0) || seconds > 1e9)
        return std::nullopt;
    return std::chrono::duration_cast<clock::duration>(std::chrono::duration<double>(seconds));
}

// What is said where one was expected.
inline std::string no_duration(std::string_view text) {
    return "must be a positive time such as \"250ms\", \"2s\" or \"1min\", not \"" + std::string(text) + "\"";
}

} // namespace yonder

#endif
