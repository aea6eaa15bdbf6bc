// SPDX-License-Identifier: BSL-1.0
// Results that come later.
#include <yonder/call/error.hpp>
#include <yonder/call/failure_hook.hpp>
#include <yonder/future.hpp>

#include <boost/test/unit_test.hpp>

#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using yonder::future;
using yonder::promise;

namespace {

// The failures that nobody looked at, while this lives.
struct unobserved {
    unobserved() {
        yonder::set_unobserved_failure_hook([this](std::exception_ptr failure) { texts.push_back(text_of(failure)); });
    }
    ~unobserved() { yonder::set_unobserved_failure_hook({}); }

    static std::string text_of(std::exception_ptr const& failure) {
        try {
            std::rethrow_exception(failure);
        } catch (std::exception const& caught) {
            return caught.what();
        } catch (...) {
            return "something else";
        }
    }
    std::vector<std::string> texts;
};

template <class T>
std::string failure_of(future<T> one) {
    try {
        one.get();
    } catch (std::exception const& caught) {
        return caught.what();
    }
    return "none";
}

future<int> answer() { co_return 42; }
future<int> sum(future<int> left, future<int> right) {
    int const first = co_await std::move(left);
    int const second = co_await std::move(right);
    co_return first + second;
}
future<void> fail_with(std::string text) {
    throw std::runtime_error(text);
    co_return;
}
future<std::string> describe(future<void> one) {
    try {
        co_await std::move(one);
    } catch (std::exception const& caught) {
        co_return caught.what();
    }
    co_return "well";
}

} // namespace

BOOST_AUTO_TEST_SUITE(futures)

BOOST_AUTO_TEST_CASE(a_promise_is_kept_from_another_thread) {
    promise<std::string> made;
    auto later = made.get_future();
    BOOST_TEST(later.valid());
    BOOST_TEST(!later.done());
    bool is_first = false;
    std::thread keeper([&] { is_first = made.set_value("kept"); });
    BOOST_TEST(later.get() == "kept");
    BOOST_TEST(!later.valid());
    keeper.join();
    BOOST_TEST(is_first);
    BOOST_TEST(!made.set_value("again"));
}

BOOST_AUTO_TEST_CASE(what_can_only_be_moved_is_a_result) {
    auto later = yonder::make_ready(std::make_unique<int>(7)).then([](std::unique_ptr<int> got) { return got; });
    BOOST_TEST(*later.get() == 7);
}

BOOST_AUTO_TEST_CASE(waiting_ends_with_the_time_or_the_result) {
    promise<int> made;
    auto later = made.get_future();
    BOOST_TEST(!later.wait_for(5ms));
    BOOST_TEST(!later.wait_until(yonder::clock::now() - 1s));
    made.set_value(1);
    BOOST_TEST(later.wait_for(0ms));
    later.wait();
    BOOST_TEST(later.get() == 1);
}

BOOST_AUTO_TEST_CASE(then_chains_and_flattens) {
    promise<int> made;
    promise<std::string> inner;
    auto later =
        made.get_future()
            .then([](int value) { return value + 1; })
            .then([&](int value) {
                return inner.get_future().then([value](std::string text) { return text + std::to_string(value); });
            })
            .then([](std::string text) { return text.size(); });
    made.set_value(9);
    BOOST_TEST(!later.done());
    inner.set_value("x");
    BOOST_TEST(later.get() == 3u);
    bool called = false;
    yonder::make_ready().then([&] { called = true; }).get();
    BOOST_TEST(called);
}

BOOST_AUTO_TEST_CASE(a_failure_passes_then_by_and_is_taken_by_otherwise) {
    bool called = false;
    auto later = yonder::make_failed<int>(std::make_exception_ptr(std::runtime_error("broken")))
                     .then([&](int value) {
                         called = true;
                         return value;
                     })
                     .otherwise([](std::exception_ptr failure) {
                         BOOST_TEST(unobserved::text_of(failure) == "broken");
                         return -1;
                     });
    BOOST_TEST(later.get() == -1);
    BOOST_TEST(!called);
    BOOST_TEST(yonder::make_ready(5).otherwise([](std::exception_ptr) { return 0; }).get() == 5);
    BOOST_TEST(yonder::make_failed<int>(std::make_exception_ptr(std::runtime_error("x")))
                   .otherwise([](std::exception_ptr) { return yonder::make_ready(3); })
                   .get() == 3);
}

