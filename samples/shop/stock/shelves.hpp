// SPDX-License-Identifier: BSL-1.0
#ifndef SHOP_STOCK_SHELVES_HPP
#define SHOP_STOCK_SHELVES_HPP

#include "contract/stock.hpp"
#include "settings.hpp"

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>

namespace shop {

// Counts in memory what the product file says is there at first.
class Shelves : public v1::Stock {
public:
    explicit Shelves(std::shared_ptr<Settings> settings);

    v1::StockLevel level(std::string const& sku) const override;
    v1::Reservation reserve(std::string const& sku, std::int32_t quantity, std::chrono::milliseconds hold_for) override;
    bool release(std::string const& reservation) override;
    void take(std::vector<std::string> const& reservations) override;
    bool receive(std::string const& delivery, std::map<std::string, std::int32_t> const& goods) override;

private:
    // Monotonic, so that setting the machine's clock neither frees goods nor locks them up.
    using clock = std::chrono::steady_clock;

    struct Hold {
        std::int32_t quantity = 0;
        clock::time_point until;
    };
    struct Shelf {
        std::int64_t on_hand = 0;
        std::map<std::string, Hold> holds; // by reservation; those that expired stay until the next reserve
    };

    static std::int64_t reserved(Shelf const& shelf, clock::time_point now);
    Shelf const& shelf_of(std::string const& sku) const;
    Shelf& shelf_of(std::string const& sku);
    void drop_expired(Shelf& shelf, clock::time_point now);

    mutable std::mutex mutex_;
    std::unordered_map<std::string, Shelf> shelves_;
    std::unordered_map<std::string, Shelf*> shelf_of_reservation_;
    std::set<std::string> deliveries_;
    std::uint64_t last_reservation_ = 0;
};

} // namespace shop

#endif
