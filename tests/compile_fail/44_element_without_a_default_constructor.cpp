// ERROR: a type has no default constructor, so that reading cannot make an element of it
// ERROR: Order::items
// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json.hpp>
#include <yonder/describe.hpp>

struct Item {
    explicit Item(int wanted) : count(wanted) {}
    int count;
};
BOOST_DESCRIBE_STRUCT(Item, (), (count))
struct Order {
    std::vector<Item> items;
};
BOOST_DESCRIBE_STRUCT(Order, (), (items))

auto const order = yonder::json::decode<Order>("{}");
