// SPDX-License-Identifier: BSL-1.0
// A program that has nothing but an installed copy: it serves an interface to itself over HTTP.
#include <yonder/yonder.hpp>

#include <iostream>

namespace bank::v1 {

struct Money {
    std::int64_t cents = 0;
};
BOOST_DESCRIBE_STRUCT(Money, (), (cents))

class Accounts {
public:
    virtual ~Accounts() = default;
    virtual Money balance(std::string const& account) const = 0;
};
YONDER_INTERFACE(Accounts, (), (balance, account))

class Ledger : public Accounts {
public:
    Money balance(std::string const& account) const override { return {static_cast<std::int64_t>(account.size())}; }
};

} // namespace bank::v1

int main() {
    using bank::v1::Accounts;
    yonder::container app;
    app.bind<Accounts>().to<bank::v1::Ledger>();
    yonder::host host{app};
    host.expose<Accounts>().listen("http://127.0.0.1:0");
    host.start();
    auto const accounts = yonder::wire<Accounts>(host.urls().front());
    std::cout << yonder::type_name<Accounts>() << ' ' << accounts->balance("four").cents << '\n';
}
