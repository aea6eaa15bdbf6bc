// ERROR: two members of a struct differ only by camel case
// ERROR: Order
// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json.hpp>
#include <yonder/describe.hpp>

struct Order {
    int user_id = 0;
    int userId = 0;
};
BOOST_DESCRIBE_STRUCT(Order, (), (user_id, userId))

auto const text = yonder::json::encode(Order());
