// SPDX-License-Identifier: BSL-1.0
#ifndef SHOP_CONTRACT_PRODUCT_HPP
#define SHOP_CONTRACT_PRODUCT_HPP

#include "contract/money.hpp"

#include <yonder/describe.hpp>

#include <cstdint>
#include <string>

namespace shop::v1 {

enum class Category : std::uint8_t { kitchen, garden, tools, office, lighting, outdoor, books, pantry };
BOOST_DESCRIBE_ENUM(Category, kitchen, garden, tools, office, lighting, outdoor, books, pantry)

struct Product {
    std::string sku;
    std::string name;
    Category category = Category::kitchen;
    Money price;
    std::int32_t vat_percent = 19;

    bool operator==(Product const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Product, (), (sku, name, category, price, vat_percent))
YONDER_ANNOTATE(Product, sku, yonder::doc{"The number on the shelf, such as KIT-00017. Never reused."})
YONDER_ANNOTATE(Product, price, yonder::doc{"What one piece costs the customer, VAT included."})

} // namespace shop::v1

#endif
