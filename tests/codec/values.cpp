// SPDX-License-Identifier: BSL-1.0
// Every kind of value, there and back, with the text it has in between.
#include "types.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>

using namespace shop::v1;
using namespace std::chrono_literals;
namespace json = yonder::json;

namespace {

// `value` is written as `text`, and read back from it as the same.
template <class T>
void crosses_as(T const& value, std::string const& text) {
    BOOST_TEST(json::encode(value) == text);
    BOOST_TEST((json::decode<T>(text) == value), text << " is read as something else");
}

// `text` is another way to write `value`.
template <class T>
void is_read_as(std::string const& text, T const& value) {
    BOOST_TEST((json::decode<T>(text) == value), text << " is read as " << json::encode(json::decode<T>(text)));
}

} // namespace

BOOST_AUTO_TEST_SUITE(json_values)

BOOST_AUTO_TEST_CASE(truth_values) {
    crosses_as(true, "true");
    crosses_as(false, "false");
    crosses_as(std::vector<bool>{true, false}, "[true,false]");
}

BOOST_AUTO_TEST_CASE(integers_of_every_width) {
    crosses_as(std::int8_t(-128), "-128");
    crosses_as(std::uint8_t(255), "255");
    crosses_as(std::int16_t(-32768), "-32768");
    crosses_as(std::uint16_t(65535), "65535");
    crosses_as(std::numeric_limits<std::int32_t>::min(), "-2147483648");
    crosses_as(std::numeric_limits<std::uint32_t>::max(), "4294967295");
    crosses_as(0, "0");
}

BOOST_AUTO_TEST_CASE(integers_beyond_what_a_double_holds_are_strings) {
    crosses_as(std::int64_t(9007199254740991), "9007199254740991");
    crosses_as(std::int64_t(9007199254740992), "\"9007199254740992\"");
    crosses_as(std::int64_t(-9007199254740991), "-9007199254740991");
    crosses_as(std::numeric_limits<std::int64_t>::min(), "\"-9223372036854775808\"");
    crosses_as(std::numeric_limits<std::uint64_t>::max(), "\"18446744073709551615\"");
    is_read_as("9223372036854775807", std::numeric_limits<std::int64_t>::max());
    is_read_as("18446744073709551615", std::numeric_limits<std::uint64_t>::max());
    is_read_as("\"7\"", 7);
}

BOOST_AUTO_TEST_CASE(integers_may_be_written_with_a_fraction_of_zero_or_an_exponent) {
    is_read_as("1.0", 1);
    is_read_as("1e2", 100);
    is_read_as("12.50e1", 125);
    is_read_as("-0", 0);
    is_read_as("-0.0", 0u);
    is_read_as("\"1e2\"", 100);
    is_read_as("100000000000000000000e-2", std::int64_t(1000000000000000000));
}

BOOST_AUTO_TEST_CASE(floating_point_numbers_are_the_shortest_that_come_back) {
    crosses_as(0.1, "0.1");
    crosses_as(0.1f, "0.1");
    crosses_as(1e300, "1e+300");
    crosses_as(-2.5, "-2.5");
    crosses_as(3.0, "3");
    crosses_as(std::numeric_limits<double>::max(), "1.7976931348623157e+308");
    crosses_as(std::numeric_limits<double>::denorm_min(), "5e-324");
    is_read_as("\"2.5\"", 2.5);
    is_read_as("1e-400", 0.0);
}

BOOST_AUTO_TEST_CASE(what_json_has_no_number_for_is_a_string) {
    crosses_as(std::numeric_limits<double>::infinity(), "\"Infinity\"");
    crosses_as(-std::numeric_limits<float>::infinity(), "\"-Infinity\"");
    BOOST_TEST(json::encode(std::nan("")) == "\"NaN\"");
    BOOST_TEST(std::isnan(json::decode<double>("\"NaN\"")));
}

BOOST_AUTO_TEST_CASE(strings_are_escaped_as_far_as_json_demands) {
    crosses_as(std::string("plain"), "\"plain\"");
    crosses_as(std::string("a\"b\\c/d"), R"("a\"b\\c/d")");
    crosses_as(std::string("\b\f\n\r\t\x01\x1f\x7f"), "\"\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\"");
    crosses_as(std::string("\0x", 2), "\"\\u0000x\"");
    crosses_as(std::string("Gr\xc3\xbc\xc3\x9f"
                           "e \xe2\x82\xac \xf0\x9f\x9a\x80"),
               "\"Gr\xc3\xbc\xc3\x9f"
               "e \xe2\x82\xac \xf0\x9f\x9a\x80\"");
    crosses_as(
        std::string(1000, 'x') + "\n" + std::string(1000, '"'), "\"" + std::string(1000, 'x') + "\\n" + [] {
            std::string quotes;
            for (int i = 0; i < 1000; ++i)
                quotes += "\\\"";
            return quotes;
        }() + "\"");
    is_read_as(R"("\u00fc\ud83d\ude80\/")", std::string("\xc3\xbc\xf0\x9f\x9a\x80/"));
}

