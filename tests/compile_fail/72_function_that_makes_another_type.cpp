// ERROR: to(function): it does not return a std::shared_ptr or std::unique_ptr to an implementation
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

void wire(yonder::container& app) {
    app.bind<Orders>().to([] { return std::make_shared<Desk>(); });
}
