// SPDX-License-Identifier: BSL-1.0
// Calls that are not waited for, over every binding.
#include "../support/patience.hpp"
#include "bindings.hpp"
#include "work.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <malloc.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using suite::v1::Refused;
using suite::v1::Work;
using yonder::code;

namespace {

class Real final : public Work {
public:
    int add(int a, int b) override { return a + b; }
    std::string join(std::string_view left, std::span<std::byte const> right) const override {
        return std::string(left) + std::string(reinterpret_cast<char const*>(right.data()), right.size());
    }
    std::unique_ptr<int> doubled(std::unique_ptr<int> value) override { return std::make_unique<int>(2 * *value); }
    void refuse(std::string const& why) override { throw Refused{why}; }

    void pause(int milliseconds) override {
        auto const here = yonder::context::current();
        std::unique_lock lock(mutex_);
        bool stopped = false;
        std::condition_variable changed;
        std::stop_callback const wake(here.stop_token(), [&] {
            std::lock_guard const inner(wake_mutex_);
            stopped = true;
            changed.notify_all();
        });
        std::unique_lock waiting(wake_mutex_);
        changed.wait_for(waiting, std::chrono::milliseconds(milliseconds), [&] { return stopped; });
        was_stopped_ = stopped && !here.is_wanted();
    }
    bool was_stopped() override { return was_stopped_; }

    yonder::future<int> add_later(int a, int b) override {
        co_await yonder::sleep_for(1ms);
        co_return a + b;
    }
    yonder::future<void> refuse_later(std::string why) override {
        co_await yonder::sleep_for(1ms);
        throw Refused{why};
    }
    yonder::future<int> never() override {
        yonder::promise<int> made;
        ++begun;
        auto later = made.get_future();
        auto const kept = std::make_shared<yonder::promise<int>>(std::move(made));
        kept->on_cancel([kept] {
            was_cancelled = true;
            kept->fail(yonder::error(code::canceled, "given up"));
        });
        return later;
    }
    yonder::future<std::int64_t> time_left() override {
        co_await yonder::sleep_for(1ms);
        auto const left = yonder::context::current().remaining();
        co_return left ? std::chrono::duration_cast<std::chrono::milliseconds>(*left).count() : -1;
    }

    static inline std::atomic<bool> was_cancelled = false;
    static inline std::atomic<int> begun = 0;

private:
    std::mutex mutex_;
    std::mutex wake_mutex_;
    std::atomic<bool> was_stopped_ = false;
};

using world = suite::world<Work, Real>;

bool eventually(auto const& holds) {
    for (auto const end = yonder::clock::now() + suite::patience; yonder::clock::now() < end;
         std::this_thread::sleep_for(2ms))
        if (holds())
            return true;
    return holds();
}

template <class T>
yonder::failure failure_of(yonder::future<T> later) {
    try {
        later.get();
    } catch (yonder::error const& caught) {
        return caught.as_failure();
    }
    throw std::logic_error("the call should have failed");
}

} // namespace

BOOST_AUTO_TEST_SUITE(async)

BOOST_DATA_TEST_CASE(a_result_comes_later, suite::bindings, where) {
    world work(where);
    auto later = yonder::async(work.service());
    BOOST_TEST(later->add(1, 2).get() == 3);
    BOOST_TEST(later->add(1, 2).then([](int sum) { return sum * 10; }).get() == 30);
    later->pause(1).get();
}

BOOST_DATA_TEST_CASE(arguments_are_copied, suite::bindings, where) {
    world work(where);
    auto later = yonder::async(work.service());
    yonder::future<std::string> text;
    {
        std::string const left(100, 'x');
        std::vector<std::byte> const right(3, std::byte{'y'});
        text = later->join(left, right);
    }
    BOOST_TEST(text.get() == std::string(100, 'x') + "yyy");
    BOOST_TEST(*later->doubled(std::make_unique<int>(4)).get() == 8);
}

BOOST_DATA_TEST_CASE(a_declared_exception_comes_later_by_type, suite::bindings, where) {
    world work(where);
    BOOST_CHECK_EXCEPTION(yonder::async(work.service())->refuse("no").get(), Refused,
                          [](Refused const& caught) { return caught.why == "no"; });
    BOOST_CHECK_EXCEPTION(work->refuse_later("later").get(), Refused,
                          [](Refused const& caught) { return caught.why == "later"; });
}

