// SPDX-License-Identifier: BSL-1.0
// Items that come one by one, without any transport.
#include <yonder/call/error.hpp>
#include <yonder/call/failure_hook.hpp>
#include <yonder/call/timer.hpp>
#include <yonder/stream.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using yonder::future;
using yonder::stream;
using yonder::stream_source;

namespace {

stream<int> count_to(int last) {
    for (int i = 1; i <= last; ++i)
        co_yield i;
}

stream<int> count_then_fail(int last) {
    for (int i = 1; i <= last; ++i)
        co_yield i;
    throw std::runtime_error("no more numbers");
}

struct Line {
    std::string text;
    std::unique_ptr<int> number;
};

stream<Line> lines() {
    for (int i = 0; i < 3; ++i) {
        Line line{"a text that is too long to be kept without an allocation", std::make_unique<int>(i)};
        co_yield std::move(line);
    }
}

// Says when it goes.
struct guard {
    explicit guard(std::atomic<int>& of) : gone(of) {}
    ~guard() { ++gone; }
    guard(guard const&) = delete;
    guard& operator=(guard const&) = delete;
    std::atomic<int>& gone;
};

stream<int> guarded(std::atomic<int>& gone, std::atomic<int>& made) {
    guard const held(gone);
    for (;;)
        co_yield ++made;
}

template <class T>
std::string text_of(stream<T>& items) {
    try {
        while (items.next().get()) {
        }
    } catch (std::exception const& caught) {
        return caught.what();
    }
    return "no failure";
}

future<int> sum(stream<int> items) {
    int total = 0;
    while (auto const item = co_await items.next())
        total += *item;
    co_return total;
}

} // namespace

BOOST_AUTO_TEST_SUITE(streams)

