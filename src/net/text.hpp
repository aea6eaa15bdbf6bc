// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_NET_TEXT_HPP
#define YONDER_SRC_NET_TEXT_HPP

#include "../call/ascii.hpp"

#include <string>
#include <string_view>

namespace yonder::net {

// At most 200 printable characters of a text from outside, for a message.
std::string printable(std::string_view text);

// With the letters A to Z as a to z, and no others changed.
using yonder::in_lower_case;

} // namespace yonder::net

#endif
