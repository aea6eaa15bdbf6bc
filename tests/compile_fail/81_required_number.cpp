// ERROR: required for what can be empty
// ERROR: Price::cents
// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json.hpp>
#include <yonder/describe.hpp>

struct Price {
    int cents = 0;
    int taxes = 0;
};
BOOST_DESCRIBE_STRUCT(Price, (), (cents, taxes))
YONDER_ANNOTATE(Price, cents, yonder::required{})

auto const text = yonder::json::encode(Price());
