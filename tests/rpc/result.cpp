// SPDX-License-Identifier: BSL-1.0
// Methods whose callers want no exceptions, over every binding.
#include "../http/raw_socket.hpp"
#include "bindings.hpp"
#include "decisions.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <latch>
#include <string>
#include <type_traits>
#include <vector>

using namespace std::chrono_literals;
using namespace suite::v1;
using yonder::code;
using yonder::reached;

namespace {

using world = suite::world<Decisions, suite::Bank>;

// The three ways to call a method that returns result<void>: each must give the same.
std::vector<yonder::result<void>> checks(world& bank, std::string const& how) {
    std::vector<yonder::result<void>> all;
    all.push_back(bank->check(how));
    all.push_back(bank->check_later(how).get());
    all.push_back(yonder::async(bank.service())->check(how).get());
    return all;
}

bool is_remote(yonder::error const& what) { return dynamic_cast<yonder::remote_error const*>(&what) != nullptr; }
bool is_of_invoke(yonder::error const& what) { return dynamic_cast<yonder::invoke_error const*>(&what) != nullptr; }

} // namespace

BOOST_AUTO_TEST_SUITE(results)

BOOST_DATA_TEST_CASE(a_result_carries_the_value, suite::bindings, where) {
    world service(where);
    auto const quotient = service->divide(7, 2);
    BOOST_REQUIRE(quotient.has_value());
    BOOST_TEST(static_cast<bool>(quotient));
    BOOST_TEST(quotient.value() == 3);
    BOOST_TEST(*quotient == 3);
    BOOST_TEST(quotient.value_or(8) == 3);
    for (auto const& checked : checks(service, "well")) {
        BOOST_TEST(checked.has_value());
        BOOST_CHECK_NO_THROW(checked.value());
    }
}

BOOST_DATA_TEST_CASE(a_result_comes_later_too, suite::bindings, where) {
    world service(where);
    BOOST_TEST(service->divide_later(8, 2).get().value() == 4);
    auto const later = yonder::async(service.service());
    BOOST_TEST(later->divide_later(8, 4).get().value() == 2);
    BOOST_TEST(later->divide(8, 8).get().value() == 1);
    BOOST_TEST(later->divide(1, 0).then([](auto const& failed) { return failed.value_or(8); }).get() == 8);
}

BOOST_DATA_TEST_CASE(a_value_that_can_only_be_moved_crosses_in_a_result, suite::bindings, where) {
    world service(where);
    auto doubled = service->doubled(std::make_unique<int>(4));
    BOOST_REQUIRE(doubled.has_value());
    BOOST_TEST(**doubled == 8);
    std::unique_ptr<int> const taken = std::move(doubled).value();
    BOOST_TEST(*taken == 8);
    BOOST_TEST(!service->doubled(nullptr).has_value());
    auto const later = yonder::async(service.service());
    BOOST_TEST(**later->doubled(std::make_unique<int>(5)).get() == 10);
}

BOOST_DATA_TEST_CASE(an_error_that_the_method_returns_keeps_its_code_and_text, suite::bindings, where) {
    world service(where);
    auto const divided = service->divide(1, 0);
    BOOST_REQUIRE(!divided.has_value());
    BOOST_TEST((divided.error().code() == code::invalid_argument));
    BOOST_TEST(divided.error().what() == std::string("by zero"));
    BOOST_TEST(divided.value_or(8) == 8);
    BOOST_CHECK_THROW((void)divided.value(), yonder::error);
    for (auto const& checked : checks(service, "returned")) {
        BOOST_REQUIRE(!checked.has_value());
        BOOST_TEST((checked.error().code() == code::aborted));
        BOOST_TEST(checked.error().what() == std::string("not now"));
        BOOST_TEST((checked.error().reached() == reached::executed));
        BOOST_TEST(is_remote(checked.error()) == !service.is_direct());
    }
}

