// SPDX-License-Identifier: BSL-1.0
// Single values, there and back, with the text they have in between.
#include "crosses_as.hpp"

#include <cmath>
#include <limits>

using namespace shop::v1;
namespace json = yonder::json;

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

// Text is looked at in blocks, the last of which may begin before what was not looked at yet.
BOOST_AUTO_TEST_CASE(special_characters_are_found_wherever_they_stand) {
    for (std::size_t length = 1; length <= 50; ++length)
        for (std::size_t at = 0; at < length; ++at) {
            std::string const before(at, 'a');
            std::string const after(length - at - 1, 'b');
            crosses_as(before + '"' + after, '"' + before + "\\\"" + after + '"');
            crosses_as(before + '\\' + after, '"' + before + "\\\\" + after + '"');
            crosses_as(before + '\x1f' + after, '"' + before + "\\u001f" + after + '"');
            crosses_as(before + "\xc3\xbc" + after, '"' + before + "\xc3\xbc" + after + '"');
            for (std::string const wrong : {"\x1f", "\xff", "\xc3"})
                BOOST_CHECK_THROW(json::decode<std::string>('"' + before + wrong + after + '"'), json::decode_error);
        }
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

BOOST_AUTO_TEST_CASE(what_has_no_form_is_refused_when_writing) {
    BOOST_CHECK_EXCEPTION((void)json::encode(std::string("\xff\xfe")), json::encode_error, [](auto const& caught) {
        return caught.what() == std::string("a string is not UTF-8: \"\\xff\\xfe\": bytes that are no text belong in a "
                                            "std::vector<std::byte>");
    });
    BOOST_CHECK_EXCEPTION((void)json::encode(static_cast<Color>(9)), json::encode_error, [](auto const& caught) {
        return caught.what() == std::string("an enumeration has the value 9, which is none of its "
                                            "enumerators (red, green, deep_blue)");
    });
}

BOOST_AUTO_TEST_CASE(what_has_no_form_is_told_with_its_path) {
    auto const problem_of = [](auto const& value) -> std::string {
        try {
            return json::encode(value);
        } catch (json::encode_error const& caught) {
            return caught.what();
        }
    };
    std::string const reason =
        "a string is not UTF-8: \"\\xff\": bytes that are no text belong in a std::vector<std::byte>";
    Order order;
    order.items = {{"a\n\"\\", 1, 2}, {"\xff", 1, 2}};
    BOOST_TEST(problem_of(order) == "items[1].sku: " + reason);
    order.items.clear();
    order.payment = Card{"\xff"};
    BOOST_TEST(problem_of(order) == "payment.Card.number: " + reason);
    order.payment = Cash();
    order.wrapping = static_cast<Color>(9);
    BOOST_TEST(problem_of(std::vector{order}).starts_with("[0].wrapping: an enumeration has the value 9"));
    BOOST_TEST(problem_of(std::map<std::string, std::string>{{"a b", "x"}, {"c d", "\xff"}}) == "[\"c d\"]: " + reason);
    BOOST_TEST(
        problem_of(std::tuple(std::vector<int>{1, 2}, std::string("\n\xff"))).starts_with("[1]: a string is not"));
}

BOOST_AUTO_TEST_CASE(what_fails_to_be_written_leaves_no_trace) {
    std::string out = "before";
    BOOST_CHECK_THROW(json::write(out, std::vector<std::string>{std::string(5000, 'x'), "\xff"}), json::encode_error);
    BOOST_TEST(out == "before");
}

BOOST_AUTO_TEST_CASE(an_empty_view_is_written_as_an_empty_string) {
    BOOST_TEST(json::encode(std::string_view()) == "\"\"");
    BOOST_TEST(json::encode(std::span<std::byte const>()) == "\"\"");
}

BOOST_AUTO_TEST_SUITE_END()
