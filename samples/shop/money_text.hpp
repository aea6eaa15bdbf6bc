// SPDX-License-Identifier: BSL-1.0
#ifndef SHOP_MONEY_TEXT_HPP
#define SHOP_MONEY_TEXT_HPP

#include "contract/money.hpp"

#include <string>

namespace shop {

// "12.05 EUR"
inline std::string money_text(v1::Money const& money) {
    std::int64_t const cents = money.cents < 0 ? -money.cents : money.cents;
    std::string const fraction = std::to_string(100 + cents % 100).substr(1);
    return (money.cents < 0 ? "-" : "") + std::to_string(cents / 100) + '.' + fraction + ' ' + money.currency;
}

} // namespace shop

#endif
