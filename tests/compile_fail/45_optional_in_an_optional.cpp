// ERROR: an optional or pointer right within another cannot cross
// ERROR: Order::note
// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json.hpp>
#include <yonder/describe.hpp>

struct Order {
    std::optional<std::optional<int>> note;
};
BOOST_DESCRIBE_STRUCT(Order, (), (note))

auto const text = yonder::json::encode(Order());
