// SPDX-License-Identifier: BSL-1.0
#ifndef SHOP_CONTRACT_PAYMENT_HPP
#define SHOP_CONTRACT_PAYMENT_HPP

#include "contract/money.hpp"

#include <yonder/describe.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <variant>

namespace shop::v1 {

struct Card {
    std::string number;
    std::int32_t expires_year = 0;
    std::int32_t expires_month = 0;
};
BOOST_DESCRIBE_STRUCT(Card, (), (number, expires_year, expires_month))

struct DirectDebit {
    std::string iban;
    std::string holder;
};
BOOST_DESCRIBE_STRUCT(DirectDebit, (), (iban, holder))

struct Invoice {
    std::chrono::hours due_in = std::chrono::hours(14 * 24);
};
BOOST_DESCRIBE_STRUCT(Invoice, (), (due_in))

using Payment = std::variant<Card, DirectDebit, Invoice>;

enum class DeclineReason : std::uint8_t { wrong_number, expired, over_limit, new_customer };
BOOST_DESCRIBE_ENUM(DeclineReason, wrong_number, expired, over_limit, new_customer)

struct PaymentDeclined {
    DeclineReason reason = DeclineReason::wrong_number;
    Money amount;
};
BOOST_DESCRIBE_STRUCT(PaymentDeclined, (), (reason, amount))

} // namespace shop::v1

#endif
