// SPDX-License-Identifier: BSL-1.0
#include "types.hpp"

#include <boost/test/unit_test.hpp>

namespace json = yonder::json;
using shop::v1::Item;

namespace {

struct place {
    static constexpr std::array<std::string_view, 4> parameter_names{"user_id", "item", "note", "tags"};
};
struct ping {
    static constexpr std::array<std::string_view, 0> parameter_names{};
};
using arguments = std::tuple<std::int64_t, Item, std::optional<std::string>, std::vector<int>>;

arguments read(std::string const& text, json::decode_options const& options = {}) {
    arguments values;
    json::decode_arguments(text, place::parameter_names, values, options);
    return values;
}

std::string error_of(std::string const& text, json::decode_options const& options = {}) {
    try {
        (void)read(text, options);
    } catch (json::decode_error const& caught) {
        return caught.what();
    }
    return "no error";
}

} // namespace

BOOST_AUTO_TEST_SUITE(json_arguments)

BOOST_AUTO_TEST_CASE(arguments_are_an_object_by_name) {
    arguments const values{7, {"x", 2, 3}, "hi", {1}};
    std::string out;
    json::write_arguments(out, place::parameter_names, values);
    BOOST_TEST(out == R"({"user_id":7,"item":{"sku":"x","count":2,"price_cents":3},"note":"hi","tags":[1]})");
    BOOST_TEST((read(out) == values));
    BOOST_TEST((read(R"({"tags":[1],"note":"hi","item":{"sku":"x","count":2,"price_cents":3},"userId":7})") == values));
}

BOOST_AUTO_TEST_CASE(arguments_may_be_an_array_in_order) {
    BOOST_TEST((read(R"([7,{"sku":"x"}])") == arguments{7, {"x", 1, 0}, std::nullopt, {}}));
    BOOST_TEST(error_of(R"([7,{},"n",[],5])") == "expected 4 arguments, got more (line 1, column 14)");
    BOOST_TEST(error_of("[7]") ==
               "missing argument \"item\": the arguments are user_id, item, note, tags (line 1, column 1)");
}

BOOST_AUTO_TEST_CASE(a_missing_argument_is_named_unless_absence_means_empty) {
    BOOST_TEST((read(R"({"user_id":7,"item":{}})") == arguments{7, {}, std::nullopt, {}}));
    BOOST_TEST((read(R"({"user_id":7,"item":{},"note":null,"tags":null})") == arguments{7, {}, std::nullopt, {}}));
    BOOST_TEST(error_of(R"({"user_id":7})") ==
               "missing argument \"item\": the arguments are user_id, item, note, tags (line 1, column 1)");
    BOOST_TEST(error_of("") ==
               "missing argument \"user_id\": the arguments are user_id, item, note, tags (line 1, column 1)");
    BOOST_TEST(error_of(R"({"user_id":null,"item":{}})") ==
               "user_id: expected an integer, got null (line 1, column 12)");
}

BOOST_AUTO_TEST_CASE(unknown_arguments_are_ignored_or_refused) {
    BOOST_TEST((read(R"({"user_id":7,"item":{},"colour":1})") == arguments{7, {}, std::nullopt, {}}));
    json::decode_options strict;
    strict.refuse_unknown = true;
    BOOST_TEST(error_of(R"({"colour":1})", strict) ==
               "unknown argument \"colour\": known are user_id, item, note, tags (line 1, column 2)");
    BOOST_TEST(error_of(R"({"user_id":1,"user_id":2})") == "the argument \"user_id\" stands twice (line 1, column 14)");
    BOOST_TEST(error_of("7") == "expected an object with the arguments by name, or an array with them in "
                                "order, got 7 (line 1, column 1)");
}

BOOST_AUTO_TEST_CASE(a_method_without_parameters_takes_an_empty_object_or_nothing) {
    std::tuple<> none;
    for (char const* const text : {"", " ", "{}", "[]", "{\"x\":1}"})
        BOOST_CHECK_NO_THROW(json::decode_arguments(text, ping::parameter_names, none));
    BOOST_CHECK_THROW(json::decode_arguments("[1]", ping::parameter_names, none), json::decode_error);
    std::string out;
    json::write_arguments(out, ping::parameter_names, none);
    BOOST_TEST(out == "{}");
}

BOOST_AUTO_TEST_CASE(a_reply_is_always_an_object) {
    auto const reply_of = [](auto const& result) {
        std::string out;
        json::write_result(out, result);
        return out;
    };
    BOOST_TEST(reply_of(7) == R"({"result":7})");
    BOOST_TEST(reply_of(Item{"x", 1, 2}) == R"({"sku":"x","count":1,"price_cents":2})");
    BOOST_TEST(reply_of(std::vector<int>{1}) == R"({"result":[1]})");
    BOOST_TEST(reply_of(std::optional<int>()) == "{}");
    BOOST_TEST(json::decode_result<int>(R"({"result":7})") == 7);
    BOOST_TEST((json::decode_result<std::optional<int>>("{}") == std::nullopt));
    BOOST_TEST(json::decode_result<std::vector<int>>("{}").empty());
    BOOST_TEST(json::decode_result<std::vector<int>>(R"({"result":null})").empty());
    BOOST_CHECK_THROW((void)json::decode_result<int>(R"({"result":null})"), json::decode_error);
    BOOST_TEST((json::decode_result<Item>(R"({"sku":"y"})") == Item{"y", 1, 0}));
    BOOST_CHECK_EXCEPTION((void)json::decode_result<int>("{}"), json::decode_error,
                          [](auto const& caught) { return caught.problem() == "missing member \"result\""; });
}

BOOST_AUTO_TEST_SUITE_END()
