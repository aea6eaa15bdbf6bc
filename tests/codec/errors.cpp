// SPDX-License-Identifier: BSL-1.0
// What is wrong with a text is said with its place and with what would have been right.
#include "types.hpp"

#include <boost/test/unit_test.hpp>

using namespace shop::v1;
namespace json = yonder::json;

namespace {

template <class T>
std::string error_of(std::string const& text, json::decode_options const& options = {}) {
    try {
        (void)json::decode<T>(text, options);
    } catch (json::decode_error const& caught) {
        return caught.what();
    }
    return "no error";
}

} // namespace

BOOST_AUTO_TEST_SUITE(json_errors)

BOOST_AUTO_TEST_CASE(an_error_names_path_line_and_column) {
    try {
        (void)json::decode<Order>("{\"items\": [{},\n  {\"count\": \"ten\"}]}");
        BOOST_FAIL("it was taken");
    } catch (json::decode_error const& caught) {
        BOOST_TEST(caught.what() ==
                   std::string("items[1].count: expected an integer, got \"ten\" (line 2, column 13)"));
        BOOST_TEST(caught.path() == "items[1].count");
        BOOST_TEST(caught.problem() == "expected an integer, got \"ten\"");
        BOOST_TEST(caught.line() == 2u);
        BOOST_TEST(caught.column() == 13u);
        BOOST_TEST(caught.offset() == 27u);
    }
}

BOOST_AUTO_TEST_CASE(a_value_of_another_type_is_shown) {
    BOOST_TEST(error_of<int>("{}") == "expected an integer, got an object (line 1, column 1)");
    BOOST_TEST(error_of<int>("[1]") == "expected an integer, got an array (line 1, column 1)");
    BOOST_TEST(error_of<int>("null") == "expected an integer, got null (line 1, column 1)");
    BOOST_TEST(error_of<int>("") == "expected an integer, got the end of the text (line 1, column 1)");
    BOOST_TEST(error_of<bool>("\"true\"") == "expected true or false, got \"true\" (line 1, column 1)");
    BOOST_TEST(error_of<std::string>("17") == "expected a string, got 17 (line 1, column 1)");
    BOOST_TEST(error_of<Item>("[]") == "expected an object, got an array (line 1, column 1)");
    BOOST_TEST(error_of<std::vector<int>>("{}") == "expected an array, got an object (line 1, column 1)");
    BOOST_TEST(error_of<double>("\"fast\"") == "expected a number, got \"fast\" (line 1, column 1)");
    BOOST_TEST((error_of<std::map<std::string, int>>("[]")) == "expected an object, got an array (line 1, column 1)");
}

BOOST_AUTO_TEST_CASE(a_number_out_of_range_names_the_range) {
    BOOST_TEST(error_of<std::int8_t>("128") == "expected an integer from -128 to 127, got 128 (line 1, column 1)");
    BOOST_TEST(error_of<unsigned>("-1") == "expected an integer from 0 to 4294967295, got -1 (line 1, column 1)");
    BOOST_TEST(error_of<int>("1.5") ==
               "expected an integer from -2147483648 to 2147483647, got 1.5 (line 1, column 1)");
    BOOST_TEST(error_of<int>("1e10") ==
               "expected an integer from -2147483648 to 2147483647, got 1e10 (line 1, column 1)");
    BOOST_TEST(error_of<int>("1e999999999999").starts_with("expected an integer from"));
    BOOST_TEST(error_of<double>("1e999") == "expected a number that the type can hold, got 1e999 (line 1, column 1)");
    BOOST_TEST(error_of<float>("1e39") == "expected a number that the type can hold, got 1e39 (line 1, column 1)");
    BOOST_TEST(error_of<int>("\" 1\"") == "expected an integer, got \" 1\" (line 1, column 1)");
    BOOST_TEST(error_of<int>("\"1 \"") == "expected an integer, got \"1 \" (line 1, column 1)");
    BOOST_TEST(error_of<int>("\"\"") == "expected an integer, got \"\" (line 1, column 1)");
}

