// SPDX-License-Identifier: BSL-1.0
#include "text.hpp"

namespace yonder::net {

std::string printable(std::string_view text) {
    std::string result;
    for (char const c : text.substr(0, 200))
        result += c >= ' ' && c < 127 ? c : '.';
    return result + (text.size() > 200 ? "..." : "");
}

} // namespace yonder::net
