// ERROR: YONDER_INTERFACE lists a member that is not a virtual method
// ERROR: Accounts
// ERROR: count
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

class Accounts {
public:
    virtual ~Accounts() = default;
    virtual int balance(int account) = 0;
    static int count() { return 0; }
};
YONDER_INTERFACE(Accounts, (), (balance, account), (count))

void wire(yonder::container& app) { app.bind<Accounts>(); }
