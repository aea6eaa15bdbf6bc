// SPDX-License-Identifier: BSL-1.0
#ifndef SHOP_ORDERS_HELD_GOODS_HPP
#define SHOP_ORDERS_HELD_GOODS_HPP

#include "contract/stock.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace shop {

// The reservations for one order. Whatever goes wrong before take(), the goods are given back.
class HeldGoods {
public:
    explicit HeldGoods(v1::Stock& stock) : stock_(stock) {}
    ~HeldGoods();
    HeldGoods(HeldGoods const&) = delete;
    HeldGoods& operator=(HeldGoods const&) = delete;

    void reserve(std::string const& sku, std::int32_t quantity);
    void take();

private:
    v1::Stock& stock_;
    std::vector<std::string> reservations_;
};

} // namespace shop

#endif
