// ERROR: an interface needs a public virtual destructor
// ERROR: Accounts
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>

class Accounts {
public:
    virtual int count() = 0;
};
YONDER_INTERFACE(Accounts, (), (count))
