// SPDX-License-Identifier: BSL-1.0
// Times are kept whatever the threads of the program do.
#include <yonder/call/error.hpp>
#include <yonder/call/executor.hpp>
#include <yonder/call/timer.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <latch>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

namespace {

// Takes everything, and runs it when told to.
class held_up final : public yonder::executor {
public:
    bool post(yonder::task work) override {
        std::lock_guard const lock(mutex_);
        waiting_.push_back(std::move(work));
        return true;
    }

private:
    std::mutex mutex_;
    std::vector<yonder::task> waiting_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(times)

BOOST_AUTO_TEST_CASE(an_executor_that_is_held_up_delays_no_alarm) {
    yonder::set_default_executor(std::make_shared<held_up>());
    auto asleep = yonder::sleep_for(1ms);
    BOOST_TEST(asleep.wait_for(10s));
    yonder::set_default_executor(nullptr);
}

BOOST_AUTO_TEST_CASE(what_one_alarm_does_holds_up_no_other) {
    std::latch is_last(32);
    std::atomic<int> done = 0;
    auto const now = yonder::clock::now();
    for (int i = 0; i < 32; ++i)
        yonder::run_at(now, [&] {
            is_last.arrive_and_wait(); // for all others
            ++done;
        });
    auto const end = now + 10s;
    while (done != 32 && yonder::clock::now() < end)
        std::this_thread::sleep_for(1ms);
    BOOST_TEST_REQUIRE(done == 32);
}

BOOST_AUTO_TEST_CASE(an_alarm_that_is_called_off_never_runs_and_one_that_ran_cannot_be_called_off) {
    std::atomic<bool> has_run = false;
    auto const never = yonder::run_at(yonder::clock::now() + 1h, [&] { has_run = true; });
    BOOST_TEST(yonder::call_off(never));
    BOOST_TEST(!yonder::call_off(never));
    BOOST_TEST(!has_run);
    std::latch has_rung(1);
    auto const soon = yonder::run_at(yonder::clock::now(), [&] { has_rung.count_down(); });
    has_rung.wait();
    BOOST_TEST(!yonder::call_off(soon));
}

BOOST_AUTO_TEST_CASE(an_alarm_that_is_set_later_for_an_earlier_time_comes_first) {
    auto const now = yonder::clock::now();
    auto late = yonder::sleep_until(now + 1h);
    yonder::sleep_until(now + 10ms).get();
    BOOST_CHECK((yonder::clock::now() >= now + 10ms));
    BOOST_TEST(!late.done());
    late.cancel();
}

BOOST_AUTO_TEST_CASE(a_sleep_that_is_cancelled_fails_at_once) {
    auto asleep = yonder::sleep_for(1h);
    asleep.cancel();
    BOOST_CHECK_EXCEPTION(asleep.get(), yonder::error,
                          [](yonder::error const& caught) { return caught.code() == yonder::code::canceled; });
}

BOOST_AUTO_TEST_SUITE_END()
