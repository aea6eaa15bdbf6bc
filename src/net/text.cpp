// SPDX-License-Identifier: BSL-1.0
#include "text.hpp"

namespace yonder::net {

std::string printable(std::string_view text) {
    std::string result;
    for (char const c : text.substr(0, 200))
        result += c >= ' ' && c < 127 ? c : '.';
    return result + (text.size() > 200 ? "..." : "");
}

std::string in_lower_case(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return result;
}

} // namespace yonder::net
