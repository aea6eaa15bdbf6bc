// ERROR: a struct cannot cross to another process because it is not described
// ERROR: Order::address
// ERROR: Address
// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json.hpp>
#include <yonder/describe.hpp>

struct Address {
    std::string city;
};
struct Order {
    std::vector<std::optional<Address>> address;
};
BOOST_DESCRIBE_STRUCT(Order, (), (address))

auto const order = yonder::json::decode<Order>("{}");
