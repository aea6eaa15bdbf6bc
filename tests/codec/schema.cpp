// SPDX-License-Identifier: BSL-1.0
// What a type looks like, as data.
#include "types.hpp"

#include <yonder/codec/schema_of.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace shop::v1;
namespace codec = yonder::codec;
using codec::kind;

namespace shop::v1 {

struct Parcel : Record {
    double weight = 0;
    std::array<std::byte, 3> seal{};
};
BOOST_DESCRIBE_STRUCT(Parcel, (Record), (weight, seal))
YONDER_ANNOTATE(Parcel, weight, yonder::doc{"In kilograms."}, yonder::since{3}, yonder::deprecated{"ask the scales"})

} // namespace shop::v1

BOOST_AUTO_TEST_SUITE(schemas)

BOOST_AUTO_TEST_CASE(a_struct_has_its_name_and_its_members_with_numbers_and_what_is_said_of_them) {
    codec::schema const& parcel = codec::schema_of<Parcel>();
    BOOST_TEST((parcel.what == kind::structure));
    BOOST_TEST(parcel.name == "shop.v1.Parcel");
    BOOST_REQUIRE(parcel.fields.size() == 3u);
    BOOST_TEST(parcel.fields[0].name == "id");
    BOOST_TEST(parcel.fields[0].number == 1001u);
    BOOST_TEST(parcel.fields[0].base() == "shop.v1.Record");
    BOOST_TEST(parcel.fields[1].name == "weight");
    BOOST_TEST(parcel.fields[1].number == 1u);
    BOOST_TEST(!parcel.fields[1].base);
    BOOST_TEST(parcel.fields[1].said.doc == "In kilograms.");
    BOOST_TEST(parcel.fields[1].said.since == 3);
    BOOST_TEST(parcel.fields[1].said.deprecated == "ask the scales");
    BOOST_TEST((parcel.fields[1].type().what == kind::floating));
    BOOST_TEST(parcel.fields[2].type().extent == 3u);
}

BOOST_AUTO_TEST_CASE(a_type_that_contains_itself_is_one_schema) {
    codec::schema const& tree = codec::schema_of<Tree>();
    BOOST_TEST((tree.fields[1].type().what == kind::sequence));
    BOOST_TEST(&tree.fields[1].type().elements[0]() == &tree);
    BOOST_TEST(&tree.fields[2].type().elements[0]() == &tree);
}

BOOST_AUTO_TEST_CASE(alternatives_have_tags_and_enumerators_have_values) {
    codec::schema const& payment = codec::schema_of<decltype(Order::payment)>();
    BOOST_REQUIRE(payment.fields.size() == 4u);
    BOOST_TEST(payment.fields[0].name == "Card");
    BOOST_TEST(payment.fields[0].number == 2u);
    BOOST_TEST(payment.fields[3].name == "string");
    codec::schema const& color = codec::schema_of<Color>();
    BOOST_REQUIRE(color.enumerators.size() == 3u);
    BOOST_TEST(color.enumerators[2].name == "deep_blue");
    BOOST_TEST(color.enumerators[2].value == 2);
}

BOOST_AUTO_TEST_CASE(a_users_own_type_looks_as_what_it_travels_as) {
    BOOST_TEST((codec::schema_of<Celsius>().what == kind::floating));
    codec::schema const& map = codec::schema_of<std::map<std::string, std::tuple<std::uint16_t, bool>>>();
    BOOST_TEST((map.elements[0]().what == kind::text));
    codec::schema const& number = map.elements[1]().fields[0].type();
    BOOST_TEST(number.bits == 16);
    BOOST_TEST(!number.is_signed);
}

BOOST_AUTO_TEST_SUITE_END()
