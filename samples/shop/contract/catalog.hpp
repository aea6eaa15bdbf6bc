// SPDX-License-Identifier: BSL-1.0
#ifndef SHOP_CONTRACT_CATALOG_HPP
#define SHOP_CONTRACT_CATALOG_HPP

#include "contract/product.hpp"

#include <yonder/describe.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace shop::v1 {

struct Page {
    std::int32_t offset = 0;
    std::int32_t limit = 20;
};
BOOST_DESCRIBE_STRUCT(Page, (), (offset, limit))

struct SearchResult {
    std::vector<Product> products;
    std::int32_t total = 0;
    std::optional<Page> next; // absent on the last page
};
BOOST_DESCRIBE_STRUCT(SearchResult, (), (products, total, next))

struct InvalidPage {
    Page page;
    std::int32_t most = 0;
};
BOOST_DESCRIBE_STRUCT(InvalidPage, (), (page, most))
YONDER_ANNOTATE(InvalidPage, most, yonder::doc{"The highest limit that is served."})

// What the shop sells.
class Catalog {
public:
    virtual ~Catalog() = default;

    virtual std::optional<Product> find(std::string const& sku) const = 0;
    virtual std::map<std::string, Product> find_all(std::vector<std::string> const& skus) const = 0;
    virtual SearchResult search(std::string const& text, Page page) const = 0;
    virtual std::map<std::string, Money> price_list(Category category) const = 0;
    virtual std::map<Category, std::int32_t> categories() const = 0;
};
YONDER_INTERFACE(Catalog, (), (find, sku), (find_all, skus), (search, text, page), (price_list, category), (categories))
YONDER_THROWS(Catalog, (InvalidPage, invalid_argument))
YONDER_ANNOTATE(Catalog, find, yonder::idempotent{})
YONDER_ANNOTATE(Catalog, find_all, yonder::idempotent{},
                yonder::doc{"Several products in one call, by SKU. Those that do not exist are left out."})
YONDER_ANNOTATE(Catalog, search, yonder::idempotent{},
                yonder::doc{"Products that have, for each word of the text, a word that begins with it, in the "
                            "name, the category or the SKU. Sorted by SKU; no text finds all."})
YONDER_ANNOTATE(Catalog, price_list, yonder::idempotent{}, yonder::doc{"Prices by SKU."})
YONDER_ANNOTATE(Catalog, categories, yonder::idempotent{}, yonder::doc{"How many products each category has."})

} // namespace shop::v1

#endif
