// ERROR: a const member or element cannot be read from another process: drop the const
// ERROR: Order::id
// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json.hpp>
#include <yonder/describe.hpp>

struct Order {
    int const id = 0;
};
BOOST_DESCRIBE_STRUCT(Order, (), (id))

auto const text = yonder::json::encode(Order());
