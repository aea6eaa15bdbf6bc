// ERROR: a yonder::future, stream or result stands only for the whole of what a method returns
// ERROR: Sensors::read_all
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

#include <vector>

class Sensors {
public:
    virtual ~Sensors() = default;
    virtual std::vector<yonder::future<int>> read_all() = 0;
};
YONDER_INTERFACE(Sensors, (), (read_all))

void wire(yonder::container& app) { app.bind<Sensors>(); }