BOOST_AUTO_TEST_CASE(an_unknown_name_lists_those_that_are_known) {
    BOOST_TEST(error_of<Order>(R"({"wrapping":"pink"})") ==
               "wrapping: unknown enumerator \"pink\": known are red, green, deep_blue (line 1, column 13)");
    BOOST_TEST(error_of<Order>(R"({"payment":{"Gold":{}}})") ==
               "payment: unknown alternative \"Gold\": known are null, Card, Cash, int32, string (line 1, "
               "column 13)");
    json::decode_options strict;
    strict.refuse_unknown = true;
    BOOST_TEST(error_of<Order>(R"({"items":[{"kount":1}]})", strict) ==
               "items[0]: unknown member \"kount\": known are sku, count, price_cents (line 1, column 12)");
}

BOOST_AUTO_TEST_CASE(what_stands_twice_is_refused) {
    BOOST_TEST(error_of<Item>(R"({"sku":"a","count":1,"sku":"b"})") ==
               "the member \"sku\" stands twice (line 1, column 22)");
    BOOST_TEST(error_of<Item>(R"({"price_cents":1,"priceCents":2})") ==
               "the member \"priceCents\" stands twice (line 1, column 18)");
    BOOST_TEST((error_of<std::map<std::string, int>>(R"({"a":1,"a":2})")) ==
               "the key \"a\" stands twice (line 1, column 8)");
    BOOST_TEST(error_of<std::set<int>>("[1,2,1]") == "[2]: stands twice in a set (line 1, column 6)");
    BOOST_TEST(error_of<boost::json::value>(R"({"x":{"a":1,"a":2}})") ==
               "x: the key \"a\" stands twice (line 1, column 13)");
}

BOOST_AUTO_TEST_CASE(keys_of_maps_stand_in_the_path) {
    BOOST_TEST((error_of<std::map<std::string, Item>>(R"({"a b":{"count":{}}})")) ==
               "[\"a b\"].count: expected an integer, got an object (line 1, column 17)");
    BOOST_TEST((error_of<std::map<int, int>>(R"({"x":1})")) ==
               "expected an integer as the key, got \"x\" (line 1, column 2)");
    BOOST_TEST((error_of<std::map<int, int>>(R"({"99999999999":1})")) ==
               "expected an integer as the key, got \"99999999999\" (line 1, column 2)");
}

BOOST_AUTO_TEST_CASE(arrays_and_tuples_have_their_length) {
    BOOST_TEST((error_of<std::array<int, 2>>("[1]")) == "expected 2 elements, got 1 (line 1, column 1)");
    BOOST_TEST((error_of<std::array<int, 2>>("[1,2,3]")) == "expected 2 elements, got more (line 1, column 6)");
    BOOST_TEST((error_of<std::tuple<int, bool>>("[1,2]")) == "[1]: expected true or false, got 2 (line 1, column 4)");
    BOOST_TEST((error_of<std::pair<int, int>>("[]")) == "expected 2 elements, got 0 (line 1, column 1)");
    BOOST_TEST((error_of<std::array<unsigned char, 3>>("\"AA==\"")) ==
               "expected 3 bytes in base64, got 1 (line 1, column 1)");
}

BOOST_AUTO_TEST_CASE(times_and_bytes_say_how_they_look) {
    BOOST_TEST(error_of<std::chrono::seconds>("\"5\"") ==
               "expected a duration such as \"1.5s\", got \"5\" (line 1, column 1)");
    BOOST_TEST(error_of<std::chrono::seconds>("5") == "expected a duration such as \"1.5s\", got 5 (line 1, column 1)");
    BOOST_TEST(error_of<std::chrono::seconds>("\"1.5s\"") ==
               "a time that the member's type cannot hold exactly: too precise, or too far (line 1, column 1)");
    BOOST_TEST(error_of<std::chrono::nanoseconds>("\"99999999999s\"").starts_with("a time that the member's type"));
    for (char const* const wrong :
         {"\"--1s\"", "\"s\"", "\"1.s\"", "\".5s\"", "\"1.0000000001s\"", "\"1s \"", "\"+1s\""})
        BOOST_TEST(error_of<std::chrono::nanoseconds>(wrong).starts_with("expected a duration"), wrong);
    using time = std::chrono::system_clock::time_point;
    for (char const* const wrong :
         {"\"2026-02-30T00:00:00Z\"", "\"2026-11-21\"", "\"2026-11-21T24:00:00Z\"", "\"2026-11-21T00:00:60Z\"",
          "\"2026-11-21T00:00:00\"", "\"2026-11-21T00:00:00.Z\"", "\"2026-11-21T00:00:00+24:00\"",
          "\"2026-1-21T00:00:00Z\"", "\"2026-11-21T00:00:00Zx\"", "\"0000-01-01T00:00:00Z\""})
        BOOST_TEST(error_of<time>(wrong).starts_with("expected a time such as \"2026-11-21T10:00:00Z\", got"), wrong);
    for (char const* const wrong : {"\"A\"", "\"AAA=A\"", "\"A===\"", "\"AA=\"", "\"A*AA\"", "\"AAAA=\"", "\"AAAAA\""})
        BOOST_TEST(error_of<std::vector<std::byte>>(wrong).starts_with("expected bytes in base64, got"), wrong);
}