BOOST_DATA_TEST_CASE(what_the_service_throws_is_in_the_result, suite::bindings, where) {
    world service(where);
    if (service.is_direct()) { // an object's own exceptions are not disguised
        BOOST_CHECK_THROW((void)service->check("declared"), Forbidden);
        BOOST_CHECK_THROW((void)service->check("undeclared"), std::runtime_error);
        return;
    }
    for (auto const& checked : checks(service, "plain")) {
        BOOST_REQUIRE(!checked.has_value());
        BOOST_TEST((checked.error().code() == code::aborted));
        BOOST_TEST(checked.error().what() == std::string("not now"));
        BOOST_CHECK_THROW(checked.value(), yonder::remote_error);
    }
    for (auto const& checked : checks(service, "declared")) {
        BOOST_REQUIRE(!checked.has_value());
        BOOST_TEST((checked.error().code() == code::permission_denied));
        BOOST_REQUIRE(checked.error().details().size() == 1u);
        auto const& detail = checked.error().details().front();
        BOOST_TEST(detail.type == "suite.v1.Forbidden");
        BOOST_TEST(yonder::json::decode<Forbidden>(detail.json).why == "a rule");
        BOOST_TEST(yonder::binary::decode<Forbidden>(detail.binary).why == "a rule");
        BOOST_CHECK_THROW(checked.value(), yonder::remote_error);
    }
    for (auto const& checked : checks(service, "undeclared")) {
        BOOST_REQUIRE(!checked.has_value());
        BOOST_TEST((checked.error().code() == code::unknown));
        BOOST_TEST(std::string(checked.error().what()).find("a secret") == std::string::npos);
        BOOST_CHECK_THROW(checked.value(), yonder::remote_error);
    }
}

BOOST_DATA_TEST_CASE(a_failed_call_of_the_service_is_an_error_of_the_service, suite::bindings, where) {
    world service(where);
    for (auto const& checked : checks(service, "downstream")) {
        BOOST_REQUIRE(!checked.has_value());
        BOOST_TEST((checked.error().code() == code::unavailable));
        if (service.is_direct())
            continue; // the object's own word
        BOOST_TEST(is_remote(checked.error()));
        BOOST_TEST(std::string(checked.error().what()).find("10.0.0.7") == std::string::npos);
    }
}

BOOST_DATA_TEST_CASE(a_failed_result_says_which_call_it_was, suite::bindings, where) {
    world service(where);
    if (service.is_direct())
        return; // there is no call
    for (auto const& checked : checks(service, "returned"))
        BOOST_TEST(checked.error().call_id().size() == 36u);
}

BOOST_DATA_TEST_CASE(a_server_that_is_gone_is_told_by_the_result, suite::bindings, where) {
    world service(where);
    if (!service.has_server())
        return; // there is no server
    service.stop_server();
    auto const divided = service->divide(7, 2); // which is noexcept
    BOOST_REQUIRE(!divided.has_value());
    BOOST_TEST((divided.error().code() == code::unavailable));
    BOOST_CHECK_THROW((void)divided.value(), yonder::invoke_error);
    auto all = checks(service, "well");
    for (auto const& checked : all) {
        BOOST_REQUIRE(!checked.has_value());
        BOOST_TEST((checked.error().code() == code::unavailable));
        BOOST_TEST((checked.error().reached() == reached::not_sent));
        BOOST_TEST(is_of_invoke(checked.error()));
        BOOST_TEST(checked.error().call_id().size() == 36u);
    }
}

BOOST_AUTO_TEST_CASE(a_connection_that_breaks_is_told_by_the_result) {
    raw::server breaking([](raw::connection& one) { one.read_message(); });
    auto const service = yonder::wire<Decisions>(breaking.url());
    for (auto const& divided :
         {service->divide(7, 2), service->divide_later(7, 2).get(), yonder::async(service)->divide(7, 2).get()}) {
        BOOST_REQUIRE(!divided.has_value());
        BOOST_TEST((divided.error().code() == code::unavailable));
        BOOST_TEST((divided.error().reached() == reached::maybe_executed));
        BOOST_TEST(is_of_invoke(divided.error()));
    }
}

