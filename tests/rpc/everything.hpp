// SPDX-License-Identifier: BSL-1.0
// The interface that the common suite calls over every binding.
#ifndef TESTS_RPC_EVERYTHING_HPP
#define TESTS_RPC_EVERYTHING_HPP

#include <yonder/describe.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace suite::v1 {

enum class Mood { calm, excited };
BOOST_DESCRIBE_ENUM(Mood, calm, excited)

struct Circle {
    double radius = 0;
    bool operator==(Circle const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Circle, (), (radius))

struct Square {
    double side = 0;
    bool operator==(Square const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Square, (), (side))

struct Node {
    std::string name;
    std::vector<Node> children;
    bool operator==(Node const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Node, (), (name, children))

struct Pet {
    virtual ~Pet() = default;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(Pet, (), (name))

struct Dog : Pet {
    int tricks = 0;
};
BOOST_DESCRIBE_STRUCT(Dog, (Pet), (tricks))

struct Cat : Pet {
    bool purrs = true;
};
BOOST_DESCRIBE_STRUCT(Cat, (Pet), (purrs))

struct Wolf : Dog {}; // which does not travel
BOOST_DESCRIBE_STRUCT(Wolf, (Dog), ())
YONDER_DERIVED(Pet, Dog, Cat)

struct Sample {
    std::int64_t number = 7;
    std::optional<std::string> note;
    Mood mood = Mood::calm;
    std::variant<Circle, Square> shape;
    std::map<std::string, std::vector<int>> table;
    std::chrono::milliseconds length{};
    std::chrono::system_clock::time_point moment;
    std::vector<std::byte> bytes;
    Node tree;
    bool operator==(Sample const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Sample, (), (number, note, mood, shape, table, length, moment, bytes, tree))

struct TooLate {
    std::string why;
    int minutes = 0;
};
BOOST_DESCRIBE_STRUCT(TooLate, (), (why, minutes))

// A thrown struct may derive from std::exception, with an empty list of bases.
struct Overfull : std::exception {
    std::uint64_t wanted = 0;
    std::uint64_t limit = 0;
    char const* what() const noexcept override { return "too much was wanted"; }
};
BOOST_DESCRIBE_STRUCT(Overfull, (), (wanted, limit))

class Named {
public:
    virtual ~Named() = default;
    virtual std::string name() const = 0;
};
YONDER_INTERFACE(Named, (), (name))
YONDER_THROWS(Named, Overfull)

class Everything : public Named {
public:
    virtual int add(int a, int b) const = 0;
    virtual void remember(std::string const& text) = 0;
    virtual std::vector<std::string> remembered() = 0;
    virtual Sample echo(Sample const& sample) = 0;
    virtual Sample echo(Sample const& sample, int times) = 0;
    virtual std::optional<std::string> maybe(bool wanted) = 0;
    virtual std::string joined(std::string_view left, std::span<std::byte const> right) = 0;
    virtual std::unique_ptr<Node> moved(std::unique_ptr<Node> node) = 0;
    virtual std::unique_ptr<Pet> adopted(std::unique_ptr<Pet> pet) = 0;
    virtual std::vector<std::shared_ptr<Pet const>> twice(std::shared_ptr<Pet const> const& pet) = 0;
    virtual int defaulted(int value) { return value * 2; }
    virtual void fail(std::string const& how) = 0;
    virtual std::string big(std::uint64_t size) = 0;
    virtual std::int64_t milliseconds_left() = 0;
};
YONDER_INTERFACE(Everything, (Named), (add, a, b), (remember, text), (remembered),
                 ((Sample(Sample const&))echo, sample), ((Sample(Sample const&, int))echo, sample, times),
                 (maybe, wanted), (joined, left, right), (moved, node), (adopted, pet), (twice, pet),
                 (defaulted, value), (fail, how), (big, size), (milliseconds_left))
YONDER_THROWS(Everything, (TooLate, deadline_exceeded))
YONDER_ANNOTATE(Everything, add, yonder::idempotent{})
YONDER_ANNOTATE(Everything, (Sample(Sample const&, int))echo, yonder::wire_name{"echo_often"})

} // namespace suite::v1

#endif
