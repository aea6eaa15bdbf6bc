// ERROR: YONDER_INTERFACE lists a method without parentheses: write (method, parameter...)
// ERROR: entry_fault<Accounts
// ERROR: count
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

class Accounts {
public:
    virtual ~Accounts() = default;
    virtual void close(int account) = 0;
    virtual int count() = 0;
};
YONDER_INTERFACE(Accounts, (), (close, account), count)

void wire(yonder::container& app) { app.bind<Accounts>(); }
