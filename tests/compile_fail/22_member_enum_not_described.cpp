// ERROR: an enum cannot cross to another process because it is not described
// ERROR: Order::state
// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json.hpp>
#include <yonder/describe.hpp>

enum class State { open };
struct Order {
    State state = State::open;
};
BOOST_DESCRIBE_STRUCT(Order, (), (state))

auto const text = yonder::json::encode(Order());
