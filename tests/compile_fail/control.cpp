// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>

#include <cstdint>
#include <string>

namespace bank::v1 {

struct Money {
    std::int64_t cents = 0;
    std::string currency = "EUR";
};
BOOST_DESCRIBE_STRUCT(Money, (), (cents, currency))

class Accounts {
public:
    virtual ~Accounts() = default;
    virtual Money balance(std::string const& account) const = 0;
    virtual Money transfer(std::string const& from, std::string const& to, Money amount) = 0;
};
YONDER_INTERFACE(Accounts, (), (balance, account), (transfer, from, to, amount))

} // namespace bank::v1

int main() {}