BOOST_AUTO_TEST_CASE(a_reply_that_does_not_fit_is_told_by_the_result) {
    raw::server lying([](raw::connection& one) {
        while (!one.read_message().empty())
            one.send(raw::reply("200 OK", R"({"result":"many"})"));
    });
    auto const service = yonder::wire<Decisions>(lying.url());
    std::vector<yonder::result<int>> all;
    all.push_back(service->divide(7, 2));
    all.push_back(yonder::async(service)->divide(7, 2).get());
    for (auto const& divided : all) {
        BOOST_REQUIRE(!divided.has_value());
        BOOST_TEST((divided.error().code() == code::internal));
        BOOST_TEST((divided.error().reached() == reached::executed));
        BOOST_TEST(is_of_invoke(divided.error()));
        std::string const text = divided.error().what();
        BOOST_TEST(text.starts_with("suite.v1.Decisions.divide: the reply does not fit the method: result: expected"));
    }
}

BOOST_AUTO_TEST_CASE(an_executor_that_is_full_is_told_by_the_result) {
    std::latch is_free(1);
    auto const one = yonder::make_thread_pool({.max_threads = 1, .max_queued = 1});
    std::latch is_busy(1);
    BOOST_REQUIRE(one->post([&] {
        is_busy.count_down();
        is_free.wait();
    }));
    is_busy.wait();
    BOOST_REQUIRE(one->post([] {}));
    auto later = yonder::async<Decisions>(std::make_shared<suite::Bank>(), one)->divide(7, 2);
    BOOST_TEST(later.done());
    is_free.count_down();
    auto const refused = later.get();
    BOOST_REQUIRE(!refused.has_value());
    BOOST_TEST((refused.error().code() == code::resource_exhausted));
    BOOST_TEST((refused.error().reached() == reached::not_sent));
    BOOST_TEST(refused.error().what() ==
               std::string("suite.v1.Decisions.divide: the executor has no room for one more call"));
}

BOOST_AUTO_TEST_CASE(a_call_that_is_cancelled_before_it_began_is_told_by_the_result) {
    std::latch is_free(1);
    auto const one = yonder::make_thread_pool({.max_threads = 1});
    BOOST_REQUIRE(one->post([&] { is_free.wait(); }));
    auto later = yonder::async<Decisions>(std::make_shared<suite::Bank>(), one)->divide(7, 2);
    later.cancel();
    is_free.count_down();
    auto const cancelled = later.get();
    BOOST_REQUIRE(!cancelled.has_value());
    BOOST_TEST((cancelled.error().code() == code::canceled));
    BOOST_TEST((cancelled.error().reached() == reached::not_sent));
}

BOOST_AUTO_TEST_CASE(a_result_without_a_value_rethrows_what_it_was_made_of) {
    using yonder::result;
    BOOST_CHECK_THROW((void)result<int>(yonder::invoke_error(code::unavailable, "x")).value(), yonder::invoke_error);
    BOOST_CHECK_THROW((void)result<int>(yonder::remote_error(code::unavailable, "x")).value(), yonder::remote_error);
    BOOST_CHECK_EXCEPTION((void)result<int>(yonder::error(code::unavailable, "x")).value(), yonder::error,
                          [](auto const& caught) { return !is_remote(caught) && !is_of_invoke(caught); });
    BOOST_TEST(result<std::string>().value().empty());
    BOOST_TEST(result<std::string>("text")->size() == 4u);
    static_assert(noexcept(std::declval<Decisions&>().divide(1, 2)));
    static_assert(!std::is_constructible_v<result<int>, std::string>);
}

BOOST_AUTO_TEST_SUITE_END()
