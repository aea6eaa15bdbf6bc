// ERROR: a pointer, reference or view cannot cross to another process
// ERROR: Orders::place
// ERROR: Order::file
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

#include <cstdio>

struct Order {
    std::FILE* file = nullptr;
};
BOOST_DESCRIBE_STRUCT(Order, (), (file))

class Orders {
public:
    virtual ~Orders() = default;
    virtual void place(Order const& order) = 0;
};
YONDER_INTERFACE(Orders, (), (place, order))

void wire(yonder::container& app) { app.bind<Orders>(); }