BOOST_AUTO_TEST_CASE(otherwise_takes_the_exceptions_that_it_names) {
    auto const fail = [](auto exception) {
        return yonder::make_failed<std::string>(std::make_exception_ptr(exception));
    };
    auto const code = [](yonder::error const& caught) { return std::string(to_string(caught.code())); };
    BOOST_TEST(fail(yonder::error(yonder::code::aborted, "x")).otherwise(code).get() == "aborted");
    BOOST_TEST(failure_of(fail(std::runtime_error("not ours")).otherwise(code)) == "not ours");
    auto const text = [](std::exception const& caught) { return std::string(caught.what()); };
    BOOST_TEST(fail(std::runtime_error("any")).otherwise(text).get() == "any");
}

BOOST_AUTO_TEST_CASE(what_a_continuation_throws_is_a_failure) {
    auto later = yonder::make_ready(1).then([](int) -> int { throw std::runtime_error("thrown"); });
    BOOST_TEST(failure_of(std::move(later)) == "thrown");
    auto other = yonder::make_failed<int>(std::make_exception_ptr(1)).otherwise([](std::exception_ptr) -> int {
        throw std::runtime_error("again");
    });
    BOOST_TEST(failure_of(std::move(other)) == "again");
}

BOOST_AUTO_TEST_CASE(a_promise_that_is_dropped_fails_its_future) {
    auto later = promise<int>().get_future();
    try {
        later.get();
        BOOST_ERROR("no failure");
    } catch (yonder::error const& caught) {
        BOOST_TEST((caught.code() == yonder::code::canceled));
        BOOST_TEST(caught.what() == std::string("the promise of this result was dropped before it was kept"));
    }
    promise<int> first;
    auto of_first = first.get_future();
    first = promise<int>();
    BOOST_TEST(of_first.done());
    BOOST_TEST(failure_of(std::move(of_first)) != "none");
}

