// SPDX-License-Identifier: BSL-1.0
// The waist in its whole form: an asynchronous, streaming transport behind a retry filter.
#include "fake_invoker.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <future>

using namespace std::chrono_literals;

namespace {

// Starts a call again, up to `attempts` times, as long as it fails with unavailable before an item has passed.
yonder::filter retry(int attempts) {
    struct relay final : yonder::exchange, yonder::performer, std::enable_shared_from_this<relay> {
        relay(int left, yonder::request request, std::shared_ptr<yonder::exchange> of,
              std::shared_ptr<yonder::invoker> to)
            : attempts_left(left), kept(std::move(request)), caller(std::move(of)), next(std::move(to)) {}

        // Of the exchange that one attempt completes. A new one is made for each, as an exchange completes once.
        void on_reply(yonder::payload result) override { caller->reply(std::move(result)); }
        void on_failure(yonder::failure what) override {
            if (what.code != yonder::code::unavailable || passed_item || attempts_left <= 1 || caller->is_cancelled()) {
                caller->fail(std::move(what));
                return;
            }
            auto const again = std::make_shared<relay>(attempts_left - 1, kept, caller, next);
            caller->attach(again);
            next->start(again->kept, again);
        }
        void on_item(yonder::payload element) override {
            passed_item = true;
            caller->item(std::move(element));
        }
        bool offer(std::function<void()> task, yonder::clock::time_point when) override {
            return caller->offer(std::move(task), when);
        }

        // Of the performer that the caller addresses.
        void cancel() noexcept override { exchange::cancel(); }
        void grant(std::size_t items) noexcept override { exchange::grant(items); }

        int attempts_left;
        yonder::request kept;
        std::shared_ptr<yonder::exchange> caller;
        std::shared_ptr<yonder::invoker> next;
        bool passed_item = false;
    };
    return [attempts](yonder::request& what, std::shared_ptr<yonder::exchange> caller,
                      std::shared_ptr<yonder::invoker> const& next) {
        auto const first = std::make_shared<relay>(attempts, what.own(), caller, next);
        caller->attach(first);
        next->start(first->kept, first);
    };
}

// An owner that reads a stream, granting one item at a time.
struct reader final : yonder::exchange {
    void on_reply(yonder::payload result) override { done.set_value(result.bytes); }
    void on_failure(yonder::failure what) override { done.set_value(std::string(to_string(what.code))); }
    void on_item(yonder::payload element) override {
        items.push_back(element.bytes);
        if (items.size() == cancel_after)
            cancel();
        else
            grant(1);
    }
    std::vector<std::string> items;
    std::size_t cancel_after = 0;
    std::promise<std::string> done;
};

std::string outcome_of(reader& owner) {
    auto result = owner.done.get_future();
    BOOST_REQUIRE((result.wait_for(10s) == std::future_status::ready));
    return result.get();
}

yonder::method_descriptor const& repeat() { return fake::service().methods[0]; }

} // namespace

BOOST_AUTO_TEST_SUITE(waist)

