// SPDX-License-Identifier: BSL-1.0
// Texts that RFC 8259 allows and forbids, read untyped, with Boost.JSON as the oracle.
#include "types.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace std::string_literals;

namespace {

bool is_taken(std::string const& text) {
    try {
        (void)yonder::json::decode<boost::json::value>(text);
        return true;
    } catch (yonder::json::decode_error const&) {
        return false;
    }
}

bool is_taken_by_oracle(std::string const& text) {
    boost::json::error_code error;
    boost::json::parse_options options;
    options.max_depth = 64;
    boost::json::parse(text, error, {}, options);
    return !error;
}

std::vector<std::string> const good = {"0",
                                       "-0",
                                       "1",
                                       "-1",
                                       "10",
                                       "123456789",
                                       "1.0",
                                       "0.5",
                                       "-0.5",
                                       "1e1",
                                       "1E1",
                                       "1e+1",
                                       "1e-1",
                                       "0e0",
                                       "0.0e-0",
                                       "1.25e10",
                                       "9223372036854775807",
                                       "-9223372036854775808",
                                       "9223372036854775808",
                                       "18446744073709551615",
                                       "18446744073709551616",
                                       "123456789012345678901234567890",
                                       "1e308",
                                       "1e-308",
                                       "5e-324",
                                       "true",
                                       "false",
                                       "null",
                                       "\"\"",
                                       "\"a\"",
                                       "\" \"",
                                       "\"\\\"\"",
                                       "\"\\\\\"",
                                       "\"\\/\"",
                                       "\"/\"",
                                       "\"\\b\\f\\n\\r\\t\"",
                                       "\"\\u0041\"",
                                       "\"\\u00e9\"",
                                       "\"\\u20AC\"",
                                       "\"\\uD834\\uDD1E\"",
                                       "\"\\ud834\\udd1e\"",
                                       "\"\\u0000\"",
                                       "\"\x7f\"",
                                       "\"\xc2\x80\"",
                                       "\"\xdf\xbf\"",
                                       "\"\xe0\xa0\x80\"",
                                       "\"\xed\x9f\xbf\"",
                                       "\"\xee\x80\x80\"",
                                       "\"\xef\xbf\xbf\"",
                                       "\"\xf0\x90\x80\x80\"",
                                       "\"\xf4\x8f\xbf\xbf\"",
                                       "[]",
                                       "[ ]",
                                       "[1]",
                                       "[1,2]",
                                       "[ 1 , 2 ]",
                                       "[[]]",
                                       "[[],[]]",
                                       "[null]",
                                       "[\"\"]",
                                       "[1,\"a\",true,null,{}]",
                                       "[\n1\n]",
                                       "[\t1\r]",
                                       "{}",
                                       "{ }",
                                       "{\"a\":1}",
                                       "{\"a\" : 1}",
                                       "{\"a\":1,\"b\":2}",
                                       "{\"\":0}",
                                       "{\"a\":{}}",
                                       "{\"a\":[]}",
                                       "{\"a\":{\"a\":{}}}",
                                       "{\"\\u0061\":1}",
                                       "{\"a\":\"b\"}",
                                       " 1",
                                       "1 ",
                                       "\n1",
                                       "\t\r\n 1 \t\r\n",
                                       "[1e1,1E1]",
                                       "[-1]",
                                       "[0]",
                                       "[0.1]",
                                       "[[[[]]]]",
                                       "\"a very long string that is longer than one block of sixteen bytes\"",
                                       "{\"long key that takes more than a block\":1}",
                                       "[true,false]",
                                       "\"\\\\\\\"\"",
                                       "\"\\\\u0041\"",
                                       "[1,[2,[3]]]",
                                       "{\"A\":1,\"a\":1}",
                                       "-1.5E-3",
                                       "\"\xf0\x9f\x98\x80\""};

std::vector<std::string> const bad = {"",
                                      " ",
                                      "\n",
                                      "nul",
                                      "nulll",
                                      "NULL",
                                      "Null",
                                      "tru",
                                      "truee",
                                      "True",
                                      "fals",
                                      "falsee",
                                      "undefined",
                                      "NaN",
                                      "Infinity",
                                      "-Infinity",
                                      "-",
                                      "+1",
                                      "--1",
                                      "01",
                                      "-01",
                                      "00",
                                      "1.",
                                      ".1",
                                      "-.1",
                                      "1.e1",
                                      "1e",
                                      "1e+",
                                      "1E-",
                                      "e1",
                                      "1e1.5",
                                      "1.2.3",
                                      "0x1",
                                      "1a",
                                      "1 2",
                                      "1,",
                                      ",1",
                                      "\"",
                                      "\"a",
                                      "a\"",
                                      "'a'",
                                      "\"\\\"",
                                      "\"\\a\"",
                                      "\"\\x41\"",
                                      "\"\\u\"",
                                      "\"\\u1\"",
                                      "\"\\u12\"",
                                      "\"\\u123\"",
                                      "\"\\u123g\"",
                                      "\"\\U0041\"",
                                      "\"\\ud834\"",
                                      "\"\\udd1e\"",
                                      "\"\\ud834\\u0041\"",
                                      "\"\\ud834\\ud834\"",
                                      "\"\\ud834x\"",
                                      "\"\\ud834\\n\"",
                                      "\"\n\"",
                                      "\"\t\"",
                                      "\"\r\"",
                                      "\"\x01\"",
                                      "\"\x1f\"",
                                      "\"\0\""s,
                                      "\"\x80\"",
                                      "\"\xbf\"",
                                      "\"\xc0\x80\"",
                                      "\"\xc1\xbf\"",
                                      "\"\xc2\"",
                                      "\"\xc2\x41\"",
                                      "\"\xe0\x80\x80\"",
                                      "\"\xe0\x9f\xbf\"",
                                      "\"\xe2\x82\"",
                                      "\"\xed\xa0\x80\"",
                                      "\"\xed\xbf\xbf\"",
                                      "\"\xf0\x80\x80\x80\"",
                                      "\"\xf0\x8f\xbf\xbf\"",
                                      "\"\xf4\x90\x80\x80\"",
                                      "\"\xf5\x80\x80\x80\"",
                                      "\"\xf0\x90\x80\"",
                                      "\"\xff\"",
                                      "\"\xfe\"",
                                      "[",
                                      "]",
                                      "[1",
                                      "[1,",
                                      "[,1]",
                                      "[1,]",
                                      "[,]",
                                      "[1 2]",
                                      "[1,,2]",
                                      "[1]]",
                                      "[[1]",
                                      "[1}",
                                      "(1)",
                                      "{",
                                      "}",
                                      "{\"a\"",
                                      "{\"a\":",
                                      "{\"a\":1",
                                      "{\"a\":1,",
                                      "{\"a\":1,}",
                                      "{,}",
                                      "{\"a\" 1}",
                                      "{a:1}",
                                      "{'a':1}",
                                      "{1:1}",
                                      "{\"a\":}",
                                      "{:1}",
                                      "{\"a\":1 \"b\":2}",
                                      "{\"a\":1}}",
                                      "{\"a\",1}",
                                      "{\"a\":1]",
                                      "{null:1}",
                                      "{\"a\"::1}",
                                      "\xef\xbb\xbf"
                                      "1",
                                      "\xff",
                                      "\x00"s,
                                      "1\x00"s,
                                      "\v1",
                                      "\f1",
                                      "\xc2\xa0"
                                      "1",
                                      "/1",
                                      "//c\n1",
                                      "/*c*/1",
                                      "1//c",
                                      "#1",
                                      "[1]x",
                                      "\"a\"\"b\"",
                                      "true false",
                                      "{}{}",
                                      "[][]",
                                      "1e1e1",
                                      "1..2",
                                      "\\u0031",
                                      "[\"a\n\"]",
                                      "[\"\\",
                                      "{\"\\u00\":1}",
                                      "[1e]",
                                      "[-]",
                                      "[+1]",
                                      "[.5]",
                                      "[5.]",
                                      "[0x5]",
                                      "[1_000]",
                                      "1.0.",
                                      "-a",
                                      "- 1",
                                      "\"\\u00\x30\"",
                                      "\"\\ud83d\\ude0\"",
                                      "nan",
                                      "\"\\uqqqq\"",
                                      "[tru]",
                                      "[fals]",
                                      "[nul]"};

} // namespace

