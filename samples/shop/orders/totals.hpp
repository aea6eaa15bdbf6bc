// SPDX-License-Identifier: BSL-1.0
#ifndef SHOP_ORDERS_TOTALS_HPP
#define SHOP_ORDERS_TOTALS_HPP

#include "contract/order.hpp"

#include <vector>

namespace shop {

// What the lines come to with shipping. Tax is computed on the sum of each rate, not on each line, and
// rounded half up.
v1::Totals totals_of(std::vector<v1::PricedLine> const& lines);

} // namespace shop

#endif
