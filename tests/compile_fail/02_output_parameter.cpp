// ERROR: a parameter is a reference that is not const
// ERROR: Accounts::transfer
// ERROR: balance
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>

#include <string>

class Accounts {
public:
    virtual ~Accounts() = default;
    virtual void transfer(std::string const& from, int& balance) = 0;
};
YONDER_INTERFACE(Accounts, (), (transfer, from, balance))
