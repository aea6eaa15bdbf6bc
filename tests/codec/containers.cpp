// SPDX-License-Identifier: BSL-1.0
// Values made of values, there and back.
#include "crosses_as.hpp"

#include <boost/json/parse.hpp>

using namespace shop::v1;
namespace json = yonder::json;

namespace shop::v1 {

struct gift_voucher {
    std::string number;
    bool operator==(gift_voucher const&) const = default;
};
BOOST_DESCRIBE_STRUCT(gift_voucher, (), (number))

} // namespace shop::v1

BOOST_AUTO_TEST_SUITE(json_containers)

BOOST_AUTO_TEST_CASE(sequences_arrays_and_sets) {
    crosses_as(std::vector<int>{}, "[]");
    crosses_as(std::vector<int>{1, 2, 3}, "[1,2,3]");
    crosses_as(std::deque<std::string>{"a"}, R"(["a"])");
    crosses_as(std::list<int>{1, 2}, "[1,2]");
    crosses_as(std::array<int, 3>{1, 2, 3}, "[1,2,3]");
    crosses_as(std::array<int, 0>{}, "[]");
    crosses_as(std::set<int>{2, 1}, "[1,2]");
    crosses_as(std::unordered_set<std::string>{"x"}, R"(["x"])");
    crosses_as(std::vector<std::vector<std::optional<int>>>{{1, std::nullopt}, {}}, "[[1,null],[]]");
    is_read_as(" [ 1 , 2 ] ", std::vector<int>{1, 2});
}

BOOST_AUTO_TEST_CASE(maps_have_names_for_keys) {
    crosses_as(std::map<std::string, int>{}, "{}");
    crosses_as(std::map<std::string, int>{{"a", 1}, {"b\"", 2}}, R"({"a":1,"b\"":2})");
    crosses_as(std::map<std::int64_t, bool>{{-5, true}}, R"({"-5":true})");
    crosses_as(std::unordered_map<std::string, std::vector<int>>{{"k", {1}}}, R"({"k":[1]})");
}

BOOST_AUTO_TEST_CASE(pairs_and_tuples_are_arrays) {
    crosses_as(std::pair<int, std::string>{1, "x"}, R"([1,"x"])");
    crosses_as(std::tuple<int, bool, std::vector<int>>{1, false, {2}}, "[1,false,[2]]");
    crosses_as(std::tuple<>{}, "[]");
}

BOOST_AUTO_TEST_CASE(a_variant_is_named_by_what_it_holds) {
    using payment = std::variant<std::monostate, Card, Cash, std::int32_t, std::string>;
    crosses_as(payment(), "null");
    crosses_as(payment(Card{"4711"}), R"({"Card":{"number":"4711"}})");
    crosses_as(payment(Cash{}), R"({"Cash":{}})");
    crosses_as(payment(7), R"({"int32":7})");
    crosses_as(payment(std::string("voucher")), R"({"string":"voucher"})");
}

BOOST_AUTO_TEST_CASE(a_variant_is_read_as_other_writers_of_a_oneof_have_it) {
    is_read_as("{}", std::variant<std::monostate, Card>());
    is_read_as(R"({"giftVoucher":{"number":"4711"}})", std::variant<Card, gift_voucher>(gift_voucher{"4711"}));
}

BOOST_AUTO_TEST_CASE(untyped_values_are_trees_of_boost_json) {
    std::string const text = R"({"a":[1,-2,3.5,true,null,"x"],"b":{},"c":18446744073709551615,"d":1.0})";
    auto const value = json::decode<boost::json::value>(text);
    BOOST_TEST((value == boost::json::parse(text)));
    BOOST_TEST(json::encode(value) == text);
}

BOOST_AUTO_TEST_CASE(a_users_own_type_crosses_by_its_pair_of_functions) {
    crosses_as(Celsius(21.5), "21.5");
    crosses_as(std::vector<Celsius>{Celsius(1), Celsius(2)}, "[1,2]");
}

BOOST_AUTO_TEST_CASE(what_a_pointer_points_to_may_be_const) {
    BOOST_TEST(json::encode(std::make_shared<Card const>(Card{"1"})) == R"({"number":"1"})");
    BOOST_TEST((*json::decode<std::shared_ptr<Card const>>(R"({"number":"1"})") == Card{"1"}));
}

BOOST_AUTO_TEST_CASE(writing_appends) {
    std::string out = "before ";
    json::write(out, std::vector<int>{1});
    BOOST_TEST(out == "before [1]");
    std::string big = "x";
    json::write(big, std::vector<std::string>(1000, std::string(50, 'y')));
    BOOST_TEST(big.size() == 1 + 1 + 1000 * 53);
}

BOOST_AUTO_TEST_SUITE_END()