BOOST_DATA_TEST_CASE(a_method_may_return_a_future, suite::bindings, where) {
    world work(where);
    BOOST_TEST(work->add_later(2, 3).get() == 5);
    BOOST_TEST(yonder::async(work.service())->add_later(2, 3).get() == 5);
    auto both = yonder::join(work->add_later(1, 1), work->add_later(2, 2));
    BOOST_TEST((both.get() == std::tuple(2, 4)));
}

BOOST_DATA_TEST_CASE(two_calls_run_beside_each_other, suite::bindings, where) {
    world work(where);
    auto later = yonder::async(work.service());
    auto const begun = yonder::clock::now();
    yonder::join(later->add(1, 2), work->add_later(3, 4), later->add(5, 6)).get();
    auto pausing = later->pause(60'000);
    BOOST_TEST((yonder::clock::now() - begun < suite::patience));
    pausing.cancel();
}

BOOST_DATA_TEST_CASE(a_coroutine_waits_for_calls, suite::bindings, where) {
    world work(where);
    auto const sum = [](std::shared_ptr<Work> service) -> yonder::future<int> {
        auto const later = yonder::async(service);
        int total = 0;
        for (int i = 0; i < 10; ++i)
            total += co_await later->add(i, i);
        total += co_await service->add_later(1, 1);
        co_return total;
    };
    BOOST_TEST(sum(work.service()).get() == 92);
}

BOOST_DATA_TEST_CASE(the_deadline_is_that_of_the_context, suite::bindings, where) {
    world work(where);
    yonder::future<std::int64_t> left;
    {
        yonder::call_scope const scope{yonder::timeout(5s)};
        left = work->time_left();
    }
    auto const milliseconds = left.get();
    BOOST_TEST(milliseconds > 3000);
    BOOST_TEST(milliseconds <= 5000);
}

BOOST_DATA_TEST_CASE(a_deadline_ends_a_call_that_goes_on, suite::bindings, where) {
    world work(where);
    if (work.is_direct())
        return; // a local object is not watched
    Real::was_cancelled = false;
    yonder::call_scope const scope{yonder::timeout(80ms)};
    auto const begun = yonder::clock::now();
    auto const late = failure_of(work->never());
    auto const took = yonder::clock::now() - begun;
    BOOST_TEST((late.code == code::deadline_exceeded));
    BOOST_TEST((took >= 75ms));
    BOOST_TEST((took < suite::patience));
    BOOST_TEST(eventually([] { return Real::was_cancelled.load(); }));
}

BOOST_DATA_TEST_CASE(a_call_whose_time_is_up_before_it_is_made_is_not_sent, suite::bindings, where) {
    world work(where);
    if (work.is_direct())
        return; // a local object is not watched
    for (int i = 0; i < 10; ++i) {
        yonder::call_scope const scope{yonder::timeout(0ms)};
        for (bool const is_method_async : {true, false}) {
            auto const late = failure_of(is_method_async ? work->never() : yonder::async(work.service())->add(1, 2));
            BOOST_TEST((late.code == code::deadline_exceeded), late.message);
            BOOST_TEST((late.reached == yonder::reached::not_sent), late.message);
        }
    }
}

BOOST_DATA_TEST_CASE(a_cancellation_reaches_the_method, suite::bindings, where) {
    world work(where);
    Real::was_cancelled = false;
    int const before = Real::begun;
    auto later = work->never();
    BOOST_TEST(eventually([&] { return Real::begun > before; }));
    later.cancel();
    BOOST_TEST((failure_of(std::move(later)).code == code::canceled));
    BOOST_TEST(eventually([] { return Real::was_cancelled.load(); }));
}

BOOST_DATA_TEST_CASE(a_handler_that_blocks_is_told_that_nobody_wants_it, suite::bindings, where) {
    world work(where);
    auto pausing = yonder::async(work.service())->pause(10'000);
    BOOST_TEST(!pausing.wait_for(50ms));
    pausing.cancel();
    pausing.wait();
    pausing.otherwise([](std::exception_ptr) {});
    auto const service = work.service();
    BOOST_TEST(eventually([&] { return service->was_stopped(); }));
}

BOOST_DATA_TEST_CASE(a_nested_call_ends_with_its_parent, suite::bindings, where) {
    world work(where);
    Real::was_cancelled = false;
    auto const outer = [](std::shared_ptr<Work> service) -> yonder::future<int> {
        int const value = co_await service->never();
        co_return value;
    };
    int const before = Real::begun;
    auto later = outer(work.service());
    BOOST_TEST(eventually([&] { return Real::begun > before; }));
    later.cancel();
    BOOST_TEST((failure_of(std::move(later)).code == code::canceled));
    BOOST_TEST(eventually([] { return Real::was_cancelled.load(); }));
}

BOOST_DATA_TEST_CASE(many_calls_are_in_flight_at_once, suite::bindings, where) {
    world work(where);
    int const count = work.has_server() ? 50 : 1000;
    std::vector<yonder::future<int>> calls;
    for (int i = 0; i < count; ++i)
        calls.push_back(work->never());
    for (auto& one : calls)
        one.cancel();
    for (auto& one : calls) {
        auto const failed = failure_of(std::move(one));
        BOOST_TEST((failed.code == code::canceled), failed.message);
    }
}

BOOST_AUTO_TEST_CASE(two_hundred_calls_are_in_flight_over_http) {
    world work("http");
    yonder::http::client_options options;
    options.max_connections = 200;
    std::shared_ptr<Work> const many = yonder::rpc::make_remote<Work>(yonder::http::connect(work.url(), options));
    int const before = Real::begun;
    std::vector<yonder::future<int>> calls;
    for (int i = 0; i < 200; ++i)
        calls.push_back(many->never());
    BOOST_TEST(eventually([&] { return Real::begun == before + 200; }));
    for (auto& one : calls)
        one.cancel();
    for (auto& one : calls)
        BOOST_TEST((failure_of(std::move(one)).code == code::canceled));
}

BOOST_AUTO_TEST_CASE(memory_is_flat_after_a_thousand_calls_in_flight) {
    world work("isolated");
    auto const round = [&] {
        std::vector<yonder::future<int>> calls;
        for (int i = 0; i < 1000; ++i)
            calls.push_back(work->never());
        for (auto& one : calls)
            one.cancel();
        for (auto& one : calls)
            one.wait();
        for (auto& one : calls)
            BOOST_CHECK_THROW(one.get(), yonder::error);
    };
    round(); // pools and buffers have their size after this
    round();
    std::size_t const before = ::mallinfo2().uordblks; // nothing under sanitizers, which count for themselves
    for (int i = 0; i < 5; ++i)
        round();
    BOOST_TEST(
        eventually([&] { return ::mallinfo2().uordblks < before + 20'000; })); // 20 bytes for each thousand calls
}

BOOST_AUTO_TEST_CASE(a_full_executor_refuses_at_once) {
    auto const small = yonder::make_thread_pool({.max_threads = 1, .max_queued = 1});
    auto const later = yonder::async<Work>(std::make_shared<Real>(), small);
    auto first = later->pause(100);
    std::vector<yonder::future<int>> more;
    for (int i = 0; i < 4; ++i)
        more.push_back(later->add(i, i));
    int refused = 0;
    for (auto& one : more)
        try {
            one.get();
        } catch (yonder::invoke_error const& caught) {
            BOOST_TEST((caught.code() == code::resource_exhausted));
            BOOST_TEST((caught.reached() == yonder::reached::not_sent));
            BOOST_TEST(caught.what() == std::string("suite.v1.Work.add: the executor has no room for one more call"));
            ++refused;
        }
    BOOST_TEST(refused >= 2);
    first.get();
}

BOOST_AUTO_TEST_CASE(a_call_that_is_cancelled_before_it_began_is_not_made) {
    auto const one = yonder::make_thread_pool({.max_threads = 1});
    auto const later = yonder::async<Work>(std::make_shared<Real>(), one);
    auto first = later->pause(50);
    auto second = later->add(1, 2);
    second.cancel();
    auto const failed = failure_of(std::move(second));
    BOOST_TEST((failed.code == code::canceled));
    BOOST_TEST(failed.message == "suite.v1.Work.add: the call was cancelled before it began");
    first.get();
}

BOOST_AUTO_TEST_SUITE_END()
