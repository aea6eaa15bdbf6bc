// ERROR: a method is qualified with &&
// ERROR: Accounts::close
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>

class Accounts {
public:
    virtual ~Accounts() = default;
    virtual void close() && = 0;
};
YONDER_INTERFACE(Accounts, (), (close))
