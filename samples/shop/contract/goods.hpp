// SPDX-License-Identifier: BSL-1.0
#ifndef SHOP_CONTRACT_GOODS_HPP
#define SHOP_CONTRACT_GOODS_HPP

#include <yonder/describe.hpp>

#include <cstdint>
#include <string>

// What can be wrong with the goods that somebody asks for: Stock throws these, and Orders passes them on.

namespace shop::v1 {

struct UnknownProduct {
    std::string sku;
};
BOOST_DESCRIBE_STRUCT(UnknownProduct, (), (sku))

struct InvalidQuantity {
    std::string sku;
    std::int32_t quantity = 0;
    std::int32_t most = 0; // the least is always 1
};
BOOST_DESCRIBE_STRUCT(InvalidQuantity, (), (sku, quantity, most))

struct OutOfStock {
    std::string sku;
    std::int32_t wanted = 0;
    std::int64_t available = 0;
};
BOOST_DESCRIBE_STRUCT(OutOfStock, (), (sku, wanted, available))

// The reservation expired, was released or never was.
struct UnknownReservation {
    std::string reservation;
};
BOOST_DESCRIBE_STRUCT(UnknownReservation, (), (reservation))

} // namespace shop::v1

#endif
