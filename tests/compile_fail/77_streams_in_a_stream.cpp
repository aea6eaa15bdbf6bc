// ERROR: a yonder::future, stream or result stands only for the whole of what a method returns
// ERROR: Sensors::watch
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

class Sensors {
public:
    virtual ~Sensors() = default;
    virtual yonder::stream<yonder::stream<int>> watch() = 0;
};
YONDER_INTERFACE(Sensors, (), (watch))

void wire(yonder::host& host) { host.expose<Sensors>(); }