BOOST_AUTO_TEST_CASE(bytes_are_base64_in_any_dress) {
    auto const bytes = [](std::initializer_list<int> list) {
        std::vector<std::byte> made;
        for (int const one : list)
            made.push_back(static_cast<std::byte>(one));
        return made;
    };
    crosses_as(bytes({}), "\"\"");
    crosses_as(bytes({0}), "\"AA==\"");
    crosses_as(bytes({255, 254}), "\"//4=\"");
    crosses_as(bytes({1, 2, 3}), "\"AQID\"");
    crosses_as(std::vector<unsigned char>{251, 255}, "\"+/8=\"");
    crosses_as(std::array<unsigned char, 3>{1, 2, 3}, "\"AQID\"");
    is_read_as("\"-_8\"", std::vector<unsigned char>{251, 255});
    is_read_as("\"__4\"", bytes({255, 254}));
}

BOOST_AUTO_TEST_CASE(enumerators_go_by_name) {
    crosses_as(Color::deep_blue, "\"deep_blue\"");
    crosses_as(std::map<Color, int>{{Color::red, 1}}, R"({"red":1})");
}

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

BOOST_AUTO_TEST_CASE(durations_are_seconds_with_their_unit) {
    crosses_as(1500ms, "\"1.5s\"");
    crosses_as(0s, "\"0s\"");
    crosses_as(-1ns, "\"-0.000000001s\"");
    crosses_as(std::chrono::hours(2), "\"7200s\"");
    crosses_as(std::chrono::duration<double>(0.25), "\"0.25s\"");
    crosses_as(std::chrono::nanoseconds::min(), "\"-9223372036.854775808s\"");
    is_read_as("\"1.500s\"", 1500ms);
    is_read_as("\"3600s\"", std::chrono::hours(1));
}

BOOST_AUTO_TEST_CASE(time_points_are_rfc_3339) {
    using std::chrono::sys_days;
    using std::chrono::year;
    auto const day = std::chrono::sys_time<std::chrono::nanoseconds>(sys_days(year(2026) / 11 / 21));
    crosses_as(day, "\"2026-11-21T00:00:00Z\"");
    crosses_as(day + 10h + 20ms, "\"2026-11-21T10:00:00.020Z\"");
    crosses_as(day + 1us, "\"2026-11-21T00:00:00.000001Z\"");
    crosses_as(day + 23h + 59min + 59s + 999999999ns, "\"2026-11-21T23:59:59.999999999Z\"");
    crosses_as(std::chrono::sys_seconds(sys_days(year(1969) / 12 / 31)) + 86399s, "\"1969-12-31T23:59:59Z\"");
    crosses_as(std::chrono::sys_time<std::chrono::milliseconds>(-1ms), "\"1969-12-31T23:59:59.999Z\"");
    is_read_as("\"2026-11-21T02:30:00+02:30\"", day);
    is_read_as("\"2026-11-20t23:00:00.5-01:00\"", day + 500ms);
    crosses_as(std::chrono::sys_seconds(sys_days(year(9999) / 12 / 31)), "\"9999-12-31T00:00:00Z\"");
    crosses_as(std::chrono::sys_seconds(sys_days(year(1) / 1 / 1)), "\"0001-01-01T00:00:00Z\"");
}

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

BOOST_AUTO_TEST_CASE(what_has_no_form_is_refused_when_writing) {
    BOOST_CHECK_EXCEPTION((void)json::encode(std::string("\xff\xfe")), json::encode_error, [](auto const& caught) {
        return caught.what() == std::string("a string is not UTF-8: \"\\xff\\xfe\": bytes that are no text belong in a "
                                            "std::vector<std::byte>");
    });
    BOOST_CHECK_EXCEPTION((void)json::encode(static_cast<Color>(9)), json::encode_error, [](auto const& caught) {
        return caught.what() ==
               std::string("an enumeration has the value 9, which is none of its enumerators (red, ...)");
    });
    BOOST_CHECK_THROW((void)json::encode(std::chrono::sys_days(std::chrono::year(12000) / 1 / 1)), json::encode_error);
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
