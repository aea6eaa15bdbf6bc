// SPDX-License-Identifier: BSL-1.0
// Methods that answer in words of their domain, over every binding.
#include "../http/bare_client.hpp"
#include "bindings.hpp"
#include "decisions.hpp"

#include <yonder/net/url.hpp>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <type_traits>
#include <variant>

using namespace suite::v1;

namespace {

using world = suite::world<Decisions, suite::Bank>;

// Which handler was called, and with what.
std::string told(Transfer const& how) {
    return how.match([](Transferred const& done) { return "transferred to " + done.to; },
                     [](Short const& lacking) { return "short of " + std::to_string(lacking.missing); },
                     [](Closed const&) { return std::string("closed"); });
}

} // namespace

BOOST_AUTO_TEST_SUITE(outcomes)

BOOST_DATA_TEST_CASE(each_case_arrives_with_its_data, suite::bindings, where) {
    world bank(where);
    BOOST_TEST((bank->transfer("b", 30) == Transfer(Transferred{70, "b"})));
    BOOST_TEST((bank->transfer("b", 130) == Transfer(Short{30})));
    BOOST_TEST((bank->transfer("", 1) == Transfer(Closed())));
}

BOOST_DATA_TEST_CASE(match_calls_the_handler_of_the_case, suite::bindings, where) {
    world bank(where);
    BOOST_TEST(told(bank->transfer("b", 30)) == "transferred to b");
    BOOST_TEST(told(bank->transfer("b", 130)) == "short of 30");
    BOOST_TEST(told(bank->transfer("", 1)) == "closed");
}

BOOST_DATA_TEST_CASE(an_outcome_comes_later_too, suite::bindings, where) {
    world bank(where);
    BOOST_TEST(told(bank->transfer_later("b", 30).get()) == "transferred to b");
    auto const later = yonder::async(bank.service());
    BOOST_TEST(told(later->transfer_later("b", 130).get()) == "short of 30");
    BOOST_TEST(told(later->transfer("", 1).get()) == "closed");
    BOOST_TEST(later->transfer("b", 131).then(&told).get() == "short of 31");
}

BOOST_DATA_TEST_CASE(a_case_that_can_only_be_moved_crosses, suite::bindings, where) {
    world post(where);
    auto opened = post->open(std::make_unique<std::string>("a book"));
    BOOST_REQUIRE(opened.is<Parcel>());
    auto const content = std::move(opened).match([](Parcel&& parcel) { return std::move(parcel.content); },
                                                 [](Closed&&) { return std::unique_ptr<std::string>(); });
    BOOST_REQUIRE(content);
    BOOST_TEST(*content == "a book");
    BOOST_TEST(post->open(nullptr).is<Closed>());
    auto const later = yonder::async(post.service());
    BOOST_TEST(*later->open(std::make_unique<std::string>("a pen")).get().get<Parcel>().content == "a pen");
}

BOOST_DATA_TEST_CASE(an_outcome_may_be_the_value_of_a_result, suite::bindings, where) {
    world bank(where);
    auto const tried = bank->try_transfer("b", 130);
    BOOST_REQUIRE(tried.has_value());
    BOOST_TEST(told(*tried) == "short of 30");
    BOOST_TEST((bank->try_transfer("b", -1).error().code() == yonder::code::out_of_range));
    auto const later = yonder::async(bank.service());
    BOOST_TEST(told(*later->try_transfer("b", 30).get()) == "transferred to b");
}

BOOST_AUTO_TEST_CASE(an_outcome_is_asked_for_its_case) {
    Transfer const how = Short{30};
    BOOST_TEST(how.is<Short>());
    BOOST_TEST(!how.is<Closed>());
    BOOST_TEST(how.get<Short>().missing == 30);
    BOOST_CHECK_THROW((void)how.get<Closed>(), std::bad_variant_access);
    BOOST_REQUIRE(how.get_if<Short>());
    BOOST_TEST(how.get_if<Short>()->missing == 30);
    BOOST_TEST(!how.get_if<Transferred>());
    BOOST_TEST(Transfer().is<Transferred>());
    BOOST_TEST((Transfer(Short{1}) != how));
    static_assert(!std::is_constructible_v<Transfer, Parcel>);
}

BOOST_AUTO_TEST_CASE(one_handler_may_stand_for_the_cases_that_are_left) {
    auto const is_done = [](Transfer const& how) {
        return how.match([](Transferred const&) { return true; }, [](auto const&) { return false; });
    };
    BOOST_TEST(is_done(Transferred()));
    BOOST_TEST(!is_done(Closed()));
    int handled = 0;
    Transfer(Short{2}).match([&](Short const& lacking) { handled += static_cast<int>(lacking.missing); },
                             [](auto const&) {});
    BOOST_TEST(handled == 2);
}

BOOST_AUTO_TEST_CASE(a_handler_may_return_a_reference) {
    Transfer const how = Transferred{70, "b"};
    std::string const nobody;
    std::string const& to = how.match([](Transferred const& done) -> std::string const& { return done.to; },
                                      [&](auto const&) -> std::string const& { return nobody; });
    BOOST_TEST(&to == &how.get<Transferred>().to);
}

BOOST_AUTO_TEST_CASE(on_the_wire_an_outcome_is_an_answer_named_by_its_case) {
    world bank("http");
    auto connection = bare::connect(yonder::net::parse_url(bank.url()).port);
    auto const call = [&](std::string_view method, std::string_view arguments) {
        connection.send(bare::post("/suite.v1.Decisions/" + std::string(method), arguments));
        auto const answer = connection.read();
        return std::to_string(answer.status) + " " + answer.body;
    };
    BOOST_TEST(call("transfer", R"({"to":"b","amount":30})") == R"(200 {"Transferred":{"left":70,"to":"b"}})");
    BOOST_TEST(call("transfer", R"({"to":"b","amount":130})") == R"(200 {"Short":{"missing":30}})");
    BOOST_TEST(call("transfer", R"({"to":"","amount":1})") == R"(200 {"Closed":{}})");
    BOOST_TEST(call("transfer_later", R"({"to":"b","amount":130})") == R"(200 {"Short":{"missing":30}})");
    BOOST_TEST(call("try_transfer", R"({"to":"b","amount":130})") == R"(200 {"Short":{"missing":30}})");
    BOOST_TEST(call("try_transfer", R"({"to":"b","amount":-1})") ==
               R"(400 {"code":"out_of_range","message":"less than nothing"})");
    BOOST_TEST(call("open", R"({"content":"a book"})") == R"(200 {"Parcel":{"content":"a book"}})");
}

BOOST_AUTO_TEST_CASE(in_the_binary_form_a_case_is_a_field_numbered_by_its_place) {
    namespace binary = yonder::binary;
    BOOST_TEST(binary::encode(Transfer(Short{30})) == std::string("\x12\x02\x08\x1e"));
    BOOST_TEST(binary::encode(Transfer(Closed())) == std::string("\x1a\x00", 2));
    BOOST_TEST((binary::decode<Transfer>(binary::encode(Transfer(Closed()))) == Transfer(Closed())));
    BOOST_CHECK_EXCEPTION((void)binary::decode<Transfer>(""), yonder::binary::decode_error, [](auto const& caught) {
        return caught.what() == std::string("a variant that holds nothing (byte 0)");
    });
}

BOOST_AUTO_TEST_SUITE_END()
