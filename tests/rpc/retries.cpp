// SPDX-License-Identifier: BSL-1.0
// Calls that are repeated when the peer is not there.
#include "bindings.hpp"
#include "ledger.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using suite::v1::Amount;
using suite::v1::Ledger;
using yonder::code;

namespace {

// A way to a ledger that fails so many times first, before or after the call was made.
struct unreliable {
    std::shared_ptr<Ledger> through(yonder::retry_options options) {
        auto const failing = [this](yonder::request& what, std::shared_ptr<yonder::exchange> caller,
                                    std::shared_ptr<yonder::invoker> const& next) {
            ids.push_back(what.header.id);
            if (failures-- <= 0)
                return next->start(what, std::move(caller));
            yonder::failure broken;
            broken.code = why;
            broken.message = "the line is cut";
            broken.reached = yonder::reached::maybe_executed;
            if (is_made) {
                auto const lost = std::make_shared<yonder::blocking_exchange>();
                next->start(what, lost);
                lost->wait_until(yonder::clock::time_point::max());
            }
            caller->fail(std::move(broken));
        };
        return yonder::rpc::make_remote<Ledger>(yonder::filtered(
            yonder::filtered(yonder::rpc::make_dispatcher<Ledger>(book), failing), yonder::retries(options)));
    }

    std::shared_ptr<Ledger> book = std::make_shared<suite::v1::Book>();
    code why = code::unavailable;
    bool is_made = false;
    std::atomic<int> failures = 0;
    std::vector<yonder::uuid> ids;
};

yonder::retry_options const quick{.attempts = 3, .first_pause = 1ms, .longest_pause = 2ms};

} // namespace

BOOST_AUTO_TEST_SUITE(repeated_calls)

BOOST_AUTO_TEST_CASE(an_idempotent_call_is_repeated_with_its_id) {
    unreliable line;
    line.failures = 2;
    BOOST_TEST(line.through(quick)->get(5) == 5);
    BOOST_REQUIRE_EQUAL(line.ids.size(), 3u);
    BOOST_TEST((line.ids[0] == line.ids[1] && line.ids[1] == line.ids[2]));
}

BOOST_AUTO_TEST_CASE(after_the_last_attempt_its_failure_is_the_callers) {
    unreliable line;
    line.failures = 9;
    BOOST_CHECK_EXCEPTION(line.through(quick)->get(5), yonder::error, [](yonder::error const& caught) {
        return caught.code() == code::unavailable && caught.what() == std::string("the line is cut (attempt 3)");
    });
    BOOST_TEST(line.ids.size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_call_that_may_not_be_made_twice_is_not_repeated) {
    unreliable line;
    line.failures = 1;
    auto const ledger = line.through(quick);
    BOOST_CHECK_THROW(ledger->add(Amount{1}), yonder::error);
    BOOST_TEST(line.ids.size() == 1u);
    BOOST_TEST(ledger->add(Amount{1}) == 1);
}

BOOST_AUTO_TEST_CASE(a_call_that_is_made_once_is_repeated_and_runs_once) {
    unreliable line;
    line.failures = 2;
    line.is_made = true; // and only the answer is lost
    auto const ledger = line.through(quick);
    yonder::call_scope const scope{yonder::once_only("order 7")};
    BOOST_TEST(ledger->add(Amount{4}) == 4);
    BOOST_TEST(line.ids.size() == 3u);
    BOOST_TEST(line.book->runs() == 1);
}

BOOST_AUTO_TEST_CASE(ids_can_be_given_to_all_calls_so_that_they_may_be_repeated) {
    unreliable line;
    line.failures = 2;
    line.is_made = true;
    auto options = quick;
    options.gives_ids = true;
    BOOST_TEST(line.through(options)->add(Amount{4}) == 4);
    BOOST_TEST(line.ids.size() == 3u);
    BOOST_TEST(line.book->runs() == 1);
}

BOOST_AUTO_TEST_CASE(asynchronous_calls_are_repeated_too) {
    unreliable line;
    line.failures = 2;
    BOOST_TEST(yonder::async(line.through(quick))->get(5).get() == 5);
    BOOST_TEST(line.ids.size() == 3u);
}

BOOST_AUTO_TEST_CASE(other_failures_than_absence_are_final) {
    unreliable line;
    line.failures = 1;
    line.why = code::internal;
    BOOST_CHECK_THROW(line.through(quick)->get(5), yonder::error);
    BOOST_TEST(line.ids.size() == 1u);
}

BOOST_AUTO_TEST_CASE(repeating_ends_with_the_deadline) {
    unreliable line;
    line.failures = 1000;
    yonder::retry_options const slow{.attempts = 100, .first_pause = 20ms, .longest_pause = 20ms};
    auto const ledger = line.through(slow);
    yonder::call_scope const scope{yonder::timeout(100ms)};
    BOOST_CHECK_THROW(ledger->get(5), yonder::error);
    BOOST_TEST(line.ids.size() < 12u);
    BOOST_TEST(line.ids.size() > 1u);
}

BOOST_AUTO_TEST_CASE(repeating_ends_with_its_own_time) {
    unreliable line;
    line.failures = 1000;
    yonder::retry_options const slow{.attempts = 100, .first_pause = 20ms, .longest_pause = 20ms, .total = 50ms};
    BOOST_CHECK_THROW(line.through(slow)->get(5), yonder::error);
    BOOST_TEST(line.ids.size() <= 6u);
}

BOOST_AUTO_TEST_CASE(a_peer_that_is_down_is_not_asked_for_ever_more_often) {
    unreliable line;
    line.failures = 1000;
    auto options = quick;
    options.reserve = 5;
    options.share = 0;
    auto const ledger = line.through(options);
    for (int i = 0; i < 10; ++i)
        BOOST_CHECK_THROW(ledger->get(i), yonder::error);
    BOOST_TEST(line.ids.size() == 15u); // ten calls, and five repetitions
}

BOOST_AUTO_TEST_CASE(cancelling_ends_a_pause) {
    unreliable line;
    line.failures = 1000;
    yonder::retry_options const slow{.attempts = 3, .first_pause = 1h, .longest_pause = 1h, .total = 24h};
    auto const ledger = line.through(slow);
    yonder::call_scope const scope{yonder::timeout(2h)};
    auto later = yonder::async(ledger)->get(1);
    later.cancel();
    BOOST_CHECK_EXCEPTION(later.get(), yonder::error, [](yonder::error const& caught) {
        return caught.code() == yonder::code::canceled &&
               std::string(caught.what()).ends_with("; cancelled before it was tried again");
    });
    BOOST_TEST(line.ids.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_binding_repeats_when_told_to) {
    yonder::container app;
    app.bind<Ledger>().to_remote("http://127.0.0.1:9").retried(quick);
    BOOST_CHECK_EXCEPTION(app.get<Ledger>()->get(1), yonder::invoke_error, [](yonder::error const& caught) {
        return std::string(caught.what()).ends_with("(attempt 3)");
    });
}

BOOST_AUTO_TEST_SUITE_END()
