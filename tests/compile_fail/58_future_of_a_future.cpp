// ERROR: a yonder::future, stream or result stands only for the whole of what a method returns
// ERROR: Sensors::read
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

class Sensors {
public:
    virtual ~Sensors() = default;
    virtual yonder::future<yonder::future<int>> read() = 0;
};
YONDER_INTERFACE(Sensors, (), (read))

void wire(yonder::container& app) { app.bind<Sensors>(); }
