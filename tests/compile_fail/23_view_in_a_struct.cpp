// ERROR: a pointer, reference or view cannot cross to another process
// ERROR: Order::note
// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json.hpp>
#include <yonder/describe.hpp>

struct Order {
    std::string_view note;
};
BOOST_DESCRIBE_STRUCT(Order, (), (note))

auto const text = yonder::json::encode(Order());
