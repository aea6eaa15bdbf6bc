// SPDX-License-Identifier: BSL-1.0
// Futures and streams that nothing can come of.
#include <yonder/call/context.hpp>
#include <yonder/call/error.hpp>
#include <yonder/call/join.hpp>
#include <yonder/call/promise.hpp>
#include <yonder/call/race.hpp>
#include <yonder/call/stream_source.hpp>
#include <yonder/call/then.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <future>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using yonder::future;
using yonder::promise;
using yonder::stream;
using yonder::stream_source;

namespace {

bool is_no_state(std::future_error const& caught) {
    return caught.code() == std::future_errc::no_state &&
           std::string(caught.what()).find("nothing to come of this object") != std::string::npos;
}
bool is_retrieved(std::future_error const& caught) {
    return caught.code() == std::future_errc::future_already_retrieved;
}

future<int> awaiting(future<int> one) { co_return co_await std::move(one); }
future<int> reading(stream<int> items) { co_return (co_await items.next()).value_or(0); }

template <class Items>
int sum(Items& items) {
    int total = 0;
    for (int const one : items)
        total += one;
    return total;
}

} // namespace

BOOST_AUTO_TEST_SUITE(empty)

BOOST_AUTO_TEST_CASE(what_needs_the_result_of_an_empty_future_throws) {
    future<int> nothing;
    BOOST_TEST(!nothing.valid());
    BOOST_CHECK_EXCEPTION(nothing.get(), std::future_error, is_no_state);
    BOOST_CHECK_EXCEPTION(nothing.wait(), std::future_error, is_no_state);
    BOOST_CHECK_EXCEPTION(nothing.wait_for(1ms), std::future_error, is_no_state);
    BOOST_CHECK_EXCEPTION(nothing.wait_until(yonder::clock::now()), std::future_error, is_no_state);
    BOOST_CHECK_EXCEPTION(nothing.done(), std::future_error, is_no_state);
    BOOST_CHECK_EXCEPTION(nothing.then([](int) {}), std::future_error, is_no_state);
    BOOST_CHECK_EXCEPTION(nothing.otherwise([](std::exception_ptr) { return 1; }), std::future_error, is_no_state);
    BOOST_CHECK_EXCEPTION(awaiting(future<int>()).get(), std::future_error, is_no_state);
    BOOST_CHECK_EXCEPTION(yonder::make_ready().then([] { return future<int>(); }).get(), std::future_error,
                          is_no_state);
    nothing.cancel(); // of which nothing comes either
}

BOOST_AUTO_TEST_CASE(a_result_is_taken_once) {
    auto later = yonder::make_ready(1);
    BOOST_TEST(later.get() == 1);
    BOOST_CHECK_EXCEPTION(later.get(), std::future_error, is_no_state);
}

BOOST_AUTO_TEST_CASE(an_empty_future_among_several_is_refused_before_any_is_taken) {
    promise<int> made;
    auto const wait_for = [&](future<int> one) {
        BOOST_CHECK_EXCEPTION(yonder::join(std::move(one), future<int>()), std::future_error, is_no_state);
    };
    wait_for(made.get_future());
    BOOST_TEST(!made.is_cancelled());
    BOOST_CHECK_EXCEPTION(yonder::race(yonder::make_ready(1), future<int>()), std::future_error, is_no_state);
    std::vector<future<int>> several(2);
    BOOST_CHECK_EXCEPTION(yonder::join(std::move(several)), std::future_error, is_no_state);
    BOOST_CHECK_THROW(yonder::race(std::vector<future<int>>()), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(a_promise_gives_its_future_once_and_nothing_after_it_is_moved) {
    promise<int> made;
    auto const later = made.get_future();
    BOOST_CHECK_EXCEPTION(made.get_future(), std::future_error, is_retrieved);
    promise<int> other = std::move(made);
    BOOST_CHECK_EXCEPTION(other.get_future(), std::future_error, is_retrieved);
    BOOST_CHECK_EXCEPTION(made.get_future(), std::future_error, is_no_state);
    BOOST_CHECK_EXCEPTION(made.set_value(1), std::future_error, is_no_state);
    BOOST_CHECK_EXCEPTION(made.fail(std::runtime_error("no")), std::future_error, is_no_state);
    BOOST_CHECK_EXCEPTION(made.on_cancel([] {}), std::future_error, is_no_state);
    BOOST_CHECK_EXCEPTION(made.is_cancelled(), std::future_error, is_no_state);
    made = promise<int>();
    BOOST_TEST(made.get_future().valid());
}

BOOST_AUTO_TEST_CASE(what_reads_an_empty_stream_throws) {
    stream<int> nothing;
    BOOST_CHECK_EXCEPTION(nothing.next().get(), std::future_error, is_no_state);
    BOOST_CHECK_EXCEPTION(sum(nothing), std::future_error, is_no_state);
    BOOST_CHECK_EXCEPTION(nothing.for_each([](int) {}), std::future_error, is_no_state);
    BOOST_CHECK_EXCEPTION(stream<int>().for_each([](int) {}), std::future_error, is_no_state);
    BOOST_CHECK_EXCEPTION(reading(stream<int>()).get(), std::future_error, is_no_state);
    nothing.cancel();

    stream_source<int> source;
    auto items = source.get_stream();
    auto handed_on = std::move(items).for_each([](int) {});
    BOOST_CHECK_EXCEPTION(items.next().get(), std::future_error, is_no_state);
    source.finish();
    handed_on.get();
}

BOOST_AUTO_TEST_CASE(a_source_gives_its_stream_once_and_nothing_after_it_is_moved) {
    stream_source<int> source;
    auto const items = source.get_stream();
    BOOST_CHECK_EXCEPTION(source.get_stream(), std::future_error, is_retrieved);
    stream_source<int> other = std::move(source);
    BOOST_CHECK_EXCEPTION(other.get_stream(), std::future_error, is_retrieved);
    int item = 1;
    BOOST_CHECK_EXCEPTION(source.push(1), std::future_error, is_no_state);
    BOOST_CHECK_EXCEPTION(source.try_push(item), std::future_error, is_no_state);
    BOOST_CHECK_EXCEPTION(source.room(), std::future_error, is_no_state);
    BOOST_CHECK_EXCEPTION(source.finish(), std::future_error, is_no_state);
    BOOST_CHECK_EXCEPTION(source.get_stream(), std::future_error, is_no_state);
    BOOST_CHECK_EXCEPTION(source.is_cancelled(), std::future_error, is_no_state);
}

BOOST_AUTO_TEST_CASE(a_failure_that_is_pointed_to_keeps_its_type) {
    auto const failure = std::make_exception_ptr(std::out_of_range("too far"));
    promise<int> made;
    auto later = made.get_future();
    made.fail(failure);
    BOOST_CHECK_THROW(later.get(), std::out_of_range);
    stream_source<int> source;
    auto items = source.get_stream();
    source.fail(failure);
    BOOST_CHECK_THROW(items.next().get(), std::out_of_range);
}

BOOST_AUTO_TEST_SUITE_END()
