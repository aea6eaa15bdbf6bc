// ERROR: a yonder::future, stream or result stands only for the whole of what a method returns
// ERROR: Sensors::add
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

class Sensors {
public:
    virtual ~Sensors() = default;
    virtual void add(yonder::future<int> reading) = 0;
};
YONDER_INTERFACE(Sensors, (), (add, reading))

void wire(yonder::container& app) { app.bind<Sensors>(); }
