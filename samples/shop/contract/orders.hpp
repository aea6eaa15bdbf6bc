// SPDX-License-Identifier: BSL-1.0
#ifndef SHOP_CONTRACT_ORDERS_HPP
#define SHOP_CONTRACT_ORDERS_HPP

#include "contract/goods.hpp"
#include "contract/order.hpp"

#include <yonder/describe.hpp>

#include <optional>
#include <string>
#include <vector>

namespace shop::v1 {

struct EmptyOrder {
    std::string customer;
};
BOOST_DESCRIBE_STRUCT(EmptyOrder, (), (customer))

struct UnknownOrder {
    std::string order;
};
BOOST_DESCRIBE_STRUCT(UnknownOrder, (), (order))

struct AlreadyShipped {
    std::string order;
    Shipment shipment;
};
BOOST_DESCRIBE_STRUCT(AlreadyShipped, (), (order, shipment))

struct AlreadyCancelled {
    std::string order;
};
BOOST_DESCRIBE_STRUCT(AlreadyCancelled, (), (order))

// What customers buy.
class Orders {
public:
    virtual ~Orders() = default;

    virtual Order place(NewOrder const& order) = 0;
    virtual std::optional<Order> find(std::string const& id) const = 0;
    virtual std::vector<OrderSummary> history(std::string const& customer, std::optional<OrderStatus> status) const = 0;
    virtual Order ship(std::string const& id, Carrier carrier) = 0;
    virtual Order cancel(std::string const& id) = 0;
};
YONDER_INTERFACE(Orders, (), (place, order), (find, id), (history, customer, status), (ship, id, carrier), (cancel, id))
YONDER_THROWS(Orders, OutOfStock, PaymentDeclined, AlreadyShipped, AlreadyCancelled, (EmptyOrder, invalid_argument),
              (InvalidQuantity, invalid_argument), (UnknownProduct, not_found), (UnknownOrder, not_found),
              (UnknownReservation, aborted))
YONDER_ANNOTATE(Orders, place,
                yonder::doc{"Checks, reserves, charges and confirms by mail. If it throws, nothing is charged and "
                            "nothing stays reserved."})
YONDER_ANNOTATE(Orders, find, yonder::idempotent{})
YONDER_ANNOTATE(Orders, history, yonder::idempotent{}, yonder::doc{"A customer's orders, the newest first."})
YONDER_ANNOTATE(Orders, cancel, yonder::doc{"Until it is shipped. The goods go back on the shelves."})

} // namespace shop::v1

#endif
