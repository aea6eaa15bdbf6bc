// ERROR: a base in its description is not described
// ERROR: base_not_described<Order, Record>
// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json.hpp>
#include <yonder/describe.hpp>

struct Record {
    int id = 0;
};
struct Order : Record {
    int count = 0;
};
BOOST_DESCRIBE_STRUCT(Order, (Record), (count))

auto const order = yonder::json::decode<Order>("{}");
