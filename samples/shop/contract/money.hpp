// SPDX-License-Identifier: BSL-1.0
#ifndef SHOP_CONTRACT_MONEY_HPP
#define SHOP_CONTRACT_MONEY_HPP

#include <yonder/describe.hpp>

#include <cstdint>
#include <string>

namespace shop::v1 {

struct Money {
    std::int64_t cents = 0;
    std::string currency = "EUR";

    bool operator==(Money const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Money, (), (cents, currency))

} // namespace shop::v1

#endif
