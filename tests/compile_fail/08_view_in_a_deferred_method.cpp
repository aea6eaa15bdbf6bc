// ERROR: a parameter is a reference or a view in a method that returns a future or a stream
// ERROR: Accounts::watch
// ERROR: account
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>

#include <string_view>

class Accounts {
public:
    virtual ~Accounts() = default;
    virtual yonder::stream<int> watch(std::string_view account) = 0;
};
YONDER_INTERFACE(Accounts, (), (watch, account))
