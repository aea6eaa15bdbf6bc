// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe/name.hpp>

#include <cstddef>

namespace yonder::describe {

// Itanium C++ ABI, 5.1: <nested-name> is N, then each word with its length in front, then E. Types with template
// arguments or inside functions are refused before this runs, so lengths and words are all there is.
std::string dotted_name(char const* mangled) {
    std::string name;
    char const* at = mangled;
    if (*at == '*') // g++ marks types whose name must be compared by address
        ++at;
    if (*at == 'N')
        ++at;
    if (at[0] == 'S' && at[1] == 't') {
        name = "std";
        at += 2;
    }
    while (*at >= '0' && *at <= '9') {
        std::size_t length = 0;
        while (*at >= '0' && *at <= '9')
            length = length * 10 + static_cast<std::size_t>(*at++ - '0');
        if (!name.empty())
            name += '.';
        name.append(at, length);
        at += length;
    }
    return name.empty() ? std::string(mangled) : name;
}

} // namespace yonder::describe
