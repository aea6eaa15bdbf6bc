// SPDX-License-Identifier: BSL-1.0
// A caller's own deadline is never the service's word, however close the two come.
#include "bindings.hpp"

#include <yonder/describe.hpp>
#include <yonder/future.hpp>
#include <yonder/outcome.hpp>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>

using namespace std::chrono_literals;
using yonder::code;

namespace suite::v1 {

class Patience {
public:
    virtual ~Patience() = default;
    virtual void wait() = 0; // until nobody wants it
    virtual yonder::result<int> try_wait() noexcept = 0;
    virtual yonder::future<int> never() = 0; // until it is cancelled
    virtual yonder::future<yonder::result<int>> try_never() = 0;
    virtual int asked() = 0; // waits for another's never(), in the time that it has itself
    virtual yonder::future<int> asked_later() = 0;
};
YONDER_INTERFACE(Patience, (), (wait), (try_wait), (never), (try_never), (asked), (asked_later))

} // namespace suite::v1

namespace {

using suite::v1::Patience;

class Real final : public Patience {
public:
    void wait() override { wait_here(); }
    yonder::result<int> try_wait() noexcept override {
        wait_here();
        return 1;
    }
    yonder::future<int> never() override { return never_of<int>(); }
    yonder::future<yonder::result<int>> try_never() override { return never_of<yonder::result<int>>(); }
    int asked() override { return another()->never().get(); }
    yonder::future<int> asked_later() override {
        int const value = co_await another()->never();
        co_return value;
    }

private:
    static void wait_here() {
        std::mutex mutex;
        std::condition_variable_any changed;
        std::unique_lock lock(mutex);
        changed.wait(lock, yonder::context::current().stop_token(), [] { return false; });
    }
    template <class T>
    static yonder::future<T> never_of() {
        auto const kept = std::make_shared<yonder::promise<T>>();
        auto later = kept->get_future();
        kept->on_cancel([kept] { kept->fail(yonder::error(code::canceled, "given up")); });
        return later;
    }
    static std::unique_ptr<Patience> another() {
        return yonder::rpc::make_isolated<Patience>(std::make_shared<Real>());
    }
};

class Hasty final : public Patience {
public:
    void wait() override { throw yonder::error(code::deadline_exceeded, "never in that time"); }
    yonder::result<int> try_wait() noexcept override {
        return yonder::error(code::deadline_exceeded, "never in that time");
    }
    yonder::future<int> never() override { co_return 1; }
    yonder::future<yonder::result<int>> try_never() override { co_return try_wait(); }
    int asked() override { return 1; }
    yonder::future<int> asked_later() override { co_return 1; }
};

using world = suite::world<Patience, Real>;

std::string told(yonder::error const& failed) {
    bool const is_remote = dynamic_cast<yonder::remote_error const*>(&failed) != nullptr;
    return (is_remote ? "remote_error " : "invoke_error ") + std::string(to_string(failed.code()));
}

// How fifty calls with deadlines of one to five milliseconds end, and how often so.
std::map<std::string, int> ends_of(auto const& call) {
    std::map<std::string, int> ends;
    for (int i = 0; i < 50; ++i) {
        yonder::call_scope const scope{yonder::timeout(std::chrono::milliseconds(1 + i % 5))};
        try {
            if constexpr (requires { call().error(); }) {
                auto const result = call();
                ++ends[result ? "a value" : told(result.error())];
            } else {
                call();
                ++ends["a value"];
            }
        } catch (yonder::error const& caught) {
            ++ends[told(caught)];
        }
    }
    return ends;
}

std::map<std::string, int> const always_late = {{"invoke_error deadline_exceeded", 50}};

} // namespace

BOOST_AUTO_TEST_SUITE(deadlines)

BOOST_DATA_TEST_CASE(a_caller_that_waits_is_told_of_its_own_deadline, suite::bindings, where) {
    world here(where);
    if (!here.has_server())
        return; // calls in the caller's thread are not ended
    auto const patience = here.service();
    BOOST_TEST((ends_of([&] { patience->wait(); }) == always_late));
    BOOST_TEST((ends_of([&] { return patience->try_wait(); }) == always_late));
}

BOOST_DATA_TEST_CASE(a_caller_that_goes_on_is_told_of_its_own_deadline, suite::bindings, where) {
    world here(where);
    if (here.is_direct())
        return; // an object is not watched
    auto const patience = here.service();
    auto const later = yonder::async(patience);
    BOOST_TEST((ends_of([&] { later->wait().get(); }) == always_late));
    BOOST_TEST((ends_of([&] { return later->try_wait().get(); }) == always_late));
    BOOST_TEST((ends_of([&] { (void)patience->never().get(); }) == always_late));
    BOOST_TEST((ends_of([&] { return patience->try_never().get(); }) == always_late));
}

BOOST_DATA_TEST_CASE(a_service_that_meets_the_same_deadline_is_not_the_one_to_tell, suite::bindings, where) {
    world here(where);
    if (here.is_direct())
        return;
    auto const patience = here.service();
    auto const later = yonder::async(patience);
    BOOST_TEST((ends_of([&] { (void)patience->asked(); }) == always_late));
    BOOST_TEST((ends_of([&] { (void)patience->asked_later().get(); }) == always_late));
    BOOST_TEST((ends_of([&] { (void)later->asked().get(); }) == always_late));
}

BOOST_DATA_TEST_CASE(a_service_that_finds_a_deadline_too_short_is_heard, suite::bindings, where) {
    suite::world<Patience, Hasty> hasty(where);
    if (hasty.is_direct())
        return;
    yonder::call_scope const scope{yonder::timeout(1min)};
    auto const is_its_word = [](yonder::remote_error const& caught) {
        return caught.code() == code::deadline_exceeded && caught.what() == std::string("never in that time");
    };
    BOOST_CHECK_EXCEPTION(hasty->wait(), yonder::remote_error, is_its_word);
    BOOST_CHECK_EXCEPTION((void)hasty->try_wait().value(), yonder::remote_error, is_its_word);
    BOOST_CHECK_EXCEPTION((void)hasty->try_never().get().value(), yonder::remote_error, is_its_word);
    BOOST_CHECK_EXCEPTION(yonder::async(hasty.service())->wait().get(), yonder::remote_error, is_its_word);
}

BOOST_AUTO_TEST_SUITE_END()
