// SPDX-License-Identifier: BSL-1.0
// Streams of results and of arguments, over every binding.
#include "../support/patience.hpp"
#include "bindings.hpp"
#include "feed.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

using namespace std::chrono_literals;
using namespace suite::v1;
using yonder::code;
using yonder::stream;

namespace {

std::atomic<int> produced = 0;
std::atomic<int> gone = 0;

std::mutex last_collected_mutex;
std::string last_collected; // how the last call of collect() with a failing stream went

struct leaving {
    leaving() = default;
    ~leaving() { ++gone; }
    leaving(leaving const&) = delete;
    leaving& operator=(leaving const&) = delete;
};

class Real final : public Feed {
public:
    stream<Reading> readings(int count) override {
        for (int i = 0; i < count; ++i) {
            Reading one;
            one.number = i;
            if (i % 2)
                one.text = "odd";
            one.values.assign(static_cast<std::size_t>(i % 3), 0.5);
            co_yield std::move(one);
        }
    }
    stream<int> forever() override {
        leaving const here;
        for (;;)
            co_yield produced++;
    }
    stream<int> fail_after(int count) override {
        for (int i = 0; i < count; ++i)
            co_yield i;
        throw Stuck{count};
    }
    stream<int> refuse() override {
        throw yonder::error(code::permission_denied, "not for you");
        co_yield 1;
    }
    stream<int> quiet() override {
        leaving const here;
        co_yield 1;
        co_await yonder::sleep_for(1h); // cancelled with the call
        co_yield 2;
    }
    stream<std::string> blocks(int count, int size) override {
        for (int i = 0; i < count; ++i) {
            ++produced;
            co_yield std::string(static_cast<std::size_t>(size), static_cast<char>('a' + i % 26));
        }
    }
    stream<std::variant<Percent, Finished>> copy(std::string from) override {
        for (int i = 0; i <= 100; i += 50) {
            Percent const now{i};
            co_yield now;
        }
        Finished const done{from + ".copy"};
        co_yield done;
    }
    stream<bool> has_deadline() override {
        co_yield yonder::context::current().deadline().has_value();
        co_await yonder::sleep_for(1ms);
        co_yield yonder::context::current().deadline().has_value();
    }

    std::int64_t sum(std::string const& name, stream<int> numbers) override {
        std::int64_t total = static_cast<std::int64_t>(name.size());
        for (int const one : numbers)
            total += one;
        return total;
    }
    std::vector<Reading> collect(stream<Reading> readings) override {
        std::vector<Reading> all;
        auto const note = [&](std::string const& end) {
            std::lock_guard const lock(last_collected_mutex);
            last_collected = std::to_string(all.size()) + " items, " + end;
        };
        try {
            for (Reading& one : readings)
                all.push_back(std::move(one));
        } catch (yonder::error const& caught) {
            note(std::string(to_string(caught.code())) + ": " + caught.what());
            throw;
        } catch (Stuck const&) {
            note("stuck");
            throw;
        }
        return all;
    }
    yonder::future<int> sum_later(stream<int> numbers) override {
        int total = 0;
        while (auto const one = co_await numbers.next())
            total += *one;
        co_return total;
    }
    int first(stream<int> numbers) override { return numbers.next().get().value_or(-1); }
    void refuse_after(int count, stream<int> numbers) override {
        while (count-- > 0)
            numbers.next().get();
        throw Stuck{7};
    }
    std::string why_it_ended(stream<int> numbers) override {
        try {
            while (numbers.next().get()) {
            }
            return "well";
        } catch (yonder::error const& caught) {
            return std::string(to_string(caught.code()));
        } catch (std::exception const& caught) {
            return caught.what();
        }
    }
};

using world = suite::world<Feed, Real>;

stream<int> count_to(int last) {
    for (int i = 1; i <= last; ++i)
        co_yield i;
}

stream<int> slowly(int last) {
    for (int i = 1; i <= last; ++i) {
        co_await yonder::sleep_for(1ms);
        co_yield i;
    }
}

stream<int> endlessly(std::atomic<int>& made) {
    leaving const here;
    for (;;)
        co_yield ++made;
}

stream<int> breaking(int after) {
    for (int i = 0; i < after; ++i)
        co_yield i;
    throw std::runtime_error("the disk is gone");
}

stream<int> stuck_after(int count) {
    for (int i = 0; i < count; ++i)
        co_yield i;
    throw Stuck{count};
}

stream<Reading> readings_then_stuck(int count) {
    for (int i = 0; i < count; ++i) {
        Reading one;
        one.number = i;
        co_yield std::move(one);
    }
    throw Stuck{count};
}

template <class Predicate>
bool comes_true(Predicate is_true) {
    auto const until = yonder::clock::now() + 10s;
    while (!is_true() && yonder::clock::now() < until)
        std::this_thread::sleep_for(1ms);
    return is_true();
}

std::string deadlines_seen(Feed& feed) {
    std::string text;
    for (bool const one : feed.has_deadline())
        text += one ? "yes " : "no ";
    return text;
}

yonder::future<std::int64_t> sum_of(stream<Reading> items) {
    std::int64_t total = 0;
    while (auto const item = co_await items.next())
        total += item->number;
    co_return total;
}

} // namespace

