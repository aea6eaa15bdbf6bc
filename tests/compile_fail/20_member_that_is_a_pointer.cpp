// ERROR: a pointer, reference or view cannot cross to another process
// ERROR: Order::file
// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json.hpp>
#include <yonder/describe.hpp>

#include <cstdio>

struct Order {
    std::FILE* file = nullptr;
};
BOOST_DESCRIBE_STRUCT(Order, (), (file))

auto const text = yonder::json::encode(Order());
