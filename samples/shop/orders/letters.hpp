// SPDX-License-Identifier: BSL-1.0
#ifndef SHOP_ORDERS_LETTERS_HPP
#define SHOP_ORDERS_LETTERS_HPP

#include "contract/mail.hpp"
#include "contract/order.hpp"

namespace shop {

// What customers read about their orders.
v1::Message confirmation_of(v1::Order const& order); // with the bill attached
v1::Message shipping_notice_of(v1::Order const& order);
v1::Message cancellation_of(v1::Order const& order);

} // namespace shop

#endif
