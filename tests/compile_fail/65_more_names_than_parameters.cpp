// ERROR: YONDER_INTERFACE must name each parameter of a method
// ERROR: Accounts::close
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>

class Accounts {
public:
    virtual ~Accounts() = default;
    virtual void close(int account) = 0;
};
YONDER_INTERFACE(Accounts, (), (close, account, reason))
