// ERROR: to(object): it does not implement the interface: derive it from that, publicly
// ERROR: Orders
// ERROR: Desk
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

#include <memory>

class Orders {
public:
    virtual ~Orders() = default;
    virtual int count() = 0;
};
YONDER_INTERFACE(Orders, (), (count))

struct Desk {};

void wire(yonder::container& app) { app.bind<Orders>().to(std::make_shared<Desk>()); }
