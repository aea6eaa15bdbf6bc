// ERROR: this interface is not described
// ERROR: Clock
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

class Clock {
public:
    virtual ~Clock() = default;
    virtual int now() = 0;
};

void serve(yonder::host& host) { host.expose<Clock>(); }
