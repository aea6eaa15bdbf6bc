// SPDX-License-Identifier: BSL-1.0
#include "stock/shelves.hpp"

#include "product_file.hpp"

#include <algorithm>

namespace shop {
namespace {

constexpr std::int32_t most_at_once = 100'000;
constexpr std::chrono::milliseconds longest_hold = std::chrono::hours(1);

void check_quantity(std::string const& sku, std::int32_t quantity) {
    if (quantity < 1 || quantity > most_at_once)
        throw v1::InvalidQuantity{sku, quantity, most_at_once};
}

} // namespace

Shelves::Shelves(std::shared_ptr<Settings> settings) {
    for (ListedProduct const& listed : read_products(settings->product_file))
        shelves_[listed.product.sku].on_hand = listed.stock;
}

v1::StockLevel Shelves::level(std::string const& sku) const {
    std::lock_guard const lock(mutex_);
    Shelf const& shelf = shelf_of(sku);
    return {shelf.on_hand, reserved(shelf, clock::now())};
}

v1::Reservation Shelves::reserve(std::string const& sku, std::int32_t quantity, std::chrono::milliseconds hold_for) {
    check_quantity(sku, quantity);
    hold_for = std::clamp(hold_for, std::chrono::milliseconds(0), longest_hold);

    std::lock_guard const lock(mutex_);
    Shelf& shelf = shelf_of(sku);
    clock::time_point const now = clock::now();
    drop_expired(shelf, now);
    if (std::int64_t const available = shelf.on_hand - reserved(shelf, now); quantity > available)
        throw v1::OutOfStock{sku, quantity, available};

    std::string const id = "R-" + std::to_string(++last_reservation_);
    shelf_of_reservation_.emplace(id, &shelf);
    shelf.holds.emplace(id, Hold{quantity, now + hold_for});
    return {id, sku, quantity, std::chrono::system_clock::now() + hold_for};
}

bool Shelves::release(std::string const& reservation) {
    std::lock_guard const lock(mutex_);
    auto const found = shelf_of_reservation_.find(reservation);
    if (found == shelf_of_reservation_.end())
        return false;
    Shelf& shelf = *found->second;
    shelf_of_reservation_.erase(found);
    bool const was_held = shelf.holds.at(reservation).until > clock::now();
    shelf.holds.erase(reservation);
    return was_held;
}

void Shelves::take(std::vector<std::string> const& reservations) {
    std::set<std::string> const distinct(reservations.begin(), reservations.end());
    std::lock_guard const lock(mutex_);
    clock::time_point const now = clock::now();
    for (std::string const& id : distinct) {
        auto const found = shelf_of_reservation_.find(id);
        if (found == shelf_of_reservation_.end() || found->second->holds.at(id).until <= now)
            throw v1::UnknownReservation{id};
    }
    for (std::string const& id : distinct) {
        auto const found = shelf_of_reservation_.find(id);
        auto const held = found->second->holds.find(id);
        found->second->on_hand -= held->second.quantity;
        found->second->holds.erase(held);
        shelf_of_reservation_.erase(found);
    }
}

bool Shelves::receive(std::string const& delivery, std::map<std::string, std::int32_t> const& goods) {
    std::lock_guard const lock(mutex_);
    std::vector<std::pair<Shelf*, std::int32_t>> places; // found before anything changes
    for (auto const& [sku, quantity] : goods) {
        check_quantity(sku, quantity);
        places.emplace_back(&shelf_of(sku), quantity);
    }
    if (!deliveries_.insert(delivery).second)
        return false;
    for (auto const& [shelf, quantity] : places)
        shelf->on_hand += quantity;
    return true;
}

std::int64_t Shelves::reserved(Shelf const& shelf, clock::time_point now) {
    std::int64_t sum = 0;
    for (auto const& [id, hold] : shelf.holds)
        if (hold.until > now)
            sum += hold.quantity;
    return sum;
}

Shelves::Shelf const& Shelves::shelf_of(std::string const& sku) const {
    auto const found = shelves_.find(sku);
    if (found == shelves_.end())
        throw v1::UnknownProduct{sku};
    return found->second;
}

Shelves::Shelf& Shelves::shelf_of(std::string const& sku) {
    return const_cast<Shelf&>(static_cast<Shelves const&>(*this).shelf_of(sku));
}

void Shelves::drop_expired(Shelf& shelf, clock::time_point now) {
    std::erase_if(shelf.holds, [&](auto const& entry) {
        bool const is_expired = entry.second.until <= now;
        if (is_expired)
            shelf_of_reservation_.erase(entry.first);
        return is_expired;
    });
}

} // namespace shop
