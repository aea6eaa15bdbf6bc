// ERROR: a method takes more than one stream, and a call carries one
// ERROR: Sensors::compare
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

class Sensors {
public:
    virtual ~Sensors() = default;
    virtual int compare(yonder::stream<int> left, yonder::stream<int> right) = 0;
};
YONDER_INTERFACE(Sensors, (), (compare, left, right))

void wire(yonder::container& app) { app.bind<Sensors>(); }
