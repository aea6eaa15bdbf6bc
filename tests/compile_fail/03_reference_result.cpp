// ERROR: a method returns a reference
// ERROR: Accounts::owner
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>

#include <string>

class Accounts {
public:
    virtual ~Accounts() = default;
    virtual std::string const& owner() const = 0;
};
YONDER_INTERFACE(Accounts, (), (owner))