BOOST_AUTO_TEST_SUITE(streamed_calls)

BOOST_DATA_TEST_CASE(items_come_in_order_and_whole, suite::bindings, where) {
    world feed(where);
    int expected = 0;
    for (Reading const& one : feed->readings(100)) {
        BOOST_TEST(one.number == expected);
        BOOST_TEST(one.text.has_value() == (expected % 2 == 1));
        BOOST_TEST(one.values.size() == static_cast<std::size_t>(expected % 3));
        ++expected;
    }
    BOOST_TEST(expected == 100);
    for (Reading const& one : feed->readings(0))
        BOOST_FAIL("an item of an empty stream: " << one.number);
}

BOOST_DATA_TEST_CASE(items_are_awaited_and_handed_to_callbacks, suite::bindings, where) {
    world feed(where);
    BOOST_TEST(sum_of(feed->readings(200)).get() == 19900);
    std::int64_t total = 0;
    feed->readings(200).for_each([&](Reading const& one) { total += one.number; }).get();
    BOOST_TEST(total == 19900);
    auto const later = yonder::async(feed.service());
    BOOST_TEST(sum_of(later->readings(10)).get() == 45);
}

BOOST_DATA_TEST_CASE(progress_is_a_stream_of_a_variant, suite::bindings, where) {
    world feed(where);
    std::string seen;
    for (auto const& step : feed->copy("a"))
        if (auto const* const now = std::get_if<Percent>(&step))
            seen += std::to_string(now->value) + " ";
        else
            seen += std::get<Finished>(step).where;
    BOOST_TEST(seen == "0 50 100 a.copy");
}

BOOST_DATA_TEST_CASE(a_failure_after_ten_items_comes_after_ten_items, suite::bindings, where) {
    world feed(where);
    auto items = feed->fail_after(10);
    for (int i = 0; i < 10; ++i)
        BOOST_TEST(items.next().get().value_or(-1) == i);
    BOOST_CHECK_EXCEPTION(items.next().get(), Stuck, [](Stuck const& caught) { return caught.at == 10; });
}

BOOST_DATA_TEST_CASE(a_stream_may_fail_without_an_item, suite::bindings, where) {
    world feed(where);
    auto items = feed->refuse();
    BOOST_CHECK_EXCEPTION(items.next().get(), yonder::error, [](yonder::error const& caught) {
        return caught.code() == code::permission_denied && caught.what() == std::string("not for you");
    });
}

BOOST_DATA_TEST_CASE(a_reader_that_goes_away_stops_the_producer, suite::bindings, where) {
    world feed(where);
    int const before = gone;
    {
        auto items = feed->forever();
        BOOST_TEST(items.next().get().has_value());
    }
    BOOST_TEST(comes_true([&] { return gone == before + 1; }));
}

