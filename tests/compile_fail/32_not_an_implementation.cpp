// ERROR: to<Implementation>(): it does not implement the interface
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

class Orders {
public:
    virtual ~Orders() = default;
    virtual int count() = 0;
};
YONDER_INTERFACE(Orders, (), (count))

struct Desk {};

void wire(yonder::container& app) { app.bind<Orders>().to<Desk>(); }