BOOST_AUTO_TEST_CASE(a_coroutine_yields_items_to_a_loop) {
    std::vector<int> seen;
    for (int const item : count_to(4))
        seen.push_back(item);
    BOOST_TEST(seen == (std::vector{1, 2, 3, 4}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_empty_stream_ends_at_once) {
    auto items = count_to(0);
    BOOST_TEST(!items.next().get().has_value());
    BOOST_TEST(!items.next().get().has_value()); // and stays so
}

BOOST_AUTO_TEST_CASE(items_that_can_only_be_moved_are) {
    int expected = 0;
    for (Line& line : lines()) {
        BOOST_TEST(*line.number == expected++);
        BOOST_TEST(line.text.starts_with("a text"));
    }
    BOOST_TEST(expected == 3);
}

BOOST_AUTO_TEST_CASE(a_failure_comes_after_the_items_before_it) {
    auto items = count_then_fail(10);
    int seen = 0;
    for (int i = 0; i < 10; ++i)
        seen += items.next().get().has_value();
    BOOST_TEST(seen == 10);
    BOOST_TEST(text_of(items) == "no more numbers");
    BOOST_TEST(text_of(items) == "no more numbers"); // and again, rather than an end that looks well
}

BOOST_AUTO_TEST_CASE(a_producer_goes_on_only_when_it_is_asked) {
    std::atomic<int> gone = 0;
    std::atomic<int> made = 0;
    auto items = guarded(gone, made);
    BOOST_TEST(made == 1); // up to the first
    for (int i = 1; i <= 5; ++i)
        BOOST_TEST(*items.next().get() == i);
    BOOST_TEST(made == 5);
}

BOOST_AUTO_TEST_CASE(what_a_producer_has_goes_with_its_reader) {
    std::atomic<int> gone = 0;
    std::atomic<int> made = 0;
    {
        auto items = guarded(gone, made);
        BOOST_TEST(*items.next().get() == 1);
        BOOST_TEST(gone == 0);
    }
    BOOST_TEST(gone == 1);
    { auto const unread = guarded(gone, made); }
    BOOST_TEST(gone == 2);
}

BOOST_AUTO_TEST_CASE(a_cancelled_stream_ends_with_that) {
    std::atomic<int> gone = 0;
    std::atomic<int> made = 0;
    auto items = guarded(gone, made);
    BOOST_TEST(*items.next().get() == 1);
    items.cancel();
    items.cancel();
    BOOST_TEST(text_of(items) == "the reader of the stream wants no more");
}

BOOST_AUTO_TEST_CASE(a_coroutine_reads_what_another_yields) {
    BOOST_TEST(sum(count_to(1000)).get() == 500500);
    auto failing = sum(count_then_fail(3));
    BOOST_CHECK_THROW(failing.get(), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(a_million_items_need_no_stack) {
    BOOST_TEST(sum([]() -> stream<int> {
                   for (int i = 0; i < 1'000'000; ++i)
                       co_yield 1;
               }())
                   .get() == 1'000'000);
}

BOOST_AUTO_TEST_CASE(a_producer_may_wait_for_something_itself) {
    auto const slow = []() -> stream<int> {
        for (int i = 0; i < 5; ++i) {
            co_await yonder::sleep_for(2ms);
            co_yield i;
        }
    };
    BOOST_TEST(sum(slow()).get() == 10);
    int total = 0;
    for (int const item : slow())
        total += item;
    BOOST_TEST(total == 10);
}

BOOST_AUTO_TEST_CASE(a_producer_that_waits_is_cancelled_there) {
    std::atomic<bool> was_cancelled = false;
    auto const waiting = [&was_cancelled]() -> stream<int> {
        co_yield 1;
        try {
            co_await yonder::sleep_for(1h);
        } catch (yonder::error const& cancelled) {
            was_cancelled = cancelled.code() == yonder::code::canceled;
        }
    };
    auto items = waiting();
    BOOST_TEST(*items.next().get() == 1);
    auto reading = sum(std::move(items));
    reading.cancel(); // which reaches the sleep by way of the stream
    reading.wait();
    BOOST_TEST(was_cancelled);
}

BOOST_AUTO_TEST_CASE(items_are_handed_to_a_callback_one_after_the_other) {
    std::vector<int> seen;
    count_to(3).for_each([&](int item) { seen.push_back(item); }).get();
    BOOST_TEST(seen == (std::vector{1, 2, 3}), boost::test_tools::per_element());

    int at_once = 0;
    int most = 0;
    auto const slow = [&](int) -> future<void> {
        most = std::max(most, ++at_once);
        co_await yonder::sleep_for(1ms);
        --at_once;
    };
    count_to(5).for_each(slow).get();
    BOOST_TEST(most == 1);

    auto const failing = [](int item) {
        if (item == 2)
            throw std::runtime_error("not this one");
    };
    BOOST_CHECK_EXCEPTION(count_to(3).for_each(failing).get(), std::runtime_error,
                          [](auto const& caught) { return caught.what() == std::string("not this one"); });
    BOOST_CHECK_THROW(count_then_fail(2).for_each([](int) {}).get(), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(the_context_of_reader_and_producer_are_their_own) {
    auto const deadline_in = [] {
        auto const left = yonder::context::current().remaining();
        return left ? static_cast<int>(std::chrono::ceil<std::chrono::hours>(*left).count()) : 0;
    };
    std::vector<int> seen;
    auto const producer = [&]() -> stream<int> {
        for (int i = 0; i < 3; ++i)
            co_yield deadline_in();
    };
    std::optional<stream<int>> items;
    {
        yonder::call_scope const scope(yonder::timeout(3h));
        items = producer();
    }
    yonder::call_scope const scope(yonder::timeout(1h));
    for (int const item : *items) {
        seen.push_back(item);
        seen.push_back(deadline_in());
    }
    BOOST_TEST(seen == (std::vector{3, 1, 3, 1, 3, 1}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(pushed_items_are_read_from_another_thread) {
    stream_source<int> source(4);
    auto items = source.get_stream();
    std::thread producer([source = std::move(source)]() mutable {
        for (int i = 1; i <= 1000; ++i)
            source.push(i);
        source.finish();
    });
    BOOST_TEST(sum(std::move(items)).get() == 500500);
    producer.join();
}

BOOST_AUTO_TEST_CASE(a_source_keeps_no_more_than_its_capacity) {
    stream_source<std::string> source(2);
    auto items = source.get_stream();
    std::string item = "a";
    BOOST_TEST(source.try_push(item));
    item = "b";
    BOOST_TEST(source.try_push(item));
    item = "c";
    BOOST_TEST(!source.try_push(item));
    BOOST_TEST(item == "c");
    auto room = source.room();
    BOOST_TEST(!room.done());
    BOOST_TEST(*items.next().get() == "a");
    BOOST_TEST(room.done());
    BOOST_TEST(room.get());
    BOOST_TEST(source.try_push(item));
    source.finish();
    BOOST_TEST(*items.next().get() == "b");
    BOOST_TEST(*items.next().get() == "c");
    BOOST_TEST(!items.next().get().has_value());
}

BOOST_AUTO_TEST_CASE(a_source_learns_that_its_reader_is_gone) {
    stream_source<int> source(1);
    int told = 0;
    source.on_cancel([&] { ++told; });
    std::atomic<bool> was_wanted = true;
    {
        auto items = source.get_stream();
        BOOST_TEST(source.push(1));
        std::thread blocked([&] { was_wanted = source.push(2); });
        while (items.next().get() != 1) {
        }
        { auto const dropped = std::move(items); }
        blocked.join();
    }
    BOOST_TEST(told == 1);
    BOOST_TEST(source.is_cancelled());
    BOOST_TEST(!source.push(3));
    BOOST_TEST(!source.room().get());
}

BOOST_AUTO_TEST_CASE(a_source_that_is_dropped_fails_its_stream) {
    auto items = stream_source<int>().get_stream();
    BOOST_TEST(text_of(items) == "the promise of this result was dropped before it was kept");
    stream_source<int> source;
    auto failing = source.get_stream();
    source.fail(std::runtime_error("the sensor is broken"));
    source.finish(); // the first end counts
    BOOST_TEST(text_of(failing) == "the sensor is broken");
}

BOOST_AUTO_TEST_CASE(a_failure_that_nobody_reads_is_reported) {
    std::vector<std::string> texts;
    yonder::set_unobserved_failure_hook([&](std::exception_ptr failure) {
        try {
            std::rethrow_exception(failure);
        } catch (std::exception const& caught) {
            texts.push_back(caught.what());
        }
    });
    { auto items = count_then_fail(0); }
    {
        auto items = count_then_fail(0);
        BOOST_TEST(text_of(items) == "no more numbers");
    }
    {
        auto items = count_then_fail(5); // which is not there yet when it is dropped
    }
    yonder::set_unobserved_failure_hook({});
    BOOST_TEST(texts == std::vector<std::string>{"no more numbers"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_stream_may_be_cancelled_from_another_thread_at_any_time) {
    for (int i = 0; i < 300; ++i) {
        std::atomic<int> gone = 0;
        std::atomic<int> made = 0;
        auto items = guarded(gone, made);
        std::thread other([&] { items.cancel(); });
        try {
            while (items.next().get()) {
            }
        } catch (yonder::error const&) {
        }
        other.join();
        { auto const dropped = std::move(items); }
        if (gone != 1)
            BOOST_FAIL("the producer is still there");
    }
}

BOOST_AUTO_TEST_SUITE_END()
