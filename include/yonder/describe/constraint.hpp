// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_DESCRIBE_CONSTRAINT_HPP
#define YONDER_DESCRIBE_CONSTRAINT_HPP

#include <cstddef>
#include <limits>
#include <string_view>

// What the members of a struct must be, as annotations:
//     YONDER_ANNOTATE(Money, cents, yonder::range{.min = 1})
// Checked where a call arrives, before the method runs. An empty optional or pointer is checked by required alone.

namespace yonder {

// A number from min to max, both included. Integers beyond 2^53 are compared as the nearest double.
struct range {
    double min = -std::numeric_limits<double>::infinity();
    double max = std::numeric_limits<double>::infinity();
};

// How many characters (code points) a text has, bytes a binary, elements a list, set or map.
struct length {
    std::size_t min = 0;
    std::size_t max = std::numeric_limits<std::size_t>::max();
};

// The whole of a text matches this regular expression, in Perl's syntax.
struct pattern {
    std::string_view expression;
};

// Not empty: an optional or pointer holds something, a text, list, set or map has something in it.
struct required {};

} // namespace yonder

#endif
