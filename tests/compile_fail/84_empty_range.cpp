// ERROR: YONDER_ANNOTATE(Price, cents, ...): no number is in a range whose min is above its max
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>

#include <string>

struct Price {
    int cents = 0;
    std::string currency;
};
BOOST_DESCRIBE_STRUCT(Price, (), (cents, currency))
YONDER_ANNOTATE(Price, cents, yonder::range{.min = 10, .max = 1})
