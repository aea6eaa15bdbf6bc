// SPDX-License-Identifier: BSL-1.0
#include "orders/totals.hpp"

namespace shop {
namespace {

constexpr std::int64_t shipping_cents = 495;
constexpr std::int64_t free_shipping_from_cents = 5000;
constexpr std::int32_t shipping_vat_percent = 19;

std::int64_t tax_contained_in(std::int64_t cents, std::int32_t percent) {
    std::int64_t const divisor = 100 + percent;
    return (cents * percent + divisor / 2) / divisor;
}

} // namespace

v1::Totals totals_of(std::vector<v1::PricedLine> const& lines) {
    v1::Totals totals;
    std::map<std::int32_t, std::int64_t> cents_at_rate;
    for (v1::PricedLine const& line : lines) {
        totals.goods.cents += line.total.cents;
        cents_at_rate[line.vat_percent] += line.total.cents;
    }
    if (totals.goods.cents < free_shipping_from_cents) {
        totals.shipping.cents = shipping_cents;
        cents_at_rate[shipping_vat_percent] += shipping_cents;
    }
    totals.sum.cents = totals.goods.cents + totals.shipping.cents;
    for (auto const& [percent, cents] : cents_at_rate)
        totals.vat[percent].cents = tax_contained_in(cents, percent);
    return totals;
}

} // namespace shop
