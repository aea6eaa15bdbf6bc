// SPDX-License-Identifier: BSL-1.0
#ifndef SHOP_PRODUCT_FILE_HPP
#define SHOP_PRODUCT_FILE_HPP

#include "contract/product.hpp"

#include <cstdint>
#include <filesystem>
#include <istream>
#include <string>
#include <vector>

namespace shop {

struct ListedProduct {
    v1::Product product;
    std::int64_t stock = 0;
};

// Reads what products.py writes: CSV as in RFC 4180, with a header line, without line breaks inside fields.
// Throws std::runtime_error that begins with the name and line: "products.csv:17: price_cents: expected ...".
std::vector<ListedProduct> read_products(std::filesystem::path const& file);
std::vector<ListedProduct> read_products(std::istream& lines, std::string const& name);

} // namespace shop

#endif
