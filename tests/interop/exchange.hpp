// SPDX-License-Identifier: BSL-1.0
// A contract with the whole value model, which peers know from the .proto that is printed of it alone.
#ifndef TESTS_INTEROP_EXCHANGE_HPP
#define TESTS_INTEROP_EXCHANGE_HPP

#include <yonder/describe.hpp>
#include <yonder/future.hpp>
#include <yonder/outcome.hpp>
#include <yonder/stream.hpp>

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
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

namespace exchange::shared {

struct Point {
    double x = 1;
    double y = 2;
};
BOOST_DESCRIBE_STRUCT(Point, (), (x, y))

} // namespace exchange::shared

namespace exchange::v1 {

using shared::Point;

enum class Color { green = 5, red = 0, blue = -1, azure = -1, most = 2147483647 };
BOOST_DESCRIBE_ENUM(Color, green, red, blue, azure, most)
enum class Level : std::uint8_t { low = 1, reserved = 255 };
BOOST_DESCRIBE_ENUM(Level, low, reserved)
enum class Mask : std::uint64_t { none, lowest, highest = std::uint64_t(1) << 63 };
BOOST_DESCRIBE_ENUM(Mask, none, lowest, highest)

struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

struct snail_mail { // a name that peers write as snailMail
    std::string address;
};
BOOST_DESCRIBE_STRUCT(snail_mail, (), (address))

// A type of the contract's own, which travels as a number.
class Celsius {
public:
    Celsius() = default;
    explicit Celsius(double degrees) : degrees_(degrees) {}
    double degrees() const { return degrees_; }

private:
    double degrees_ = 0;
};
inline double yonder_to_wire(Celsius const& value) { return value.degrees(); }
inline Celsius yonder_from_wire(std::type_identity<Celsius>, double degrees) { return Celsius(degrees); }

struct Scalars {
    bool flag = true;
    std::int8_t tiny = -1;
    std::uint8_t byte = 1;
    std::int16_t small = -2;
    std::uint16_t port = 80;
    std::int32_t number = -3;
    std::uint32_t count = 3;
    std::int64_t large = -4;
    std::uint64_t huge = 4;
    float real = 0.5F;
    double precise = 0.25;
    std::string text = "as it was";
    std::vector<std::byte> bytes{std::byte{1}};
    std::array<unsigned char, 4> address{127, 0, 0, 1};
    Color color = Color::green;
    Celsius warmth{20};
};
BOOST_DESCRIBE_STRUCT(Scalars, (),
                      (flag, tiny, byte, small, port, number, count, large, huge, real, precise, text, bytes, address,
                       color, warmth))
YONDER_ANNOTATE(Scalars, warmth, yonder::field_number{100}, yonder::doc{"In degrees."})

struct Identified {
    std::int64_t id = 7;
};
BOOST_DESCRIBE_STRUCT(Identified, (), (id))
struct Tagged {
    std::vector<std::string> tags{"from", "the", "base"};
};
BOOST_DESCRIBE_STRUCT(Tagged, (), (tags))

struct Vehicle {
    virtual ~Vehicle() = default;
    std::string owner = "nobody";
};
BOOST_DESCRIBE_STRUCT(Vehicle, (), (owner))
struct Car : Vehicle {
    std::int32_t doors = 4;
};
BOOST_DESCRIBE_STRUCT(Car, (Vehicle), (doors))
struct cargo_ship : Vehicle {
    std::vector<std::string> holds;
    std::shared_ptr<Vehicle const> boat;
};
BOOST_DESCRIBE_STRUCT(cargo_ship, (Vehicle), (holds, boat))
YONDER_DERIVED(Vehicle, Car, Vehicle, cargo_ship)

// What looks in JSON as its messages do.
struct Plain : Identified, Tagged {
    Scalars scalars;
    std::optional<Scalars> maybe;
    std::optional<bool> asked;
    std::unique_ptr<Plain> next;
    std::shared_ptr<Point const> origin;
    std::vector<std::int32_t> numbers{1, 2};
    std::deque<double> reals;
    std::list<bool> flags;
    std::vector<Color> colors;
    std::vector<std::string> words;
    std::vector<Plain> children;
    std::vector<std::vector<std::byte>> blobs;
    std::array<float, 2> pair{};
    std::array<Point, 2> ends{};
    std::set<std::uint64_t> members;
    std::map<std::string, std::int64_t> totals;
    std::map<std::int32_t, Point> points;
    std::map<std::uint64_t, Color> shades;
    std::variant<std::monostate, Point, snail_mail, std::int32_t, std::uint64_t, bool, double, std::string, Color>
        choice;
    std::vector<std::variant<Point, Nothing>> shapes;
    std::chrono::milliseconds length{1500};
    std::chrono::nanoseconds exact{};
    std::chrono::sys_time<std::chrono::nanoseconds> moment{};
    boost::json::value any;
    std::unique_ptr<Vehicle> vehicle;
    std::vector<std::shared_ptr<Vehicle const>> fleet;
};
BOOST_DESCRIBE_STRUCT(Plain, (Identified, Tagged),
                      (scalars, maybe, asked, next, origin, numbers, reals, flags, colors, words, children, blobs, pair,
                       ends, members, totals, points, shades, choice, shapes, length, exact, moment, any, vehicle,
                       fleet))

struct Stairs {
    struct Step {
        std::int32_t number = 0;
    };
    Step first;
};
BOOST_DESCRIBE_STRUCT(Stairs::Step, (), (number))
BOOST_DESCRIBE_STRUCT(Stairs, (), (first))

// What stands in messages of the binary form alone.
struct Nested {
    using Step = Stairs::Step;

