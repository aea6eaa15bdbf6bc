// SPDX-License-Identifier: BSL-1.0
#include "catalog/word_index.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace shop {
namespace {

// Bytes beyond ASCII belong to words, so that "café" is one.
bool is_part_of_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80;
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    bool is_inside = false;
    for (char c : text) {
        if (!is_part_of_word(c)) {
            is_inside = false;
            continue;
        }
        if (!is_inside)
            words.emplace_back();
        is_inside = true;
        words.back() += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return words;
}

} // namespace

void WordIndex::add(std::size_t number, std::string_view text) {
    for (std::string const& word : words_of(text)) {
        std::vector<std::size_t>& numbers = numbers_of_[word];
        if (numbers.empty() || numbers.back() != number)
            numbers.push_back(number);
    }
}

std::vector<std::size_t> WordIndex::find(std::string_view query, std::size_t count) const {
    std::vector<std::size_t> found(count);
    std::iota(found.begin(), found.end(), std::size_t(0));
    for (std::string const& word : words_of(query)) {
        std::vector<std::size_t> const having = with_prefix(word);
        std::vector<std::size_t> both;
        std::ranges::set_intersection(found, having, std::back_inserter(both));
        found = std::move(both);
    }
    return found;
}

std::vector<std::size_t> WordIndex::with_prefix(std::string const& prefix) const {
    std::vector<std::size_t> found;
    for (auto at = numbers_of_.lower_bound(prefix); at != numbers_of_.end() && at->first.starts_with(prefix); ++at)
        found.insert(found.end(), at->second.begin(), at->second.end());
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

} // namespace shop
