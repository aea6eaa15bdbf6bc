// ERROR: an interface needs a public virtual destructor
// ERROR: Accounts
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

class Accounts {
public:
    virtual int count() = 0;

protected:
    virtual ~Accounts() = default;
};
YONDER_INTERFACE(Accounts, (), (count))

void wire(yonder::container& app) { app.bind<Accounts>(); }