    std::vector<std::vector<std::int32_t>> rows;
    std::vector<std::vector<std::vector<std::string>>> cube;
    std::optional<std::vector<std::string>> maybe_words;
    std::vector<std::optional<std::int32_t>> gaps;
    std::map<std::string, std::vector<Step>> lists;
    std::map<Color, std::string> names;
    std::vector<std::map<std::string, std::int32_t>> maps;
    std::tuple<std::int32_t, std::string, std::vector<std::int32_t>> three;
    std::pair<Point, std::optional<Step>> two;
    std::variant<std::vector<std::int32_t>, std::map<std::string, std::int32_t>, std::tuple<bool, bool>> choice;
    std::optional<std::map<std::string, Step>> maybe_map;
    Mask mask = Mask::lowest;
    std::map<Mask, std::int32_t> masks;
    Level level = Level::low;
    Stairs stairs;
};
BOOST_DESCRIBE_STRUCT(Nested, (),
                      (rows, cube, maybe_words, gaps, lists, names, maps, three, two, choice, maybe_map, mask, masks,
                       level, stairs))

struct Broken { // thrown
    std::string why;
    std::optional<Plain> what;
};
BOOST_DESCRIBE_STRUCT(Broken, (), (why, what))

class Exchange {
public:
    virtual ~Exchange() = default;
    virtual Plain echo(Plain value) = 0;
    virtual Nested echo_nested(Nested const& value) = 0;
    virtual std::vector<Point> points(std::int32_t count) const = 0;
    virtual void nothing() = 0;
    virtual std::int64_t add(std::int64_t a, std::optional<std::int64_t> b) = 0;
    virtual std::string joined(std::string_view left, std::span<std::byte const> right) = 0;
    virtual yonder::outcome<Point, Nothing> find(std::string const& name) = 0;
    virtual std::vector<std::vector<std::int32_t>> rows(std::int32_t count) = 0;
    virtual yonder::future<Color> favourite() = 0;
    virtual void fail(std::string const& why, Plain const& what) = 0;
    virtual yonder::stream<Plain> repeat(Plain value, std::int32_t times) = 0;
    virtual std::int64_t sum(std::int64_t first, yonder::stream<std::int64_t> numbers) = 0;
};
YONDER_INTERFACE(Exchange, (), (echo, value), (echo_nested, value), (points, count), (nothing), (add, a, b),
                 (joined, left, right), (find, name), (rows, count), (favourite), (fail, why, what),
                 (repeat, value, times), (sum, first, numbers))
YONDER_THROWS(Exchange, (Broken, data_loss))
YONDER_ANNOTATE(Exchange, points, yonder::idempotent{}, yonder::doc{"As many as you like."})

} // namespace exchange::v1

#endif
