// ERROR: a described member or base is private or protected
// ERROR: not_public<Order>
// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json.hpp>
#include <yonder/describe.hpp>

class Order {
    BOOST_DESCRIBE_CLASS(Order, (), (id), (), (secret))
public:
    int id = 0;

private:
    int secret = 0;
};

auto const text = yonder::json::encode(Order());