BOOST_AUTO_TEST_CASE(a_retry_filter_repeats_a_call_whose_arguments_are_long_gone) {
    auto const transport =
        std::make_shared<fake::invoker>(std::deque<fake::script>{{{}, true, ""}, {{}, true, ""}, {}});
    auto const target = yonder::filtered(transport, retry(3));
    auto const owner = std::make_shared<reader>();
    {
        std::string const text = "hello";
        yonder::request borrowed(repeat(), &text);
        target->start(borrowed, owner);
    }
    BOOST_TEST(outcome_of(*owner) == "done");
    BOOST_TEST(transport->seen == (std::vector<std::string>{"hello", "hello", "hello"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_retry_filter_gives_up_after_its_attempts) {
    auto const transport =
        std::make_shared<fake::invoker>(std::deque<fake::script>{{{}, true, ""}, {{}, true, ""}, {}});
    auto const target = yonder::filtered(transport, retry(2));
    auto const owner = std::make_shared<reader>();
    std::string const text = "hello";
    yonder::request borrowed(repeat(), &text);
    target->start(borrowed, owner);
    BOOST_TEST(outcome_of(*owner) == "unavailable");
    BOOST_TEST(transport->seen.size() == 2u);
}

BOOST_AUTO_TEST_CASE(items_pass_a_filter_with_credit_from_the_reader) {
    auto const transport =
        std::make_shared<fake::invoker>(std::deque<fake::script>{{{}, true, ""}, {{"a", "b", "c"}, false, "end"}});
    auto const target = yonder::filtered(transport, retry(3));
    auto const owner = std::make_shared<reader>();
    std::string const text = "hello";
    yonder::request borrowed(repeat(), &text);
    target->start(borrowed, owner);
    std::this_thread::sleep_for(20ms); // no credit, no item: nothing may come however long one waits
    BOOST_TEST(owner->items.empty());
    owner->grant(1);
    BOOST_TEST(outcome_of(*owner) == "end");
    BOOST_TEST(owner->items == (std::vector<std::string>{"a", "b", "c"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(cancelling_reaches_the_transport_through_the_filter) {
    auto const transport = std::make_shared<fake::invoker>(std::deque<fake::script>{{{"a", "b", "c"}, false, "end"}});
    auto const target = yonder::filtered(transport, retry(3));
    auto const owner = std::make_shared<reader>();
    owner->cancel_after = 2;
    owner->grant(1);
    std::string const text = "hello";
    yonder::request borrowed(repeat(), &text);
    target->start(borrowed, owner);
    BOOST_TEST(outcome_of(*owner) == "canceled");
    BOOST_TEST(owner->items.size() == 2u);
    BOOST_TEST(transport->cancelled == 1);
}

BOOST_AUTO_TEST_CASE(a_blocking_caller_gets_the_reply_of_an_asynchronous_transport) {
    auto const transport = std::make_shared<fake::invoker>(std::deque<fake::script>{{{}, true, ""}, {}});
    auto const target = yonder::filtered(transport, retry(2));
    std::string const text = "hello";
    yonder::request borrowed(repeat(), &text);
    BOOST_TEST(yonder::call_and_wait(*target, borrowed, yonder::clock::now() + 10s).bytes == "done");
}

BOOST_AUTO_TEST_CASE(a_blocking_caller_is_back_at_its_deadline_and_the_call_is_cancelled) {
    auto const transport = std::make_shared<fake::invoker>(std::deque<fake::script>{{{"never granted"}, false, ""}});
    std::string const text = "hello";
    yonder::request borrowed(repeat(), &text);
    auto const begun = yonder::clock::now();
    try {
        (void)yonder::call_and_wait(*transport, borrowed, begun + 30ms);
        BOOST_FAIL("it came back");
    } catch (yonder::invoke_error const& caught) {
        BOOST_TEST((caught.code() == yonder::code::deadline_exceeded));
        BOOST_TEST((caught.reached() == yonder::reached::maybe_executed));
        BOOST_TEST(caught.call_id().size() == 36u);
        BOOST_TEST(caught.what() ==
                   std::string("fake.Service.repeat: no answer within the deadline: the call may have been "
                               "executed; allow it more time with yonder::timeout, or see what keeps the "
                               "peer"));
    }
    BOOST_TEST((yonder::clock::now() - begun >= 30ms));
    BOOST_TEST(transport->cancelled == 1);
}

BOOST_AUTO_TEST_CASE(an_exchange_completes_once) {
    auto const owner = std::make_shared<reader>();
    BOOST_TEST(owner->reply({yonder::format::json, "first"}));
    BOOST_TEST(!owner->reply({yonder::format::json, "second"}));
    BOOST_TEST(!owner->fail({}));
    owner->item({yonder::format::json, "late"});
    BOOST_TEST(owner->items.empty());
    BOOST_TEST(outcome_of(*owner) == "first");
}

BOOST_AUTO_TEST_CASE(a_driving_caller_runs_what_a_transport_offers_at_its_time) {
    struct lender final : yonder::invoker {
        void start(yonder::request&, std::shared_ptr<yonder::exchange> caller) override {
            auto const begun = yonder::clock::now();
            lent = caller->offer(
                [this, caller, begun] {
                    thread = std::this_thread::get_id();
                    waited = yonder::clock::now() - begun;
                    caller->reply({yonder::format::json, "lent"});
                },
                begun + 20ms);
        }
        bool lent = false;
        std::thread::id thread;
        yonder::clock::duration waited{};
    } transport;
    std::string const text = "hello";
    yonder::request borrowed(repeat(), &text);
    BOOST_TEST(yonder::call_and_wait(transport, borrowed, yonder::clock::now() + 10s).bytes == "lent");
    BOOST_TEST(transport.lent);
    BOOST_TEST((transport.thread == std::this_thread::get_id()));
    BOOST_TEST((transport.waited >= 20ms));
}

BOOST_AUTO_TEST_SUITE_END()
