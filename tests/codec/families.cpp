// SPDX-License-Identifier: BSL-1.0
// Derived types through pointers to their base, by the names that YONDER_DERIVED lists.
#include "crosses_as.hpp"

#include <yonder/codec/crossing.hpp>
#include <yonder/codec/validate.hpp>

#include <string_view>
#include <typeinfo>

using namespace std::string_view_literals;
namespace codec = yonder::codec;
namespace json = yonder::json;
namespace binary = yonder::binary;

namespace zoo {

struct Animal {
    virtual ~Animal() = default;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(Animal, (), (name))
YONDER_ANNOTATE(Animal, name, yonder::length{.max = 5})

struct Fish : Animal {
    int fins = 2;
};
BOOST_DESCRIBE_STRUCT(Fish, (Animal), (fins))
struct wild_cat : virtual Animal {
    bool purrs = true;
    std::shared_ptr<Animal const> prey;
};
BOOST_DESCRIBE_STRUCT(wild_cat, (Animal), (purrs, prey))
struct Shark : Fish {}; // which the list leaves out
BOOST_DESCRIBE_STRUCT(Shark, (Fish), ())
YONDER_DERIVED(Animal, Animal, Fish, wild_cat)

struct Shape {
    virtual ~Shape() = default;
    virtual double area() const = 0;
};
BOOST_DESCRIBE_STRUCT(Shape, (), ())
struct Square : Shape {
    double side = 1;
    double area() const override { return side * side; }
};
BOOST_DESCRIBE_STRUCT(Square, (Shape), (side))
struct Dot : Shape {
    double area() const override { return 0; }
};
BOOST_DESCRIBE_STRUCT(Dot, (Shape), ())
YONDER_DERIVED(Shape, Square, Dot)

struct Cage {
    std::unique_ptr<Animal> first;
    std::vector<std::shared_ptr<Animal>> all;
    std::map<std::string, std::unique_ptr<Shape const>> shapes;
    std::variant<int, std::shared_ptr<Shape>> choice;
};
BOOST_DESCRIBE_STRUCT(Cage, (), (first, all, shapes, choice))
YONDER_ANNOTATE(Cage, first, yonder::required{})

} // namespace zoo

namespace {

using namespace zoo;

template <class Held, class Base>
Held const& expect(std::shared_ptr<Base> const& pointer) {
    BOOST_REQUIRE(pointer != nullptr);
    Base const& object = *pointer;
    BOOST_REQUIRE((typeid(object) == typeid(Held)));
    return dynamic_cast<Held const&>(object);
}

template <class Held>
std::shared_ptr<Animal> animal(std::string name) {
    auto made = std::make_shared<Held>();
    made->name = std::move(name);
    return made;
}

Cage full() {
    Cage cage;
    cage.first = std::make_unique<wild_cat>();
    cage.first->name = "tom";
    dynamic_cast<wild_cat&>(*cage.first).prey = animal<Fish>("nemo");
    cage.all = {animal<Animal>("any"), nullptr, animal<Fish>("")};
    cage.shapes["square"] = std::make_unique<Square>();
    cage.shapes["null"] = nullptr;
    cage.choice = std::make_shared<Dot>();
    return cage;
}

std::string const full_text = R"({"first":{"wild_cat":{"name":"tom","purrs":true,)"
                              R"("prey":{"Fish":{"name":"nemo","fins":2}}}},)"
                              R"("all":[{"Animal":{"name":"any"}},null,{"Fish":{"name":"","fins":2}}],)"
                              R"("shapes":{"null":null,"square":{"Square":{"side":1}}},"choice":{"Shape":{"Dot":{}}}})";

template <class T>
std::string json_problem(std::string_view text) {
    try {
        json::decode<T>(text);
    } catch (json::decode_error const& caught) {
        return caught.what();
    }
    return "nothing";
}

template <class T>
std::string binary_problem(std::string_view bytes) {
    try {
        binary::decode<T>(bytes);
    } catch (binary::decode_error const& caught) {
        return caught.what();
    }
    return "nothing";
}

} // namespace

BOOST_AUTO_TEST_SUITE(families)

BOOST_AUTO_TEST_CASE(an_object_crosses_as_what_it_is_in_json) {
    Cage const cage = full();
    BOOST_TEST(json::encode(cage) == full_text);
    Cage const back = json::decode<Cage>(full_text);
    BOOST_TEST(json::encode(back) == full_text);
    BOOST_TEST(expect<Fish>(back.all[2]).fins == 2);
    BOOST_TEST(json::encode(json::decode<std::shared_ptr<Shape const>>(R"({"Dot":{}})")) == R"({"Dot":{}})");
}

BOOST_AUTO_TEST_CASE(an_object_crosses_as_what_it_is_in_the_binary_form) {
    Cage const back = binary::decode<Cage>(binary::encode(full()));
    BOOST_TEST(json::encode(back) == full_text);
    BOOST_TEST((binary::encode(animal<Fish>("x")) == "\x0a\x08\x12\x06\xca\x3e\x01x\x08\x02"sv));
    BOOST_TEST((binary::encode(std::shared_ptr<Animal>()) == "\x0a\x00"sv));
}

BOOST_AUTO_TEST_CASE(null_stays_null) {
    BOOST_TEST(json::encode(std::unique_ptr<Animal>()) == "null");
    BOOST_TEST((json::decode<std::unique_ptr<Animal>>("null") == nullptr));
    BOOST_TEST((json::decode<std::unique_ptr<Animal>>("{}") == nullptr)); // as other writers of a oneof have it
    BOOST_TEST((binary::decode<std::unique_ptr<Animal>>("\x0a\x00"sv) == nullptr));
    BOOST_TEST((binary::decode<std::unique_ptr<Animal>>("") == nullptr));
    BOOST_TEST((json::decode<Cage>(R"({"first":null})").first == nullptr));
}

BOOST_AUTO_TEST_CASE(a_name_that_is_not_listed_is_refused_with_those_that_are) {
    BOOST_TEST(json_problem<Cage>(R"({"all":[{"Fish":{}},{"Shark":{}}]})") ==
               "all[1]: unknown derived type \"Shark\": known are Animal, Fish, wild_cat (line 1, column 22)");
    BOOST_TEST(json_problem<Cage>(R"({"first":{"wildCat":{"prey":{"Fish":{"fins":"x"}}}}})") ==
               "first.wild_cat.prey.Fish.fins: expected an integer, got \"x\" (line 1, column 45)");
    BOOST_TEST(json_problem<Cage>(R"({"first":{"Fish":{},"Animal":{}}})") ==
               "first: expected one member, here is another (line 1, column 21)");
    BOOST_TEST(json_problem<Cage>(R"({"first":5})") ==
               "first: expected an object with one member, the name of what it holds, got 5 (line 1, column 10)");
    BOOST_TEST(binary_problem<Cage>("\x0a\x02\x20\x01"sv) ==
               "first: unknown derived type 4: known are Animal, Fish, wild_cat (byte 4)");
    BOOST_TEST(binary_problem<Cage>("\x0a\x03\x12\x01\x08"sv) ==
               "first.Fish.fins: the bytes end within a value (byte 5)");
}

BOOST_AUTO_TEST_CASE(an_object_of_a_type_that_is_not_listed_is_not_written_as_its_base) {
    Cage cage;
    cage.all = {animal<Fish>("x"), animal<Shark>("y")};
    auto const says_why = [](codec::encode_error const& caught) {
        return std::string_view(caught.what())
            .ends_with("an object of zoo::Shark is none of those that YONDER_DERIVED lists for zoo::Animal: Animal, "
                       "Fish, wild_cat");
    };
    BOOST_CHECK_EXCEPTION(json::encode(cage), codec::encode_error, says_why);
    BOOST_CHECK_EXCEPTION(json::encode(cage), codec::encode_error, [](codec::encode_error const& caught) {
        return std::string_view(caught.what()).starts_with("all[1]: ");
    });
    BOOST_CHECK_EXCEPTION(binary::encode(cage), codec::encode_error, says_why);
}

BOOST_AUTO_TEST_CASE(of_an_object_that_comes_twice_the_last_counts_and_one_of_the_same_type_is_merged) {
    Cage const read = binary::decode<Cage>("\x0a\x04\x12\x02\x08\x05\x0a\x06\x12\x04\xca\x3e\x01x"sv);
    auto const& fish = dynamic_cast<Fish const&>(*read.first);
    BOOST_TEST(fish.fins == 5);
    Cage const other = binary::decode<Cage>("\x0a\x04\x12\x02\x08\x05\x0a\x02\x0a\x00"sv);
    Animal const& first = *other.first;
    BOOST_TEST((typeid(first) == typeid(Animal)));
}

BOOST_AUTO_TEST_CASE(what_an_object_must_be_is_looked_at_as_what_it_is) {
    Cage cage;
    cage.all = {animal<Fish>("much too long")};
    yonder::violations found;
    codec::validate(cage, found);
    BOOST_TEST(found.to_string() == "first is required; all[0].name must have at most 5 characters, has 13");
}

BOOST_AUTO_TEST_SUITE_END()
