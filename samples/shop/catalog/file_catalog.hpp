// SPDX-License-Identifier: BSL-1.0
#ifndef SHOP_CATALOG_FILE_CATALOG_HPP
#define SHOP_CATALOG_FILE_CATALOG_HPP

#include "catalog/word_index.hpp"
#include "contract/catalog.hpp"
#include "settings.hpp"

#include <memory>
#include <unordered_map>
#include <vector>

namespace shop {

// Read once, never changed: any number of threads need no lock.
class FileCatalog : public v1::Catalog {
public:
    explicit FileCatalog(std::shared_ptr<Settings> settings);

    std::optional<v1::Product> find(std::string const& sku) const override;
    std::map<std::string, v1::Product> find_all(std::vector<std::string> const& skus) const override;
    v1::SearchResult search(std::string const& text, v1::Page page) const override;
    std::map<std::string, v1::Money> price_list(v1::Category category) const override;
    std::map<v1::Category, std::int32_t> categories() const override;

private:
    std::vector<v1::Product> products_; // sorted by SKU
    std::unordered_map<std::string, std::size_t> by_sku_;
    WordIndex words_;
};

} // namespace shop

#endif
