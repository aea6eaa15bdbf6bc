// SPDX-License-Identifier: BSL-1.0
// Futures, streams and objects that are none, where a call has to do with them; and limits without end.
#include "bindings.hpp"
#include "work.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <stdexcept>
#include <string>
#include <utility>

namespace suite::v1 {

class Hollow {
public:
    virtual ~Hollow() = default;
    virtual yonder::future<int> later() = 0;
    virtual yonder::stream<int> items() = 0;
    virtual yonder::future<int> later_of(yonder::stream<int> numbers) = 0;
    virtual int count(yonder::stream<int> numbers) = 0;
    virtual int seven() = 0;
};
YONDER_INTERFACE(Hollow, (), (later), (items), (later_of, numbers), (count, numbers), (seven))

} // namespace suite::v1

namespace {

using suite::v1::Hollow;
using suite::v1::Work;
using yonder::code;
using yonder::reached;

class Real final : public Hollow {
public:
    yonder::future<int> later() override { return {}; }
    yonder::stream<int> items() override { return {}; }
    yonder::future<int> later_of(yonder::stream<int>) override { return {}; }
    int count(yonder::stream<int> numbers) override {
        int counted = 0;
        while (numbers.next().get())
            ++counted;
        return counted;
    }
    int seven() override { return 7; }
};

using world = suite::world<Hollow, Real>;

yonder::stream<int> three() {
    for (int i = 0; i < 3; ++i)
        co_yield i;
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

yonder::future<int> count_nothing(Hollow& in) { co_return in.count({}); }
yonder::future<void> read_all(yonder::stream<int> items) {
    return std::move(items).for_each([](int) {});
}

void check_no_future(yonder::failure const& failed) {
    BOOST_TEST((failed.code == code::internal));
    BOOST_TEST((failed.reached == reached::executed));
    BOOST_TEST(failed.message.starts_with("suite.v1.Hollow.later"));
    BOOST_TEST(failed.message.find(": returned a future without a result to come: ") != std::string::npos);
}

void check_refused(yonder::failure const& failed) {
    BOOST_TEST((failed.code == code::invalid_argument));
    BOOST_TEST((failed.reached == reached::not_sent));
    BOOST_TEST(failed.message.find(": the stream for \"numbers\" is empty: ") != std::string::npos);
}

std::string text_of(auto const& action) {
    try {
        action();
    } catch (std::invalid_argument const& caught) {
        return caught.what();
    }
    return "no invalid_argument";
}

} // namespace

BOOST_AUTO_TEST_SUITE(empty)

BOOST_DATA_TEST_CASE(a_method_that_returns_an_empty_future_fails, suite::bindings, where) {
    world hollow(where);
    if (hollow.is_direct()) {
        BOOST_CHECK_THROW(hollow->later().get(), std::logic_error);
        return;
    }
    check_no_future(failure_of(hollow->later()));
    check_no_future(failure_of(hollow->later_of(three())));
    BOOST_TEST(hollow->seven() == 7);
}

BOOST_DATA_TEST_CASE(a_method_that_returns_an_empty_stream_fails, suite::bindings, where) {
    world hollow(where);
    if (hollow.is_direct()) {
        BOOST_CHECK_THROW(hollow->items().next().get(), std::logic_error);
        return;
    }
    auto const failed = failure_of(read_all(hollow->items()));
    BOOST_TEST((failed.code == code::internal));
    BOOST_TEST(failed.message.starts_with("suite.v1.Hollow.items: returned a stream without items to come: "));
    BOOST_TEST(hollow->seven() == 7);
}

BOOST_DATA_TEST_CASE(an_empty_stream_is_refused_as_an_argument, suite::bindings, where) {
    world hollow(where);
    BOOST_TEST(hollow->count(three()) == 3);
    if (hollow.is_direct()) {
        BOOST_CHECK_THROW(hollow->count({}), std::logic_error);
        return;
    }
    check_refused(failure_of(count_nothing(*hollow.service())));
    check_refused(failure_of(yonder::async(hollow.service())->count({})));
    check_refused(failure_of(hollow->later_of({})));
}

BOOST_AUTO_TEST_CASE(async_and_send_refuse_what_is_no_object) {
    std::string const rest =
        ": expected an object of suite.v1.Work, got a null pointer: bind the interface in a container and take the "
        "object from it";
    BOOST_TEST(text_of([] { yonder::async(std::shared_ptr<Work>()); }) == "yonder::async" + rest);
    BOOST_TEST(text_of([] { yonder::send(std::shared_ptr<Work>()); }) == "yonder::send" + rest);
}

BOOST_DATA_TEST_CASE(limits_that_no_clock_counts_are_none, suite::bindings, where) {
    world hollow(where);
    for (auto const& limit : {yonder::timeout(std::chrono::milliseconds::max()),
                              yonder::timeout(std::chrono::years(1000)), yonder::timeout(std::chrono::years(200))}) {
        yonder::call_scope const scope{limit};
        BOOST_TEST(hollow->seven() == 7);
        BOOST_TEST(yonder::async(hollow.service())->seven().get() == 7);
        BOOST_TEST(hollow->count(three()) == 3);
    }
    if (!hollow.has_server() || hollow.is_filtered())
        return;
    yonder::container app;
    app.bind<Hollow>().to_remote(hollow.url()).timeout(std::chrono::hours::max());
    BOOST_TEST(app.get<Hollow>()->seven() == 7);
    BOOST_TEST(yonder::async(app.get<Hollow>())->seven().get() == 7);
}

BOOST_AUTO_TEST_SUITE_END()
