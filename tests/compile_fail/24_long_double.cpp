// ERROR: a character type or long double cannot cross to another process
// ERROR: Order::weight
// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json.hpp>
#include <yonder/describe.hpp>

struct Order {
    long double weight = 0;
};
BOOST_DESCRIBE_STRUCT(Order, (), (weight))

auto const text = yonder::json::encode(Order());
