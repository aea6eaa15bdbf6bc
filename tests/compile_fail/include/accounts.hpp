// SPDX-License-Identifier: BSL-1.0
#ifndef TESTS_COMPILE_FAIL_INCLUDE_ACCOUNTS_HPP
#define TESTS_COMPILE_FAIL_INCLUDE_ACCOUNTS_HPP

#include <yonder/describe.hpp>

class Accounts {
public:
    virtual ~Accounts() = default;
    virtual int count() = 0;
};
YONDER_INTERFACE(Accounts, (), (count))

#endif
