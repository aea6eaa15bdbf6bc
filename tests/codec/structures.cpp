// SPDX-License-Identifier: BSL-1.0
// Described structs, there and back.
#include "crosses_as.hpp"

using namespace shop::v1;
namespace json = yonder::json;

BOOST_AUTO_TEST_SUITE(json_structures)

BOOST_AUTO_TEST_CASE(a_struct_has_its_members_by_name_those_of_bases_first) {
    Order order;
    order.id = 7;
    order.items = {{"A-1", 2, 1999}};
    order.payment = Card{"1"};
    order.totals = {{"EUR", 3998}};
    crosses_as(order, R"({"id":7,"items":[{"sku":"A-1","count":2,"price_cents":1999}],"wrapping":"green",)"
                      R"("payment":{"Card":{"number":"1"}},"totals":{"EUR":3998}})");
    order.note = "gift";
    BOOST_TEST(json::encode(order).find(R"("note":"gift")") != std::string::npos);
    crosses_as(Cash{}, "{}");
}

BOOST_AUTO_TEST_CASE(absent_and_null_members_keep_their_initializers) {
    is_read_as("{}", Item{});
    is_read_as(R"({"count":null,"sku":"x"})", Item{"x", 1, 0});
    is_read_as(R"({"note":null})", Order{});
    Item item{"kept", 5, 6};
    json::decode_into(item, R"({"count":9})");
    BOOST_TEST((item == Item{"kept", 9, 6}));
}

BOOST_AUTO_TEST_CASE(members_come_in_any_order_and_in_lower_camel_case) {
    is_read_as(R"({"price_cents":3,"count":2,"sku":"x"})", Item{"x", 2, 3});
    is_read_as(R"( { "sku" : "x" , "priceCents" : 3 } )", Item{"x", 1, 3});
    is_read_as("{\"s\\u006bu\":\"x\"}", Item{"x", 1, 0});
}

BOOST_AUTO_TEST_CASE(unknown_members_are_ignored_and_counted_or_refused) {
    std::size_t ignored = 0;
    json::decode_options options;
    options.ignored_members = &ignored;
    BOOST_TEST(
        (json::decode<Item>(R"({"colour":{"a":[1,{"b":null}]},"sku":"x","size":"L"})", options) == Item{"x", 1, 0}));
    BOOST_TEST(ignored == 2u);
}

BOOST_AUTO_TEST_CASE(recursive_types_nest) {
    Tree tree{"root", {}, nullptr, nullptr};
    tree.children.push_back({"child", {}, nullptr, nullptr});
    tree.left = std::make_unique<Tree>(Tree{"left", {}, nullptr, nullptr});
    tree.right = std::make_shared<Tree>(Tree{"right", {}, nullptr, nullptr});
    std::string const text = json::encode(tree);
    BOOST_TEST(text ==
               R"({"name":"root","children":[{"name":"child","children":[]}],"left":{"name":"left","children":[]},)"
               R"("right":{"name":"right","children":[]}})");
    BOOST_TEST(json::encode(json::decode<Tree>(text)) == text);
}

BOOST_AUTO_TEST_SUITE_END()
