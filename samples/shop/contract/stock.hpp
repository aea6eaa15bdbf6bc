// SPDX-License-Identifier: BSL-1.0
#ifndef SHOP_CONTRACT_STOCK_HPP
#define SHOP_CONTRACT_STOCK_HPP

#include "contract/goods.hpp"

#include <yonder/describe.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace shop::v1 {

struct StockLevel {
    std::int64_t on_hand = 0;
    std::int64_t reserved = 0; // part of what is on hand
};
BOOST_DESCRIBE_STRUCT(StockLevel, (), (on_hand, reserved))

struct Reservation {
    std::string id;
    std::string sku;
    std::int32_t quantity = 0;
    std::chrono::system_clock::time_point expires;
};
BOOST_DESCRIBE_STRUCT(Reservation, (), (id, sku, quantity, expires))

// What is on the shelves. A reservation ends by itself, so that a client that dies holds nothing for long.
class Stock {
public:
    virtual ~Stock() = default;

    virtual StockLevel level(std::string const& sku) const = 0;
    virtual Reservation reserve(std::string const& sku, std::int32_t quantity, std::chrono::milliseconds hold_for) = 0;
    virtual bool release(std::string const& reservation) = 0;
    virtual void take(std::vector<std::string> const& reservations) = 0;
    virtual bool receive(std::string const& delivery, std::map<std::string, std::int32_t> const& goods) = 0;
};
YONDER_INTERFACE(Stock, (), (level, sku), (reserve, sku, quantity, hold_for), (release, reservation),
                 (take, reservations), (receive, delivery, goods))
YONDER_THROWS(Stock, OutOfStock, (UnknownProduct, not_found), (InvalidQuantity, invalid_argument),
              (UnknownReservation, not_found))
YONDER_ANNOTATE(Stock, level, yonder::idempotent{})
YONDER_ANNOTATE(Stock, reserve, yonder::doc{"Keeps goods for this caller, for an hour at most."})
YONDER_ANNOTATE(Stock, release, yonder::idempotent{},
                yonder::doc{"Gives reserved goods back. False if they were not held any more."})
YONDER_ANNOTATE(Stock, take, yonder::doc{"The reserved goods leave the shelves: those of all reservations or of none."})
YONDER_ANNOTATE(Stock, receive, yonder::idempotent{},
                yonder::doc{"Puts goods on the shelves, quantities by SKU: all or none. The same delivery is "
                            "booked once; false the second time."})

} // namespace shop::v1

#endif
