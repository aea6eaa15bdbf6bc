// SPDX-License-Identifier: BSL-1.0
#include <yonder/call/error.hpp>
#include <yonder/call/via.hpp>
#include <yonder/future.hpp>

#include <boost/test/unit_test.hpp>

#include <stdexcept>
#include <string>
#include <thread>

using yonder::future;

namespace {

// Has no thread but the one that asks it to run.
class by_hand final : public yonder::executor {
public:
    bool post(yonder::task work) override {
        if (is_full)
            return false;
        waiting = std::move(work);
        return true;
    }
    void run() { std::exchange(waiting, yonder::task())(); }

    bool is_full = false;
    yonder::task waiting;
};

} // namespace

BOOST_AUTO_TEST_SUITE(continuations_elsewhere)

BOOST_AUTO_TEST_CASE(what_follows_runs_in_the_executor) {
    auto const on = std::make_shared<by_hand>();
    yonder::promise<int> made;
    int seen = 0;
    auto later = yonder::via(made.get_future(), on).then([&](int value) { seen = value; });
    made.set_value(7);
    BOOST_TEST(seen == 0);
    on->run();
    BOOST_TEST(seen == 7);
    later.get();
}

BOOST_AUTO_TEST_CASE(a_failure_comes_there_too) {
    auto const on = std::make_shared<by_hand>();
    yonder::promise<void> made;
    std::string seen;
    auto later =
        yonder::via(made.get_future(), on).otherwise([&](std::exception const& caught) { seen = caught.what(); });
    made.fail(std::runtime_error("no"));
    BOOST_TEST(seen == "");
    on->run();
    BOOST_TEST(seen == "no");
    later.get();
}

BOOST_AUTO_TEST_CASE(without_room_it_fails_where_it_is) {
    auto const on = std::make_shared<by_hand>();
    on->is_full = true;
    yonder::promise<int> made;
    auto later = yonder::via(made.get_future(), on);
    made.set_value(7);
    BOOST_CHECK_EXCEPTION(later.get(), yonder::invoke_error, [](yonder::error const& caught) {
        return caught.code() == yonder::code::resource_exhausted &&
               caught.what() == std::string("the executor has no room for what follows");
    });
}

BOOST_AUTO_TEST_CASE(cancelling_it_cancels_what_it_waits_for) {
    auto const on = std::make_shared<by_hand>();
    yonder::promise<int> made;
    auto later = yonder::via(made.get_future(), on);
    later.cancel();
    BOOST_TEST(made.is_cancelled());
    made.set_value(1);
    on->run();
    BOOST_TEST(later.get() == 1);
}

BOOST_AUTO_TEST_CASE(a_coroutine_goes_on_in_the_executor_with_its_context) {
    auto const on = yonder::make_thread_pool({.max_threads = 1});
    auto const before = std::this_thread::get_id();
    auto const body = [before](std::shared_ptr<yonder::executor> threads) -> future<bool> {
        yonder::call_scope const scope{yonder::metadata("a", "b")};
        co_await yonder::resume_in(threads);
        co_return yonder::context::current().metadata("a") && std::this_thread::get_id() != before;
    };
    BOOST_TEST(body(on).get());
    BOOST_CHECK_THROW(yonder::resume_in(nullptr), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
