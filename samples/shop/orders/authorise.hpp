// SPDX-License-Identifier: BSL-1.0
#ifndef SHOP_ORDERS_AUTHORISE_HPP
#define SHOP_ORDERS_AUTHORISE_HPP

#include "contract/payment.hpp"

#include <chrono>
#include <string>

namespace shop {

// Whether a payment would go through. Returns how it is made, for people and without secrets: "card ending in
// 1111". Throws v1::PaymentDeclined. `is_known_customer`: has an earlier order that was not cancelled.
std::string authorise(v1::Payment const& payment, v1::Money const& amount, bool is_known_customer,
                      std::chrono::year_month_day today);

} // namespace shop

#endif
