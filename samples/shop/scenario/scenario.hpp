// SPDX-License-Identifier: BSL-1.0
#ifndef SHOP_SCENARIO_SCENARIO_HPP
#define SHOP_SCENARIO_SCENARIO_HPP

#include "contract/catalog.hpp"
#include "contract/mail.hpp"
#include "contract/orders.hpp"
#include "contract/stock.hpp"

#include <ostream>
#include <string>

namespace shop {

// A customer's day in a shop that has just opened: always the same calls. Writes a line for each to `out`,
// and returns what was answered, without the times. Throws if something is answered that should be refused,
// or the other way round.
std::string run_scenario(v1::Catalog& catalog, v1::Orders& orders, v1::Stock& stock, v1::Mail& mail, std::ostream& out);

} // namespace shop

#endif
