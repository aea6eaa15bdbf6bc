// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_CALL_ONE_LINE_HPP
#define YONDER_SRC_CALL_ONE_LINE_HPP

#include <string>
#include <string_view>

namespace yonder {

// The text with a space for each control character, so that nothing from outside writes a line of its own.
std::string one_line(std::string_view text);

} // namespace yonder

#endif
