// SPDX-License-Identifier: BSL-1.0
#include "orders/held_goods.hpp"

namespace shop {
namespace {

// Far longer than placing an order takes, and short enough that goods of an order that died come back the
// same hour.
constexpr std::chrono::milliseconds hold_for = std::chrono::minutes(15);

} // namespace

HeldGoods::~HeldGoods() {
    for (std::string const& reservation : reservations_) {
        try {
            stock_.release(reservation);
        } catch (...) { // NOLINT(bugprone-empty-catch): stock out of reach frees them by itself when they expire
        }
    }
}

void HeldGoods::reserve(std::string const& sku, std::int32_t quantity) {
    reservations_.push_back(stock_.reserve(sku, quantity, hold_for).id);
}

void HeldGoods::take() {
    stock_.take(reservations_);
    reservations_.clear();
}

} // namespace shop
