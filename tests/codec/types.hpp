// SPDX-License-Identifier: BSL-1.0
#ifndef TESTS_CODEC_TYPES_HPP
#define TESTS_CODEC_TYPES_HPP

#include <yonder/codec/binary.hpp>
#include <yonder/codec/json.hpp>
#include <yonder/describe.hpp>

#include <boost/json/value.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

namespace shop::v1 {

enum class Color { red, green, deep_blue };
BOOST_DESCRIBE_ENUM(Color, red, green, deep_blue)

struct Card {
    std::string number;
    bool operator==(Card const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Card, (), (number))

struct Cash {
    bool operator==(Cash const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Cash, (), ())

struct Item {
    std::string sku;
    std::int32_t count = 1;
    std::int64_t price_cents = 0;
    bool operator==(Item const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Item, (), (sku, count, price_cents))

struct Record {
    std::int64_t id = 0;
    bool operator==(Record const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Record, (), (id))

struct Order : Record {
    std::vector<Item> items;
    std::optional<std::string> note;
    Color wrapping = Color::green;
    std::variant<std::monostate, Card, Cash, std::int32_t, std::string> payment;
    std::map<std::string, std::int64_t> totals;
    bool operator==(Order const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Order, (Record), (items, note, wrapping, payment, totals))

struct Tree {
    std::string name;
    std::vector<Tree> children;
    std::unique_ptr<Tree> left;
    std::shared_ptr<Tree> right;
};
BOOST_DESCRIBE_STRUCT(Tree, (), (name, children, left, right))

// A user's own type, which is no struct of public members.
class Celsius {
public:
    Celsius() = default;
    explicit Celsius(double degrees) : degrees_(degrees) {
        if (degrees < -273.15)
            throw std::invalid_argument("colder than nothing");
    }
    double degrees() const { return degrees_; }
    bool operator==(Celsius const&) const = default;

private:
    double degrees_ = 0;
};
inline double yonder_to_wire(Celsius const& value) { return value.degrees(); }
inline Celsius yonder_from_wire(std::type_identity<Celsius>, double degrees) { return Celsius(degrees); }

} // namespace shop::v1

#endif
