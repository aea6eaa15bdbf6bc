// SPDX-License-Identifier: BSL-1.0
// What calls inherit without a parameter, on every binding.
#include "bindings.hpp"
#include "ledger.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

using suite::v1::Ledger;
using suite::v1::text_of_context;

namespace {

using world = suite::world<Ledger, suite::v1::Book>;

struct tenant_scope {
    yonder::uuid activity = yonder::new_uuid();
    yonder::call_scope scope{yonder::activity(activity), yonder::user{"customer", "7", {}},
                             yonder::metadata("tenant", "n\xc3\xb6rd, 50%"), yonder::metadata("level", "gold")};

    // What a handler sees: of the user nothing where the server does not trust whoever connects.
    std::string seen(world const& in) const {
        return to_string(activity) + (in.has_server() && !in.is_filtered() ? " nobody" : " customer:7") +
               " tenant=n\xc3\xb6rd, 50% level=gold";
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(ambient)

BOOST_DATA_TEST_CASE(a_handler_sees_the_activity_and_the_metadata_of_its_caller, suite::bindings, where) {
    world ledger(where);
    tenant_scope const scope;
    BOOST_TEST(ledger->about() == scope.seen(ledger));
}

BOOST_DATA_TEST_CASE(so_does_a_coroutine_after_it_waited, suite::bindings, where) {
    world ledger(where);
    tenant_scope const scope;
    BOOST_TEST(ledger->about_later().get() == scope.seen(ledger));
    BOOST_TEST(yonder::async(ledger.service())->about().get() == scope.seen(ledger));
}

BOOST_DATA_TEST_CASE(and_whoever_makes_the_items_of_a_stream, suite::bindings, where) {
    world ledger(where);
    tenant_scope const scope;
    int count = 0;
    for (std::string const& item : ledger->about_items()) {
        BOOST_TEST(item == scope.seen(ledger));
        ++count;
    }
    BOOST_TEST(count == 3);
}

BOOST_DATA_TEST_CASE(an_operation_keeps_what_it_was_sent_with, suite::bindings, where) {
    world ledger(where);
    auto const sent = [&] {
        tenant_scope const scope;
        return std::pair(yonder::send(ledger.service())->about(),
                         ledger.is_direct()
                             ? to_string(scope.activity) + " customer:7 tenant=n\xc3\xb6rd, 50% level=gold"
                             : scope.seen(ledger));
    }();
    BOOST_TEST(sent.first.outcome().get() == sent.second);
}

BOOST_DATA_TEST_CASE(a_continuation_runs_in_the_context_that_it_was_made_in, suite::bindings, where) {
    world ledger(where);
    tenant_scope const scope;
    auto const here = text_of_context();
    auto later = [&] { return ledger->about_later().then([](std::string const&) { return text_of_context(); }); }();
    BOOST_TEST(later.get() == here);
}

BOOST_DATA_TEST_CASE(nested_calls_go_on_with_both, suite::bindings, where) {
    struct relay final : suite::v1::Ledger {
        explicit relay(std::shared_ptr<Ledger> to) : next(std::move(to)) {}
        int add(suite::v1::Amount amount) override { return next->add(amount); }
        int get(int key) const override { return next->get(key); }
        int wait(int gate) override { return next->wait(gate); }
        void open(int gate) override { next->open(gate); }
        int runs() const override { return next->runs(); }
        void overdraw(int missing) override { next->overdraw(missing); }
        void crash() override { next->crash(); }
        yonder::future<int> add_later(int cents) override { return next->add_later(cents); }
        yonder::stream<int> count(int to) override { return next->count(to); }
        void take(yonder::stream<int> items) override { next->take(std::move(items)); }
        std::string about() override { return next->about(); }
        yonder::future<std::string> about_later() override { return next->about_later(); }
        yonder::stream<std::string> about_items() override { return next->about_items(); }
        void boast() override { next->boast(); }
        std::shared_ptr<Ledger> next;
    };
    world ledger(where);
    auto const first = yonder::rpc::make_isolated<Ledger>(std::make_shared<relay>(ledger.service()));
    tenant_scope const scope;
    BOOST_TEST(first->about() == scope.seen(ledger));
    BOOST_TEST(first->about_later().get() == scope.seen(ledger));
}

BOOST_DATA_TEST_CASE(without_a_scope_a_call_begins_an_activity, suite::bindings, where) {
    world ledger(where);
    std::string const first = ledger->about();
    if (ledger.is_direct()) {
        BOOST_TEST(first == to_string(yonder::uuid()) + " nobody");
        return;
    }
    BOOST_TEST(first.size() == 36u + 7u);
    BOOST_TEST(first != to_string(yonder::uuid()) + " nobody");
    BOOST_TEST(ledger->about() != first); // of its own
}

BOOST_AUTO_TEST_CASE(a_call_names_the_call_that_made_it) {
    struct seen_headers {
        std::mutex mutex;
        std::vector<yonder::message_header> list;
    };
    auto const seen = std::make_shared<seen_headers>();
    auto const watched = [&](std::shared_ptr<Ledger> target) {
        return yonder::filtered(yonder::rpc::make_dispatcher<Ledger>(std::move(target)),
                                [seen](yonder::request& what, std::shared_ptr<yonder::exchange> caller,
                                       std::shared_ptr<yonder::invoker> const& next) {
                                    {
                                        std::lock_guard const lock(seen->mutex);
                                        seen->list.push_back(what.header);
                                    }
                                    next->start(what, std::move(caller));
                                });
    };
    std::shared_ptr<Ledger> const inner =
        yonder::rpc::make_remote<Ledger>(watched(std::make_shared<suite::v1::Book>()));
    std::shared_ptr<Ledger> const passing =
        yonder::implement<Ledger>([inner](auto call) { return call.proceed(*inner); });
    auto const outer = yonder::rpc::make_remote<Ledger>(watched(passing));
    BOOST_TEST(outer->runs() == 0);
    BOOST_REQUIRE_EQUAL(seen->list.size(), 2u);
    BOOST_TEST(seen->list[0].response_to.is_nil());
    BOOST_TEST((seen->list[1].response_to == seen->list[0].id));
    BOOST_TEST((seen->list[1].activity == seen->list[0].activity));
    BOOST_TEST((seen->list[1].activity == seen->list[0].id));
    BOOST_TEST((seen->list[1].id != seen->list[0].id));
}

BOOST_AUTO_TEST_CASE(too_much_metadata_is_refused_before_it_is_sent) {
    world ledger("http");
    yonder::call_scope const scope{yonder::metadata("a", std::string(4000, 'x')),
                                   yonder::metadata("b", std::string(4000, 'x')),
                                   yonder::metadata("c", std::string(400, 'x'))};
    BOOST_CHECK_EXCEPTION(ledger->runs(), yonder::invoke_error, [](yonder::error const& caught) {
        return caught.code() == yonder::code::invalid_argument && caught.reached() == yonder::reached::not_sent &&
               std::string(caught.what())
                       .find("the metadata of the context is 3 values in 8409 bytes, more than the 64 "
                             "and 8192 that W3C Baggage carries") != std::string::npos;
    });
}

BOOST_AUTO_TEST_CASE(one_value_of_metadata_has_a_limit_of_its_own) {
    world ledger("http");
    yonder::call_scope const scope{yonder::metadata("long", std::string(1400, '\xff'))};
    BOOST_CHECK_EXCEPTION(ledger->runs(), yonder::invoke_error, [](yonder::error const& caught) {
        return std::string(caught.what())
                   .find("the metadata \"long\" has 4205 bytes as W3C Baggage, more than the 4096 "
                         "that one value may have") != std::string::npos;
    });
}

BOOST_AUTO_TEST_CASE(metadata_of_all_characters_arrives_up_to_the_limit) {
    world ledger("http");
    std::string odd;
    for (int i = 0; i < 680; ++i)
        odd += "\xc3\xa9";
    yonder::call_scope const scope{yonder::metadata("a", odd), yonder::metadata("b", std::string(1300, '%'))};
    std::string const seen = ledger->about();
    BOOST_TEST((seen.find("a=" + odd + " b=" + std::string(1300, '%')) != std::string::npos));
}

BOOST_AUTO_TEST_CASE(a_name_of_metadata_is_a_token) {
    BOOST_CHECK_EXCEPTION(yonder::metadata("a b", "c"), std::invalid_argument, [](std::exception const& caught) {
        return caught.what() ==
               std::string("metadata \"a b\": a name is one or more of letters, digits and !#$%&'*+-.^_`|~");
    });
}

BOOST_AUTO_TEST_CASE(a_later_value_of_a_name_stands_in_for_the_earlier_one) {
    yonder::call_scope const outer{yonder::metadata("a", "1")};
    {
        yonder::call_scope const inner{yonder::metadata("a", "2")};
        BOOST_TEST(*yonder::context::current().metadata("a") == "2");
    }
    BOOST_TEST(*yonder::context::current().metadata("a") == "1");
    BOOST_TEST(!yonder::context::current().metadata("b").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
