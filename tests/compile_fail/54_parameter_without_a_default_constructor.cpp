// ERROR: a type has no default constructor, so that reading cannot make an element of it
// ERROR: Orders::place
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

struct Order {
    explicit Order(int wanted) : count(wanted) {}
    int count;
};
BOOST_DESCRIBE_STRUCT(Order, (), (count))

class Orders {
public:
    virtual ~Orders() = default;
    virtual void place(Order const& order) = 0;
};
YONDER_INTERFACE(Orders, (), (place, order))

void wire(yonder::container& app) { app.bind<Orders>(); }
