// ERROR: a type with yonder_to_wire needs its counterpart beside it
// ERROR: Order::link
// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json.hpp>
#include <yonder/describe.hpp>

struct Url {
    std::string text;
};
std::string yonder_to_wire(Url const& url) { return url.text; }
struct Order {
    Url link;
};
BOOST_DESCRIBE_STRUCT(Order, (), (link))

auto const order = yonder::json::decode<Order>("{}");
