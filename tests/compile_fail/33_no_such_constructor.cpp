// ERROR: to<Implementation, Dependencies...>(): it has no constructor that takes a std::shared_ptr to each of the
// dependencies SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

class Mail {
public:
    virtual ~Mail() = default;
    virtual int sent() = 0;
};
YONDER_INTERFACE(Mail, (), (sent))

class Orders {
public:
    virtual ~Orders() = default;
    virtual int count() = 0;
};
YONDER_INTERFACE(Orders, (), (count))

struct Desk : Orders {
    int count() override { return 0; }
};

void wire(yonder::container& app) { app.bind<Orders>().to<Desk, Mail>(); }