BOOST_AUTO_TEST_CASE(a_failure_that_nobody_looked_at_is_told_to_the_hook) {
    unobserved seen;
    { auto const dropped = yonder::make_failed<int>(std::make_exception_ptr(std::runtime_error("first"))); }
    {
        promise<void> made;
        {
            auto const dropped = made.get_future().then([] {});
        }
        made.fail(std::runtime_error("second"));
    }
    fail_with("third").then([] {});
    BOOST_TEST((seen.texts == std::vector<std::string>{"first", "second", "third"}));
    fail_with("taken").otherwise([](std::exception_ptr) {});
    BOOST_TEST(failure_of(fail_with("got")) == "got");
    promise<int> unwanted;
    unwanted.get_future().cancel();
    unwanted.fail(std::runtime_error("of no interest"));
    BOOST_TEST(seen.texts.size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_cancellation_travels_to_the_promise) {
    promise<int> made;
    int times = 0;
    made.on_cancel([&] { ++times; });
    auto later =
        made.get_future().then([](int value) { return value; }).otherwise([](std::exception_ptr) { return 0; });
    BOOST_TEST(!made.is_cancelled());
    later.cancel();
    later.cancel();
    BOOST_TEST(made.is_cancelled());
    BOOST_TEST(times == 1);
    BOOST_TEST(!later.done());
    made.fail(yonder::error(yonder::code::canceled, "as you wish"));
    BOOST_TEST(later.get() == 0);
    promise<int> late;
    late.get_future().cancel();
    late.on_cancel([&] { ++times; });
    BOOST_TEST(times == 2);
}

BOOST_AUTO_TEST_CASE(a_cancellation_travels_into_a_future_that_then_returned) {
    promise<int> inner;
    auto later = yonder::make_ready().then([&] { return inner.get_future(); });
    later.cancel();
    BOOST_TEST(inner.is_cancelled());
    inner.set_value(1);
    BOOST_TEST(later.get() == 1);
}

BOOST_AUTO_TEST_CASE(cancelling_what_is_done_does_nothing) {
    promise<int> made;
    bool called = false;
    auto later = made.get_future();
    made.on_cancel([&] { called = true; });
    made.set_value(1);
    later.cancel();
    BOOST_TEST(!called);
    BOOST_TEST(later.get() == 1);
}

BOOST_AUTO_TEST_CASE(a_coroutine_is_a_future) {
    BOOST_TEST(answer().get() == 42);
    promise<int> made;
    auto later = sum(answer(), made.get_future());
    BOOST_TEST(!later.done());
    std::thread keeper([&] { made.set_value(8); });
    BOOST_TEST(later.get() == 50);
    keeper.join();
    BOOST_TEST(describe(fail_with("thrown")).get() == "thrown");
    BOOST_TEST(describe(yonder::make_ready()).get() == "well");
}

BOOST_AUTO_TEST_CASE(a_cancellation_travels_through_coroutines) {
    promise<int> made;
    auto later = sum(made.get_future(), answer());
    later.cancel();
    BOOST_TEST(made.is_cancelled());
    made.fail(yonder::error(yonder::code::canceled, "given up"));
    BOOST_TEST(failure_of(std::move(later)) == "given up");
}

BOOST_AUTO_TEST_CASE(a_dropped_coroutine_runs_to_its_end) {
    promise<void> made;
    bool is_over = false;
    {
        auto const body = [&](future<void> first) -> future<void> {
            co_await std::move(first);
            is_over = true;
        };
        auto const dropped = body(made.get_future());
        static_cast<void>(dropped);
        BOOST_TEST(!is_over);
        made.set_value();
        BOOST_TEST(is_over);
    }
}

BOOST_AUTO_TEST_CASE(continuations_and_coroutines_keep_their_context) {
    promise<void> made;
    promise<void> other;
    auto const left = [] { return yonder::context::current().remaining().has_value(); };
    auto const body = [&](future<void> first) -> future<bool> {
        bool const before = left();
        co_await std::move(first);
        co_return before&& left();
    };
    future<bool> continued, waited;
    {
        yonder::call_scope const scope{yonder::timeout(1h)};
        continued = made.get_future().then(left);
        waited = body(other.get_future());
    }
    bool is_left_in_keeper = false;
    std::thread keeper([&] {
        made.set_value();
        is_left_in_keeper = left();
        other.set_value();
        is_left_in_keeper = is_left_in_keeper || left();
    });
    keeper.join();
    BOOST_TEST(!is_left_in_keeper);
    BOOST_TEST(continued.get());
    BOOST_TEST(waited.get());
}

BOOST_AUTO_TEST_CASE(a_scope_inside_a_coroutine_does_not_leak_into_its_caller) {
    promise<void> made;
    auto const left = [] { return yonder::context::current().remaining().has_value(); };
    auto const body = [&](future<void> first) -> future<bool> {
        yonder::call_scope const scope{yonder::timeout(1h)};
        co_await std::move(first);
        co_return left();
    };
    auto later = body(made.get_future());
    BOOST_TEST(!left());
    made.set_value();
    BOOST_TEST(!left());
    BOOST_TEST(later.get());
}

BOOST_AUTO_TEST_CASE(a_hundred_thousand_futures_in_a_chain_need_no_stack) {
    constexpr int length = 100'000;
    promise<int> made;
    auto chain = made.get_future();
    for (int i = 0; i < length; ++i)
        chain = chain.then([](int value) { return value + 1; });
    chain.cancel(); // travels all the way up
    BOOST_TEST(made.is_cancelled());
    made.set_value(0);
    BOOST_TEST(chain.get() == length);
    auto const wait = [](future<int> before) -> future<int> {
        int const value = co_await std::move(before);
        co_return value + 1;
    };
    promise<int> first;
    auto deep = first.get_future();
    for (int i = 0; i < length; ++i)
        deep = wait(std::move(deep));
    first.set_value(0);
    BOOST_TEST(deep.get() == length);
    promise<int> dropped;
    auto fails = dropped.get_future();
    for (int i = 0; i < length; ++i)
        fails = fails.then([](int value) { return value; });
    dropped.fail(std::runtime_error("at the beginning"));
    BOOST_TEST(failure_of(std::move(fails)) == "at the beginning");
}

BOOST_AUTO_TEST_CASE(a_wait_inside_a_continuation_runs_what_the_thread_has_still_to_run) {
    promise<int> first;
    promise<int> second;
    auto doubled = second.get_future().then([](int value) { return 2 * value; });
    auto later = first.get_future().then([&](int value) {
        second.set_value(value);             // whose continuation waits for this one to end
        return std::move(doubled).get() + 1; // unless it is waited for
    });
    first.set_value(5);
    BOOST_TEST(later.get() == 11);
}

BOOST_AUTO_TEST_CASE(several_results_are_joined) {
    promise<int> number;
    promise<void> signal;
    auto all = yonder::join(number.get_future(), yonder::make_ready(std::string("x")), signal.get_future());
    number.set_value(1);
    BOOST_TEST(!all.done());
    signal.set_value();
    BOOST_TEST((all.get() == std::tuple(1, std::string("x"), yonder::nothing())));
    std::vector<future<int>> many;
    for (int i = 0; i < 10; ++i)
        many.push_back(yonder::make_ready(int(i)));
    BOOST_TEST(yonder::join(std::move(many)).get().back() == 9);
    BOOST_TEST(yonder::join(std::vector<future<int>>()).get().empty());
    yonder::join().get();
}

BOOST_AUTO_TEST_CASE(the_first_failure_fails_what_is_joined_and_cancels_the_rest) {
    unobserved seen;
    promise<int> slow;
    auto all =
        yonder::join(slow.get_future(), yonder::make_failed<int>(std::make_exception_ptr(std::runtime_error("one"))));
    BOOST_TEST(slow.is_cancelled());
    BOOST_TEST(failure_of(std::move(all)) == "one");
    slow.fail(std::runtime_error("two"));
    promise<int> left, right;
    auto both = yonder::join(left.get_future(), right.get_future());
    both.cancel();
    BOOST_TEST((left.is_cancelled() && right.is_cancelled()));
    left.fail(std::runtime_error("x"));
    right.set_value(1);
    BOOST_TEST(failure_of(std::move(both)) == "x");
    BOOST_TEST(seen.texts.empty());
}

BOOST_AUTO_TEST_CASE(the_first_result_wins_a_race_and_the_others_are_cancelled) {
    promise<int> slow, quick;
    promise<void> slow_one;
    auto first = yonder::race(slow.get_future(), quick.get_future());
    quick.set_value(2);
    BOOST_TEST(slow.is_cancelled());
    slow.set_value(1);
    BOOST_TEST(first.get() == 2);
    BOOST_TEST(failure_of(yonder::race(fail_with("at once"), slow_one.get_future())) == "at once");
    BOOST_TEST(slow_one.is_cancelled());
}

BOOST_AUTO_TEST_CASE(many_threads_keep_and_take_promises) {
    for (int round = 0; round < 200; ++round) {
        promise<int> made;
        auto later = made.get_future().then([](int value) { return value + 1; });
        std::thread keeper([made = std::move(made)]() mutable { made.set_value(1); });
        if (round % 3 == 0)
            later.cancel();
        if (round % 2)
            later.wait_for(std::chrono::microseconds(round));
        BOOST_TEST(later.get() == 2);
        keeper.join();
    }
}

BOOST_AUTO_TEST_SUITE_END()
