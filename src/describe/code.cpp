// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe/code.hpp>

#include <cstddef>

namespace yonder {

std::string_view to_string(code value) noexcept {
    auto const index = static_cast<std::size_t>(value);
    return index >= 1 && index < describe::code_names.size() ? describe::code_names[index] : "unknown";
}

std::optional<code> code_from_string(std::string_view name) noexcept {
    code const found = describe::code_of(name);
    return found == code() ? std::nullopt : std::optional(found);
}

} // namespace yonder
