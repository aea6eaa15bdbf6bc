// SPDX-License-Identifier: BSL-1.0
// The proto3 JSON mapping (protobuf.dev/programming-guides/json), field type by field type: what a stock
// client may send.
#include "types.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace json = yonder::json;
using namespace shop::v1;

namespace {

struct sample {
    char const* text;
    char const* written; // as our writer has it; null if the text is to be refused
};

template <class T>
void check(std::vector<sample> const& samples) {
    for (sample const& one : samples) {
        std::string result = "refused";
        try {
            result = json::encode(json::decode<T>(one.text));
        } catch (json::decode_error const&) {
        }
        BOOST_TEST(result == (one.written ? one.written : "refused"), one.text << " is " << result);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(proto3)

BOOST_AUTO_TEST_CASE(int32_and_uint32_take_numbers_and_strings) {
    check<std::int32_t>({{"0", "0"},
                         {"-0", "0"},
                         {"\"-0\"", "0"},
                         {"\"12\"", "12"},
                         {"1e5", "100000"},
                         {"\"1e5\"", "100000"},
                         {"1.0e0", "1"},
                         {"10e-1", "1"},
                         {"2147483647", "2147483647"},
                         {"2147483647.0", "2147483647"},
                         {"-2147483648", "-2147483648"},
                         {"2147483648", nullptr},
                         {"-2147483649", nullptr},
                         {"\"2147483648\"", nullptr},
                         {"1.5", nullptr},
                         {"1e-1", nullptr},
                         {"\"\"", nullptr},
                         {"\" 1\"", nullptr},
                         {"\"1 \"", nullptr},
                         {"\"\\t1\"", nullptr},
                         {"\"1\\n\"", nullptr},
                         {"\"+1\"", nullptr},
                         {"\"01\"", nullptr},
                         {"\"0x1\"", nullptr},
                         {"\"NaN\"", nullptr},
                         {"\"1\\u0000\"", nullptr},
                         {"true", nullptr},
                         {"[1]", nullptr}});
    check<std::uint32_t>({{"4294967295", "4294967295"}, {"4294967296", nullptr}, {"-1", nullptr}, {"\"-1\"", nullptr}});
}

BOOST_AUTO_TEST_CASE(int64_and_uint64_are_exact_at_every_size) {
    check<std::int64_t>({{"9007199254740991", "9007199254740991"},
                         {"9007199254740993", "\"9007199254740993\""},
                         {"\"9223372036854775807\"", "\"9223372036854775807\""},
                         {"9223372036854775807.0", "\"9223372036854775807\""},
                         {"\"-9223372036854775808\"", "\"-9223372036854775808\""},
                         {"922337203685477580700e-2", "\"9223372036854775807\""},
                         {"9223372036854775808", nullptr},
                         {"-9223372036854775809", nullptr},
                         {"1e19", nullptr},
                         {"0e99999999999999999999", "0"},
                         {"1e99999999999999999999", nullptr},
                         {"1e-99999999999999999999", nullptr}});
    check<std::uint64_t>({{"18446744073709551615", "\"18446744073709551615\""},
                          {"1.8446744073709551615e19", "\"18446744073709551615\""},
                          {"1.8446744073709551616e19", nullptr},
                          {"18446744073709551616", nullptr},
                          {"-1", nullptr}});
}

BOOST_AUTO_TEST_CASE(float_and_double_take_numbers_strings_and_three_names) {
    check<double>({{"1.5", "1.5"},
                   {"\"1.5\"", "1.5"},
                   {"-0", "-0.0"},
                   {"\"NaN\"", "\"NaN\""},
                   {"\"Infinity\"", "\"Infinity\""},
                   {"\"-Infinity\"", "\"-Infinity\""},
                   {"1.7976931348623157e308", "1.7976931348623157e+308"},
                   {"0e2104", "0"},
                   {"1e-400", "0"},
                   {"-1e-400", "-0.0"},
                   {"1.7976931348623159e308", nullptr},
                   {"1e309", nullptr},
                   {"\"1e309\"", nullptr},
                   {"NaN", nullptr},
                   {"Infinity", nullptr},
                   {"\"-NaN\"", nullptr},
                   {"\"+Infinity\"", nullptr},
                   {"\"infinity\"", nullptr},
                   {"\"inf\"", nullptr},
                   {"\"\"", nullptr},
                   {"\"\\t1.5\"", nullptr},
                   {"\"\\n1\"", nullptr},
                   {"\"1.5 \"", nullptr},
                   {"\".5\"", nullptr},
                   {"\"0x10\"", nullptr}});
    check<float>({{"3.4028235e38", "3.4028235e+38"}, {"1e-45", "1e-45"}, {"3.5e38", nullptr}, {"1e39", nullptr}});
}

BOOST_AUTO_TEST_CASE(bool_takes_its_two_literals_only) {
    check<bool>({{"true", "true"},
                 {"false", "false"},
                 {"\"true\"", nullptr},
                 {"0", nullptr},
                 {"1", nullptr},
                 {"True", nullptr}});
}

BOOST_AUTO_TEST_CASE(bytes_take_either_alphabet_with_or_without_padding) {
    check<std::vector<std::byte>>({{"\"\"", "\"\""},
                                   {"\"YQ==\"", "\"YQ==\""},
                                   {"\"YQ\"", "\"YQ==\""},
                                   {"\"-_8=\"", "\"+/8=\""},
                                   {"\"-_8\"", "\"+/8=\""},
                                   {"\"+/8\"", "\"+/8=\""},
                                   {"\"Y\"", nullptr},
                                   {"\"YQ=\"", nullptr},
                                   {"\"YQ===\"", nullptr},
                                   {"\"Y Q\"", nullptr},
                                   {"\"YQ=Q\"", nullptr},
                                   {"[97]", nullptr}});
}

BOOST_AUTO_TEST_CASE(enums_are_their_names) {
    check<Color>(
        {{"\"deep_blue\"", "\"deep_blue\""}, {"\"DEEP_BLUE\"", nullptr}, {"\"pink\"", nullptr}, {"\"\"", nullptr}});
}

BOOST_AUTO_TEST_CASE(durations_end_in_s) {
    check<std::chrono::nanoseconds>({{"\"3s\"", "\"3s\""},
                                     {"\"3.000000001s\"", "\"3.000000001s\""},
                                     {"\"3.100s\"", "\"3.1s\""},
                                     {"\"-0.5s\"", "\"-0.5s\""},
                                     {"\"-0s\"", "\"0s\""},
                                     {"\"3\"", nullptr},
                                     {"\"3.s\"", nullptr},
                                     {"\".5s\"", nullptr},
                                     {"\"3.0000000001s\"", nullptr},
                                     {"\"- 3s\"", nullptr},
                                     {"\"--3s\"", nullptr},
                                     {"\"-+3s\"", nullptr},
                                     {"\"3 s\"", nullptr},
                                     {"\"3S\"", nullptr},
                                     {"\"1e3s\"", nullptr},
                                     {"\"99999999999999999999s\"", nullptr},
                                     {"3", nullptr}});
    check<std::chrono::seconds>({{"\"9223372036854775807s\"", "\"9223372036854775807s\""},
                                 {"\"-9223372036854775808s\"", "\"-9223372036854775808s\""},
                                 {"\"9223372036854775808s\"", nullptr},
                                 {"\"0.5s\"", nullptr}});
}

BOOST_AUTO_TEST_CASE(timestamps_are_rfc_3339_within_the_years_1_to_9999) {
    check<std::chrono::sys_time<std::chrono::nanoseconds>>(
        {{"\"1972-01-01T10:00:20.021Z\"", "\"1972-01-01T10:00:20.021Z\""},
         {"\"1972-01-01T10:00:20.021000Z\"", "\"1972-01-01T10:00:20.021Z\""},
         {"\"1972-01-01T10:00:20.1Z\"", "\"1972-01-01T10:00:20.100Z\""},
         {"\"1972-01-01T10:00:20-05:00\"", "\"1972-01-01T15:00:20Z\""},
         {"\"1970-01-01T00:00:00+00:01\"", "\"1969-12-31T23:59:00Z\""},
         {"\"2024-02-29T00:00:00Z\"", "\"2024-02-29T00:00:00Z\""},
         {"\"2023-02-29T00:00:00Z\"", nullptr},
         {"\"1972-01-01T10:00:20\"", nullptr},
         {"\"1972-01-01 10:00:20Z\"", nullptr},
         {"\"1972-01-01T10:00:20.0000000001Z\"", nullptr},
         {"\"1972-01-01T10:00:20+5:00\"", nullptr},
         {"\"1972-13-01T10:00:20Z\"", nullptr}});
    check<std::chrono::sys_seconds>({{"\"0001-01-01T00:00:00Z\"", "\"0001-01-01T00:00:00Z\""},
                                     {"\"9999-12-31T23:59:59Z\"", "\"9999-12-31T23:59:59Z\""},
                                     {"\"0001-01-01T00:00:00+00:01\"", nullptr},
                                     {"\"9999-12-31T23:59:59-00:01\"", nullptr},
                                     {"\"10000-01-01T00:00:00Z\"", nullptr}});
}

BOOST_AUTO_TEST_CASE(map_keys_are_strings_of_what_they_are) {
    check<std::map<std::int32_t, bool>>({{R"({"1":true,"-1":false})", R"({"-1":false,"1":true})"},
                                         {R"({"01":true})", nullptr},
                                         {R"({"-0":true})", nullptr},
                                         {R"({"+1":true})", nullptr},
                                         {R"({"1.0":true})", nullptr},
                                         {R"({"":true})", nullptr},
                                         {R"({1:true})", nullptr},
                                         {R"({"1":true,"1":true})", nullptr},
                                         {R"({"1":true,"\u0031":true})", nullptr}});
}

BOOST_AUTO_TEST_CASE(null_is_absence_in_a_struct_and_nowhere_else) {
    check<Item>({{R"({"sku":null,"count":null,"price_cents":null})", R"({"sku":"","count":1,"price_cents":0})"},
                 {R"({"count":nul})", nullptr},
                 {"null", nullptr}});
    check<std::vector<int>>({{"[null]", nullptr}, {"null", nullptr}});
    check<std::vector<std::optional<int>>>({{"[null,1]", "[null,1]"}});
    check<std::map<std::string, int>>({{R"({"a":null})", nullptr}});
}

BOOST_AUTO_TEST_SUITE_END()
