// ERROR: a set cannot tell its elements apart
// ERROR: Order::items
// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json.hpp>
#include <yonder/describe.hpp>

struct Item {
    int id = 0;
};
BOOST_DESCRIBE_STRUCT(Item, (), (id))
struct Order {
    std::set<Item> items;
};
BOOST_DESCRIBE_STRUCT(Order, (), (items))

auto const order = yonder::json::decode<Order>("{}");
