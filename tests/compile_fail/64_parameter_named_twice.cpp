// ERROR: YONDER_INTERFACE gives two parameters of a method the same name
// ERROR: Accounts::transfer
// ERROR: account
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>

class Accounts {
public:
    virtual ~Accounts() = default;
    virtual void transfer(int from, int to) = 0;
};
YONDER_INTERFACE(Accounts, (), (transfer, account, account))
