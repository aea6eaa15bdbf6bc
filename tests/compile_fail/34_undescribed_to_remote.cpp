// ERROR: this interface is not described
// ERROR: Clock
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

class Clock {
public:
    virtual ~Clock() = default;
    virtual int now() = 0;
};

void wire(yonder::container& app) { app.bind<Clock>().to_remote("http://127.0.0.1:1"); }
