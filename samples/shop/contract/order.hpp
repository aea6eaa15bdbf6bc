// SPDX-License-Identifier: BSL-1.0
#ifndef SHOP_CONTRACT_ORDER_HPP
#define SHOP_CONTRACT_ORDER_HPP

#include "contract/money.hpp"
#include "contract/payment.hpp"

#include <yonder/describe.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace shop::v1 {

struct Address {
    std::string name;
    std::string street;
    std::string postal_code;
    std::string city;
    std::string country = "DE";
};
BOOST_DESCRIBE_STRUCT(Address, (), (name, street, postal_code, city, country))

struct OrderLine {
    std::string sku;
    std::int32_t quantity = 1;
};
BOOST_DESCRIBE_STRUCT(OrderLine, (), (sku, quantity))

struct NewOrder {
    std::string customer;
    std::string email;
    Address ship_to;
    std::vector<OrderLine> lines;
    Payment payment;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(NewOrder, (), (customer, email, ship_to, lines, payment, note))

struct PricedLine : OrderLine {
    std::string name;
    Money unit_price;
    Money total;
    std::int32_t vat_percent = 0;
};
BOOST_DESCRIBE_STRUCT(PricedLine, (OrderLine), (name, unit_price, total, vat_percent))

struct Totals {
    Money goods;
    Money shipping;
    Money sum;
    std::map<std::int32_t, Money> vat;
};
BOOST_DESCRIBE_STRUCT(Totals, (), (goods, shipping, sum, vat))
YONDER_ANNOTATE(Totals, vat, yonder::doc{"The tax contained in the sum, by rate in percent."})

enum class OrderStatus : std::uint8_t { placed, shipped, cancelled };
BOOST_DESCRIBE_ENUM(OrderStatus, placed, shipped, cancelled)

enum class Carrier : std::uint8_t { parcel, express, freight };
BOOST_DESCRIBE_ENUM(Carrier, parcel, express, freight)

struct Shipment {
    Carrier carrier = Carrier::parcel;
    std::string tracking;
    std::chrono::system_clock::time_point shipped_at;
};
BOOST_DESCRIBE_STRUCT(Shipment, (), (carrier, tracking, shipped_at))

struct Order {
    std::string id;
    std::string customer;
    std::string email;
    Address ship_to;
    std::vector<PricedLine> lines;
    Totals totals;
    std::string paid_by;
    OrderStatus status = OrderStatus::placed;
    std::chrono::system_clock::time_point placed_at;
    std::optional<Shipment> shipment;
    std::optional<std::string> note;
    bool is_confirmed = false;
};
BOOST_DESCRIBE_STRUCT(Order, (),
                      (id, customer, email, ship_to, lines, totals, paid_by, status, placed_at, shipment, note,
                       is_confirmed))
YONDER_ANNOTATE(Order, paid_by, yonder::doc{"For people: a card or account shows its last four digits alone."})
YONDER_ANNOTATE(Order, is_confirmed, yonder::doc{"Whether the confirmation went out by mail."})

struct OrderSummary {
    std::string id;
    OrderStatus status = OrderStatus::placed;
    std::int32_t pieces = 0;
    Money sum;
};
BOOST_DESCRIBE_STRUCT(OrderSummary, (), (id, status, pieces, sum))

} // namespace shop::v1

#endif
