// SPDX-License-Identifier: BSL-1.0
#ifndef TESTS_FUZZ_EVERYTHING_HPP
#define TESTS_FUZZ_EVERYTHING_HPP

#include "../codec/types.hpp"

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace fuzz {

struct Beast {
    virtual ~Beast() = default;
    int legs = 4;
};
BOOST_DESCRIBE_STRUCT(Beast, (), (legs))
struct Herd : Beast {
    std::vector<std::shared_ptr<Beast const>> all;
};
BOOST_DESCRIBE_STRUCT(Herd, (Beast), (all))
YONDER_DERIVED(Beast, Beast, Herd)

// A member of each kind.
struct Everything : shop::v1::Order {
    bool flag = false;
    std::int8_t small = 0;
    std::uint64_t large = 0;
    double number = 0;
    float short_number = 0;
    std::vector<std::byte> bytes;
    std::array<int, 2> pair{};
    std::set<std::string> words;
    std::map<std::int32_t, std::vector<bool>> flags;
    std::tuple<int, std::string> both;
    std::chrono::nanoseconds length{};
    std::chrono::sys_time<std::chrono::microseconds> moment{};
    std::unique_ptr<Everything> next;
    boost::json::value any;
    shop::v1::Celsius warmth;
    std::unordered_map<shop::v1::Color, std::uint8_t> shades;
    std::vector<std::variant<std::monostate, bool, double, shop::v1::Item>> choices;
    std::shared_ptr<shop::v1::Item const> fixed;
    std::chrono::seconds wait{};
    std::chrono::duration<std::int32_t, std::ratio<1, 3>> thirds{};
    std::unique_ptr<Beast> beast;
};
BOOST_DESCRIBE_STRUCT(Everything, (shop::v1::Order),
                      (flag, small, large, number, short_number, bytes, pair, words, flags, both, length, moment, next,
                       any, warmth, shades, choices, fixed, wait, thirds, beast))

[[noreturn]] inline void differ(char const* what, std::string_view text) {
    std::fprintf(stderr, "%s: %.*s\n", what, static_cast<int>(text.size()), text.data());
    std::abort();
}

} // namespace fuzz

#endif
