// ERROR: this type cannot cross to another process: use one of the value model
// ERROR: Order::placed
// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json.hpp>
#include <yonder/describe.hpp>

struct Order {
    std::chrono::steady_clock::time_point placed;
};
BOOST_DESCRIBE_STRUCT(Order, (), (placed))

auto const text = yonder::json::encode(Order());
