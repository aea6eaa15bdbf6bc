// SPDX-License-Identifier: BSL-1.0
#include "catalog/file_catalog.hpp"

#include "product_file.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>

namespace shop {
namespace {

constexpr std::int32_t largest_page = 100;

} // namespace

FileCatalog::FileCatalog(std::shared_ptr<Settings> settings) {
    for (ListedProduct& listed : read_products(settings->product_file))
        products_.push_back(std::move(listed.product));
    std::ranges::sort(products_, {}, &v1::Product::sku);
    for (std::size_t position = 0; position < products_.size(); ++position) {
        v1::Product const& product = products_[position];
        by_sku_.emplace(product.sku, position);
        words_.add(position, product.sku);
        words_.add(position, product.name);
        words_.add(position, boost::describe::enum_to_string(product.category, ""));
    }
}

std::optional<v1::Product> FileCatalog::find(std::string const& sku) const {
    auto const found = by_sku_.find(sku);
    if (found == by_sku_.end())
        return std::nullopt;
    return products_[found->second];
}

std::map<std::string, v1::Product> FileCatalog::find_all(std::vector<std::string> const& skus) const {
    std::map<std::string, v1::Product> result;
    for (std::string const& sku : skus)
        if (auto const found = by_sku_.find(sku); found != by_sku_.end())
            result.emplace(sku, products_[found->second]);
    return result;
}

v1::SearchResult FileCatalog::search(std::string const& text, v1::Page page) const {
    if (page.offset < 0 || page.limit < 1 || page.limit > largest_page)
        throw v1::InvalidPage{page, largest_page};

    std::vector<std::size_t> const found = words_.find(text, products_.size());
    std::size_t const first = std::min(static_cast<std::size_t>(page.offset), found.size());
    std::size_t const last = std::min(first + static_cast<std::size_t>(page.limit), found.size());

    v1::SearchResult result;
    result.total = static_cast<std::int32_t>(found.size());
    for (std::size_t i = first; i < last; ++i)
        result.products.push_back(products_[found[i]]);
    if (last < found.size())
        result.next = v1::Page{static_cast<std::int32_t>(last), page.limit};
    return result;
}

std::map<std::string, v1::Money> FileCatalog::price_list(v1::Category category) const {
    std::map<std::string, v1::Money> prices;
    for (v1::Product const& product : products_)
        if (product.category == category)
            prices.emplace_hint(prices.end(), product.sku, product.price);
    return prices;
}

std::map<v1::Category, std::int32_t> FileCatalog::categories() const {
    std::map<v1::Category, std::int32_t> counts;
    for (v1::Product const& product : products_)
        ++counts[product.category];
    return counts;
}

} // namespace shop