BOOST_DATA_TEST_CASE(cancelling_ends_a_stream_from_either_state, suite::bindings, where) {
    world feed(where);
    int const before = gone;
    auto running = feed->forever();
    BOOST_TEST(running.next().get().has_value());
    running.cancel();
    auto const is_cancelled = [](yonder::error const& caught) { return caught.code() == code::canceled; };
    auto const drain = [](stream<int>& items) {
        while (items.next().get()) {
        }
    };
    BOOST_CHECK_EXCEPTION(drain(running), yonder::error, is_cancelled);

    auto waiting = feed->quiet();
    BOOST_TEST(waiting.next().get().value_or(0) == 1);
    std::thread canceller([&] {
        std::this_thread::sleep_for(5ms);
        waiting.cancel();
    });
    BOOST_CHECK_EXCEPTION(drain(waiting), yonder::error, is_cancelled);
    canceller.join();
    { auto const dropped = std::move(waiting); }
    { auto const dropped = std::move(running); }
    BOOST_TEST(comes_true([&] { return gone == before + 2; }));
}

BOOST_DATA_TEST_CASE(a_slow_reader_slows_the_producer, suite::bindings, where) {
    world feed(where);
    produced = 0;
    constexpr int size = 200'000; // so that what the sockets hold is few of them
    auto items = feed->blocks(1000, size);
    for (int i = 0; i < 3; ++i)
        BOOST_TEST(items.next().get().value_or("").size() == static_cast<std::size_t>(size));
    int seen = -1;
    while (std::exchange(seen, produced.load()) != produced)
        std::this_thread::sleep_for(100ms); // until it stands still
    BOOST_TEST(seen < 200);
}

BOOST_DATA_TEST_CASE(a_deadline_ends_a_stream_that_says_nothing, suite::bindings, where) {
    world feed(where);
    if (feed.is_direct())
        return; // nobody keeps deadlines there but the handler
    int const before = gone;
    {
        yonder::call_scope const scope(yonder::timeout(50ms));
        auto items = feed->quiet();
        BOOST_TEST(items.next().get().value_or(0) == 1);
        auto const begun = yonder::clock::now();
        BOOST_CHECK_EXCEPTION(items.next().get(), yonder::invoke_error,
                              [](yonder::error const& caught) { return caught.code() == code::deadline_exceeded; });
        BOOST_TEST((yonder::clock::now() - begun < suite::patience));
    }
    BOOST_TEST(comes_true([&] { return gone == before + 1; }));
}

BOOST_DATA_TEST_CASE(the_context_of_a_call_is_that_of_its_stream, suite::bindings, where) {
    world feed(where);
    BOOST_TEST(deadlines_seen(*feed.service()) == "no no "); // a stream may last
    yonder::call_scope const scope(yonder::timeout(10s));
    BOOST_TEST(deadlines_seen(*feed.service()) == "yes yes ");
}

BOOST_DATA_TEST_CASE(arguments_stream_too, suite::bindings, where) {
    world feed(where);
    BOOST_TEST(feed->sum("abc", count_to(1000)) == 500503);
    BOOST_TEST(feed->sum("", slowly(20)) == 210);
    BOOST_TEST(feed->sum("abc", count_to(0)) == 3);
    BOOST_TEST(feed->sum_later(count_to(100)).get() == 5050);
    auto const later = yonder::async(feed.service());
    BOOST_TEST(later->sum("abc", slowly(10)).get() == 58);

    std::vector<Reading> const all = feed->collect(Real().readings(40));
    BOOST_TEST(all.size() == 40u);
    BOOST_TEST(all[39].number == 39);
    BOOST_TEST(all[39].text.value_or("") == "odd");
}

BOOST_DATA_TEST_CASE(pushed_items_stream_as_arguments, suite::bindings, where) {
    world feed(where);
    yonder::stream_source<int> source(4);
    auto items = source.get_stream();
    std::thread producer([source = std::move(source)]() mutable {
        for (int i = 1; i <= 500; ++i)
            source.push(i);
        source.finish();
    });
    BOOST_TEST(feed->sum("", std::move(items)) == 125250);
    producer.join();
}

