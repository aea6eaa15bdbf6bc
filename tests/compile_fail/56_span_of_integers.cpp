// ERROR: of spans only a std::span<std::byte const> can cross
// ERROR: Sensors::add
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

#include <span>

class Sensors {
public:
    virtual ~Sensors() = default;
    virtual void add(std::span<int const> readings) = 0;
};
YONDER_INTERFACE(Sensors, (), (add, readings))

void wire(yonder::container& app) { app.bind<Sensors>(); }
