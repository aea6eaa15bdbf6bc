// ERROR: it is abstract: a method of the interface is not overridden
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

class Clock {
public:
    virtual ~Clock() = default;
    virtual int now() = 0;
    virtual int zone() const = 0;
};
YONDER_INTERFACE(Clock, (), (now), (zone))

class Sundial : public Clock {
public:
    int now() override { return 12; }
};

void wire(yonder::container& app) { app.bind<Clock>().to<Sundial>(); }