BOOST_AUTO_TEST_SUITE(json_corpus)

BOOST_AUTO_TEST_CASE(what_the_grammar_allows_is_taken) {
    for (std::string const& text : good) {
        BOOST_TEST(is_taken(text), text);
        BOOST_TEST(is_taken_by_oracle(text), text);
    }
    BOOST_TEST(good.size() >= 90u);
}

BOOST_AUTO_TEST_CASE(what_the_grammar_forbids_is_refused) {
    for (std::string const& text : bad) {
        BOOST_TEST(!is_taken(text), text);
        BOOST_TEST(!is_taken_by_oracle(text), text);
    }
    BOOST_TEST(bad.size() >= 150u);
}

BOOST_AUTO_TEST_CASE(what_is_taken_has_the_value_that_the_oracle_reads) {
    for (std::string const& text : good)
        BOOST_TEST((yonder::json::decode<boost::json::value>(text) == boost::json::parse(text)), text);
}

BOOST_AUTO_TEST_CASE(what_is_ignored_is_checked_as_what_is_read) {
    auto const is_ignored = [](std::string const& text) {
        try {
            (void)yonder::json::decode<shop::v1::Cash>("{\"ignored\":" + text + "}");
            return true;
        } catch (yonder::json::decode_error const&) {
            return false;
        }
    };
    for (std::string const& text : good)
        BOOST_TEST(is_ignored(text), text);
    for (std::string const& text : bad)
        BOOST_TEST(!is_ignored(text), text);
}

BOOST_AUTO_TEST_CASE(every_prefix_of_a_good_text_ends_in_an_error_and_not_in_a_crash) {
    std::string const text =
        R"({"id":7,"items":[{"sku":"A\u00e9","count":2,"price_cents":"12"}],"payment":{"Card":{"number":"1"}}})";
    for (std::size_t length = 0; length < text.size(); ++length)
        BOOST_CHECK_THROW((void)yonder::json::decode<shop::v1::Order>(text.substr(0, length)),
                          yonder::json::decode_error);
    BOOST_CHECK_NO_THROW((void)yonder::json::decode<shop::v1::Order>(text));
}

BOOST_AUTO_TEST_SUITE_END()
