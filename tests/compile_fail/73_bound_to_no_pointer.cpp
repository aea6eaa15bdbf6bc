// ERROR: to(source): it is neither a std::shared_ptr nor a std::unique_ptr, nor a function
// ERROR: Orders
// ERROR: Desk
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

class Orders {
public:
    virtual ~Orders() = default;
    virtual int count() = 0;
};
YONDER_INTERFACE(Orders, (), (count))

struct Desk {};

void wire(yonder::container& app) { app.bind<Orders>().to(Desk()); }
