// ERROR: a type that is read must have a default constructor
// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json.hpp>
#include <yonder/describe.hpp>

struct Order {
    explicit Order(int wanted) : count(wanted) {}
    int count;
};
BOOST_DESCRIBE_STRUCT(Order, (), (count))

auto const order = yonder::json::decode<Order>("{}");
