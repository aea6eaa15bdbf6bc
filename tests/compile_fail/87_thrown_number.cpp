// ERROR: YONDER_THROWS lists a type that is no struct
// ERROR: Accounts, int
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>

#include <string>

struct Closed {
    std::string account;
};
BOOST_DESCRIBE_STRUCT(Closed, (), (account))

class Accounts {
public:
    virtual ~Accounts() = default;
    virtual int balance(int account) = 0;
};
YONDER_INTERFACE(Accounts, (), (balance, account))
YONDER_THROWS(Accounts, Closed, int)
