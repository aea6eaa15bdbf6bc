// ERROR: the cases of an outcome are described structs
// ERROR: Orders::place
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

struct Placed {
    int number = 0;
};
BOOST_DESCRIBE_STRUCT(Placed, (), (number))

class Orders {
public:
    virtual ~Orders() = default;
    virtual yonder::outcome<Placed, int> place() = 0;
};
YONDER_INTERFACE(Orders, (), (place))

void wire(yonder::container& app) { app.bind<Orders>(); }
