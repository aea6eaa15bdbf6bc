// ERROR: YONDER_ANNOTATE(Price, currency, ...): nothing has a length whose min is above its max
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>

#include <string>

struct Price {
    int cents = 0;
    std::string currency;
};
BOOST_DESCRIBE_STRUCT(Price, (), (cents, currency))
YONDER_ANNOTATE(Price, currency, yonder::required{}, yonder::length{.min = 5, .max = 1})