BOOST_DATA_TEST_CASE(a_method_need_not_read_all_of_its_stream, suite::bindings, where) {
    world feed(where);
    int const before = gone;
    std::atomic<int> made = 0;
    BOOST_TEST(feed->first(endlessly(made)) == 1);
    BOOST_TEST(comes_true([&] { return gone == before + 1; }));
    BOOST_TEST(made < 10'000);
    BOOST_CHECK_EXCEPTION(feed->refuse_after(3, endlessly(made)), Stuck,
                          [](Stuck const& caught) { return caught.at == 7; });
    BOOST_TEST(comes_true([&] { return gone == before + 2; }));
}

BOOST_DATA_TEST_CASE(a_stream_that_fails_as_an_argument_fails_the_call, suite::bindings, where) {
    world feed(where);
    if (feed.is_direct()) {
        BOOST_TEST(feed->why_it_ended(breaking(3)) == "the disk is gone");
        return;
    }
    auto const is_own = [](std::runtime_error const& caught) {
        return caught.what() == std::string("the disk is gone");
    };
    BOOST_CHECK_EXCEPTION(feed->why_it_ended(breaking(3)), std::runtime_error, is_own);
    BOOST_CHECK_EXCEPTION(yonder::async(feed.service())->why_it_ended(breaking(3)).get(), std::runtime_error, is_own);
}

BOOST_DATA_TEST_CASE(a_caller_gets_the_exception_of_its_own_stream_by_type, suite::bindings, where) {
    world feed(where);
    auto const is_own = [](Stuck const& caught) { return caught.at == 5; };
    for (int i = 0; i < 20; ++i)
        BOOST_CHECK_EXCEPTION(feed->sum("", stuck_after(5)), Stuck, is_own);
    BOOST_CHECK_EXCEPTION(feed->sum_later(stuck_after(5)).get(), Stuck, is_own);
    BOOST_TEST(feed->sum("", count_to(3)) == 6);
}

BOOST_DATA_TEST_CASE(a_handler_gets_the_items_before_the_failure_of_its_stream, suite::bindings, where) {
    world feed(where);
    for (int const count : {0, 3, 40}) {
        if (count == 0 && feed.has_server())
            continue; // the call may be over before its handler begins
        {             // what the handler saw
            std::lock_guard const lock(last_collected_mutex);
            last_collected.clear();
        }
        BOOST_CHECK_THROW(feed->collect(readings_then_stuck(count)), Stuck);
        // The failure may come before the handler has begun, and then looks as any end of a call.
        std::string const expected = std::to_string(count) + " items, " + (feed.is_direct() ? "stuck" : "canceled: ");
        auto const has_seen = [&] {
            std::lock_guard const lock(last_collected_mutex);
            return last_collected.starts_with(expected);
        };
        BOOST_TEST(comes_true(has_seen), "the method saw: " << last_collected << " and not " << expected);
    }
}

BOOST_DATA_TEST_CASE(a_dead_server_fails_streams_both_ways, suite::bindings, where) {
    world feed(where);
    if (!feed.has_server())
        return;
    auto items = feed->quiet();
    BOOST_TEST(items.next().get().value_or(0) == 1);
    feed.stop_server();
    BOOST_CHECK_THROW(items.next().get(), yonder::error);
    BOOST_CHECK_THROW(feed->sum("", count_to(10)), yonder::invoke_error);
    auto refused = feed->readings(3);
    BOOST_CHECK_THROW(refused.next().get(), yonder::invoke_error);
}

BOOST_DATA_TEST_CASE(many_streams_run_beside_each_other, suite::bindings, where) {
    world feed(where);
    std::vector<yonder::future<std::int64_t>> sums;
    for (int i = 0; i < 30; ++i)
        sums.push_back(sum_of(feed->readings(100)));
    for (auto& sum : sums)
        BOOST_TEST(sum.get() == 4950);
}

BOOST_AUTO_TEST_SUITE_END()
