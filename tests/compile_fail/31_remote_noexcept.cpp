// ERROR: a method is noexcept, so it could not say that the network failed
// ERROR: Orders::count
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

class Orders {
public:
    virtual ~Orders() = default;
    virtual int count() noexcept = 0;
};
YONDER_INTERFACE(Orders, (), (count))

void wire(yonder::container& app) { app.bind<Orders>().to_remote("http://127.0.0.1:8080"); }
