// ERROR: a method is volatile or takes `...`
// ERROR: Accounts::count
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

class Accounts {
public:
    virtual ~Accounts() = default;
    virtual int balance(int account) = 0;
    virtual int count() volatile = 0;
};
YONDER_INTERFACE(Accounts, (), (balance, account), (count))

void wire(yonder::container& app) { app.bind<Accounts>(); }
