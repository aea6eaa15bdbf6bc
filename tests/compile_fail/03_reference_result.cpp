// ERROR: a method returns a reference
// ERROR: Accounts::owner
// SPDX-License-Identifier: BSL-1.0
#include <yonder/yonder.hpp>

#include <string>

class Accounts {
public:
    virtual ~Accounts() = default;
    virtual std::string const& owner() const = 0;
};
YONDER_INTERFACE(Accounts, (), (owner))

void wire(yonder::container& app) { app.bind<Accounts>(); }
