// ERROR: a pointer, reference or view cannot cross to another process
// ERROR: Names::first
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

class Names {
public:
    virtual ~Names() = default;
    virtual std::string_view first() const = 0;
};
YONDER_INTERFACE(Names, (), (first))

void wire(yonder::container& app) { app.bind<Names>(); }
