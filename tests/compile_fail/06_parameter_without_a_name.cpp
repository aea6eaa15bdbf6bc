// ERROR: YONDER_INTERFACE must name each parameter of a method
// ERROR: Accounts::transfer
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>

class Accounts {
public:
    virtual ~Accounts() = default;
    virtual void transfer(int from, int to) = 0;
};
YONDER_INTERFACE(Accounts, (), (transfer, from))
