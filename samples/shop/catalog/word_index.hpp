// SPDX-License-Identifier: BSL-1.0
#ifndef SHOP_CATALOG_WORD_INDEX_HPP
#define SHOP_CATALOG_WORD_INDEX_HPP

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace shop {

// Which texts have which words, without regard to the case of ASCII letters.
class WordIndex {
public:
    // Texts are numbered, and added in the order of their numbers; one may have several parts.
    void add(std::size_t number, std::string_view text);

    // The numbers, ascending, of those texts that have for each word of the query a word that begins with it.
    // A query without words finds all of `count` texts.
    std::vector<std::size_t> find(std::string_view query, std::size_t count) const;

private:
    std::vector<std::size_t> with_prefix(std::string const& prefix) const;

    std::map<std::string, std::vector<std::size_t>, std::less<>> numbers_of_;
};

} // namespace shop

#endif
