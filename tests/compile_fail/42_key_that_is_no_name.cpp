// ERROR: the key of a map that crosses must be a std::string, an integer or a described enum
// ERROR: Order::prices
// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json.hpp>
#include <yonder/describe.hpp>

struct Order {
    std::map<double, int> prices;
};
BOOST_DESCRIBE_STRUCT(Order, (), (prices))

auto const text = yonder::json::encode(Order());
