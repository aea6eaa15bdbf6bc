// SPDX-License-Identifier: BSL-1.0
#include <yonder/call/context.hpp>
#include <yonder/call/error.hpp>
#include <yonder/call/log.hpp>
#include <yonder/call/promise.hpp>
#include <yonder/call/then.hpp>
#include <yonder/call/timer.hpp>
#include <yonder/call/uuid.hpp>

#include <boost/test/unit_test.hpp>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <regex>
#include <set>
#include <string>
#include <thread>

using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(contexts)

BOOST_AUTO_TEST_CASE(without_a_scope_there_is_no_deadline) {
    BOOST_TEST(!yonder::context::current().deadline().has_value());
    BOOST_TEST(!yonder::context::current().remaining().has_value());
}

BOOST_AUTO_TEST_CASE(a_scope_sets_a_deadline_until_the_end_of_its_block) {
    {
        yonder::call_scope scope{yonder::timeout(1h)};
        auto const left = yonder::context::current().remaining();
        BOOST_REQUIRE(left.has_value());
        BOOST_TEST((*left <= 1h && *left > 59min));
    }
    BOOST_TEST(!yonder::context::current().deadline().has_value());
}

BOOST_AUTO_TEST_CASE(scopes_nest_and_the_earlier_deadline_holds) {
    yonder::call_scope outer{yonder::timeout(1min)};
    {
        yonder::call_scope inner{yonder::timeout(1h)};
        BOOST_TEST((*yonder::context::current().remaining() <= 1min));
    }
    {
        yonder::call_scope inner{yonder::timeout(1s)};
        BOOST_TEST((*yonder::context::current().remaining() <= 1s));
    }
    BOOST_TEST((*yonder::context::current().remaining() > 1s));
}

BOOST_AUTO_TEST_CASE(a_deadline_that_has_passed_leaves_nothing) {
    yonder::call_scope scope{yonder::timeout(-1s)};
    BOOST_TEST((*yonder::context::current().remaining() == 0s));
}

BOOST_AUTO_TEST_CASE(a_timeout_without_end_is_no_overflow) {
    yonder::call_scope scope{yonder::timeout(yonder::clock::duration::max())};
    BOOST_TEST((*yonder::context::current().remaining() > 24h));
}

BOOST_AUTO_TEST_CASE(times_that_the_clock_cannot_count_are_without_end) {
    using yonder::saturated;
    constexpr auto longest = yonder::clock::duration::max();
    static_assert(saturated(std::chrono::milliseconds::max()) == longest);
    static_assert(saturated(std::chrono::hours::max()) == longest);
    static_assert(saturated(std::chrono::years(1000)) == longest);
    static_assert(saturated(std::chrono::duration<double>(1e300)) == longest);
    static_assert(saturated(std::chrono::hours::min()) == yonder::clock::duration::min());
    static_assert(saturated(longest) == longest);
    static_assert(saturated(longest - 1ns) == longest - 1ns);
    static_assert(saturated(1500ms) == 1500ms);
    static_assert(saturated(std::chrono::duration<double>(-0.5)) == -500ms);
    for (auto const& limit : {yonder::timeout(std::chrono::milliseconds::max()),
                              yonder::timeout(std::chrono::hours::max()), yonder::timeout(std::chrono::years(1000))}) {
        yonder::call_scope const scope{limit};
        BOOST_TEST(yonder::context::current().is_wanted());
        BOOST_TEST((*yonder::context::current().remaining() > 24h));
    }
}

BOOST_AUTO_TEST_CASE(waiting_for_ever_is_no_overflow) {
    yonder::promise<int> made;
    auto later = made.get_future();
    auto const sleep = yonder::sleep_for(std::chrono::hours::max());
    auto const kept = yonder::sleep_for(1ms).then([&] { made.set_value(1); });
    BOOST_TEST(later.wait_for(std::chrono::years(1000)));
    BOOST_TEST(later.get() == 1);
    BOOST_TEST(!sleep.done());
}

BOOST_AUTO_TEST_CASE(another_thread_has_its_own_context) {
    yonder::call_scope scope{yonder::timeout(1s)};
    bool has_deadline = true;
    std::thread([&] { has_deadline = yonder::context::current().deadline().has_value(); }).join();
    BOOST_TEST(!has_deadline);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_CASE(identifiers_are_unique_version_seven_and_sort_by_time) {
    std::set<std::string> seen;
    for (int i = 0; i < 10000; ++i)
        seen.insert(to_string(yonder::new_uuid()));
    BOOST_TEST(seen.size() == 10000u);
    std::string const first = *seen.begin();
    BOOST_TEST(first.size() == 36u);
    BOOST_TEST(first[14] == '7');
    BOOST_TEST(std::string("89ab").find(first[19]) != std::string::npos);
    std::this_thread::sleep_for(2ms);
    BOOST_TEST(to_string(yonder::new_uuid()) > *seen.rbegin());
}

BOOST_AUTO_TEST_CASE(an_error_tells_who_failed_and_how_far_the_call_got) {
    yonder::failure what;
    what.code = yonder::code::unavailable;
    what.message = "nobody there";
    what.transport_status = 503;
    try {
        yonder::throw_failure(what);
    } catch (yonder::error const& caught) {
        BOOST_TEST((dynamic_cast<yonder::invoke_error const*>(&caught) != nullptr));
        BOOST_TEST((caught.reached() == yonder::reached::not_sent));
        BOOST_TEST(caught.transport_status() == 503);
        BOOST_TEST(caught.what() == std::string("nobody there"));
    }
    what.answered = true;
    BOOST_CHECK_THROW(yonder::throw_failure(what), yonder::remote_error);
}

BOOST_AUTO_TEST_CASE(the_log_goes_to_standard_error_at_first_with_the_time) {
    std::FILE* const file = std::tmpfile();
    BOOST_REQUIRE(file);
    int const usual = ::dup(STDERR_FILENO);
    ::dup2(::fileno(file), STDERR_FILENO);
    yonder::log(yonder::log_level::failure, "a line");
    ::dup2(usual, STDERR_FILENO);
    ::close(usual);
    std::rewind(file);
    char text[100] = {};
    std::string const line = std::fgets(text, sizeof text, file) ? text : "";
    std::fclose(file);
    BOOST_TEST(std::regex_match(line, std::regex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z "
                                                 "yonder: failure: a line\n")),
               line);
}

BOOST_AUTO_TEST_CASE(the_log_goes_where_the_program_wants_it) {
    std::string seen;
    yonder::set_log_sink([&](yonder::log_level, std::string_view line) { seen = line; });
    yonder::log(yonder::log_level::warning, "a line");
    yonder::set_log_sink([](yonder::log_level, std::string_view) { throw 1; });
    yonder::log(yonder::log_level::warning, "another");
    yonder::set_log_sink(nullptr);
    BOOST_TEST(seen == "a line");
}