BOOST_AUTO_TEST_CASE(a_users_own_error_stands_at_its_value) {
    BOOST_TEST(error_of<std::vector<Celsius>>("[1,-300]") == "[1]: colder than nothing (line 1, column 4)");
}

BOOST_AUTO_TEST_CASE(a_variant_holds_exactly_one_member) {
    BOOST_TEST((error_of<std::variant<Card, Cash>>("{}")) ==
               "expected an alternative, got none: known are Card, Cash (line 1, column 2)");
    BOOST_TEST(error_of<Order>(R"({"payment":{"Cash":{},"Card":{}}})") ==
               "payment: expected one member, here is another (line 1, column 23)");
    BOOST_TEST(error_of<Order>(R"({"payment":{"Card":{"number":5}}})") ==
               "payment.Card.number: expected a string, got 5 (line 1, column 30)");
}

BOOST_AUTO_TEST_CASE(limits_hold) {
    json::decode_options options;
    options.max_depth = 3;
    BOOST_TEST(error_of<boost::json::value>("[[[]]]", options) == "no error");
    BOOST_TEST(error_of<boost::json::value>("[[[[]]]]", options) ==
               "[0][0][0]: more than 3 levels of arrays and objects (line 1, column 4)");
    BOOST_TEST(error_of<Item>(R"({"x":[[[]]]})", options) ==
               "x: more than 3 levels of arrays and objects (line 1, column 8)");
    BOOST_TEST(error_of<Tree>(std::string(100000, '[')).find("expected an object") != std::string::npos);
    std::string deep;
    for (int i = 0; i < 100; ++i)
        deep += R"({"left":)";
    BOOST_TEST(error_of<Tree>(deep).find("more than 64 levels of arrays and objects") != std::string::npos);
    options.max_size = 10;
    BOOST_TEST(error_of<int>("           1", options) ==
               "the text has 12 bytes, more than the 10 that are allowed (line 1, column 1)");
}

BOOST_AUTO_TEST_CASE(a_name_that_the_text_chose_stands_in_the_path_in_part_and_in_quotes) {
    BOOST_TEST(error_of<Item>(R"({"colour":[}]})") == "colour: expected a value, got '}' (line 1, column 12)");
    BOOST_TEST(error_of<Item>(R"({"a.b":[}]})") == "[\"a.b\"]: expected a value, got '}' (line 1, column 9)");
    BOOST_TEST(error_of<boost::json::value>(R"({"a\u0000":{"":[}]}})") ==
               "[\"a\\x00\"][\"\"][0]: expected a value, got '}' (line 1, column 17)");
    BOOST_TEST(error_of<Item>("{\"" + std::string(100000, 'k') + "\":[}]}").size() < 150u);
    // Forty bytes would end within the last character.
    std::string const key = std::string(39, 'k') + "\xc3\xbc" + "k";
    std::string const message = error_of<std::map<std::string, int>>("{\"" + key + "\":1,\"" + key + "\":2}");
    BOOST_TEST(message.starts_with("the key \"" + std::string(39, 'k') + "\xc3\xbc...\" stands twice"));
    BOOST_CHECK_NO_THROW((void)json::encode(message));
}

BOOST_AUTO_TEST_CASE(a_long_or_hostile_text_is_shown_in_part) {
    std::string const text = "\"" + std::string(1000, 'a') + "\"";
    BOOST_TEST(error_of<int>(text).size() < 150u);
    BOOST_TEST(error_of<std::string>("\x01") == "expected a string, got '\\x01' (line 1, column 1)");
    BOOST_TEST(error_of<Item>("{\"sku\":\"\xff\"}") == "sku: a string is not valid UTF-8 (line 1, column 9)");
}

BOOST_AUTO_TEST_SUITE_END()
