// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe/code.hpp>

#include <array>
#include <cstddef>

namespace yonder {
namespace {

constexpr std::array<std::string_view, 17> names = {
    "",          "canceled",       "unknown",           "invalid_argument",   "deadline_exceeded",
    "not_found", "already_exists", "permission_denied", "resource_exhausted", "failed_precondition",
    "aborted",   "out_of_range",   "unimplemented",     "internal",           "unavailable",
    "data_loss", "unauthenticated"};

} // namespace

std::string_view to_string(code value) noexcept {
    auto const index = static_cast<std::size_t>(value);
    return index >= 1 && index < names.size() ? names[index] : "unknown";
}

std::optional<code> code_from_string(std::string_view name) noexcept {
    for (std::size_t index = 1; index < names.size(); ++index)
        if (names[index] == name)
            return static_cast<code>(index);
    return std::nullopt;
}

} // namespace yonder
