// SPDX-License-Identifier: BSL-1.0
// Calls that go on without their caller, and calls that are made once.
#include "../support/patience.hpp"
#include "bindings.hpp"
#include "ledger.hpp"
#include "support/failure_of.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <future>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using suite::failure_of;
using suite::v1::Amount;
using suite::v1::Ledger;
using yonder::code;
using yonder::operation_state;

namespace {

using world = suite::world<Ledger, suite::v1::Book>;

void wait_for_runs(world& ledger, int count) {
    auto const until = yonder::clock::now() + 10s;
    while (ledger->runs() < count && yonder::clock::now() < until)
        std::this_thread::sleep_for(1ms);
    BOOST_REQUIRE_EQUAL(ledger->runs(), count);
}

auto const remembering = boost::unit_test::data::make({"isolated", "http", "unix", "binary", "wire", "wire+unix"});

} // namespace

BOOST_AUTO_TEST_SUITE(operations)

BOOST_DATA_TEST_CASE(a_call_that_is_sent_goes_on_and_its_outcome_is_read_later, suite::bindings, where) {
    world ledger(where);
    auto const receipt = yonder::send(ledger.service())->wait(1);
    wait_for_runs(ledger, 1);
    auto const status = receipt.status();
    BOOST_TEST((status.state == operation_state::running));
    BOOST_TEST((status.id == receipt.id()));
    BOOST_REQUIRE(status.how_far.has_value());
    BOOST_TEST(status.how_far->part == 0.5);
    BOOST_TEST(status.how_far->text == "waiting");
    auto outcome = receipt.outcome();
    BOOST_TEST(!outcome.wait_for(20ms));
    ledger->open(1);
    BOOST_TEST(outcome.get() == 1);
    BOOST_TEST((receipt.status().state == operation_state::finished));
    BOOST_TEST(receipt.outcome().get() == 1); // as often as one likes
}

BOOST_DATA_TEST_CASE(an_outcome_is_read_by_the_id_alone, remembering, where) {
    world ledger(where);
    yonder::uuid const id = yonder::send(ledger.service())->add(Amount{7}).id();
    auto const later = yonder::receipt_for<&Ledger::add>(ledger.service(), id);
    BOOST_TEST(later.outcome().get() == 7);
}

BOOST_AUTO_TEST_CASE(of_an_object_in_this_process_whoever_shares_the_memory_reads_the_outcome) {
    auto const book = std::make_shared<suite::v1::Book>();
    std::shared_ptr<Ledger> const ledger = book;
    auto const memory = std::make_shared<yonder::operations>();
    yonder::uuid const id = yonder::send(ledger, memory)->add(Amount{7}).id();
    BOOST_TEST(yonder::receipt_for<&Ledger::add>(ledger, id, memory).outcome().get() == 7);
    auto const unknown = yonder::receipt_for<&Ledger::add>(ledger, id);
    BOOST_TEST((failure_of([&] { unknown.outcome().get(); }).code == code::not_found));
}

BOOST_DATA_TEST_CASE(a_failure_of_an_operation_is_its_outcome, suite::bindings, where) {
    world ledger(where);
    auto const refused = yonder::send(ledger.service())->overdraw(5);
    BOOST_CHECK_EXCEPTION(refused.outcome().get(), suite::v1::Overdrawn,
                          [](suite::v1::Overdrawn const& caught) { return caught.missing == 5; });
    auto const crashed = yonder::send(ledger.service())->crash();
    yonder::failure const what = failure_of([&] { crashed.outcome().get(); });
    BOOST_TEST((what.code == code::unknown));
    BOOST_TEST(what.message.starts_with("suite.v1.Ledger.crash: failed with an exception"));
    BOOST_TEST((crashed.status().state == operation_state::finished));
}

BOOST_DATA_TEST_CASE(what_is_wrong_is_said_before_a_receipt_is_given, suite::bindings, where) {
    world ledger(where);
    yonder::failure const what = failure_of([&] { yonder::send(ledger.service())->add(Amount{-1}); });
    BOOST_TEST((what.code == code::invalid_argument));
    BOOST_TEST(what.message.find("amount.cents must be from 0 to 1000, got -1") != std::string::npos, what.message);
    BOOST_TEST(ledger->runs() == 0);
}

BOOST_DATA_TEST_CASE(methods_that_return_futures_and_streams_are_sent_too, suite::bindings, where) {
    world ledger(where);
    BOOST_TEST(yonder::send(ledger.service())->add_later(4).outcome().get() == 4);
    auto const counted = yonder::send(ledger.service())->count(3);
    counted.outcome().get();
    auto const status = counted.status();
    BOOST_TEST(status.items == 3u);
    BOOST_TEST(status.last_item == (suite::is_binary(where) ? "" : "{\"result\":3}"));
}

BOOST_DATA_TEST_CASE(a_method_that_takes_a_stream_is_not_sent, suite::bindings, where) {
    world ledger(where);
    yonder::failure const what = failure_of([&] { yonder::send(ledger.service())->take(ledger->count(3)); });
    BOOST_TEST((what.code == code::unimplemented));
    BOOST_TEST(what.message ==
               "suite.v1.Ledger.take: a method that takes a stream cannot be sent: it needs its caller");
}

BOOST_DATA_TEST_CASE(an_operation_outlives_the_deadline_of_its_caller, suite::bindings, where) {
    world ledger(where);
    auto const receipt = [&] {
        yonder::call_scope const scope{yonder::timeout(200ms)};
        return yonder::send(ledger.service())->wait(1);
    }();
    {
        yonder::call_scope const scope{yonder::timeout(300ms)};
        auto const begun = yonder::clock::now();
        BOOST_TEST((failure_of([&] { receipt.outcome().get(); }).code == code::deadline_exceeded));
        BOOST_TEST((yonder::clock::now() - begun < suite::patience));
    }
    ledger->open(1);
    BOOST_TEST(receipt.outcome().get() == 1);
}

BOOST_DATA_TEST_CASE(an_operation_can_be_cancelled, suite::bindings, where) {
    world ledger(where);
    auto const receipt = yonder::send(ledger.service())->wait(1);
    wait_for_runs(ledger, 1);
    receipt.cancel();
    BOOST_TEST(receipt.outcome().get() == -1); // as the method says
}

BOOST_DATA_TEST_CASE(an_operation_that_nobody_knows_is_not_found, suite::bindings, where) {
    world ledger(where);
    yonder::uuid const id = yonder::new_uuid();
    auto const receipt = yonder::receipt_for<&Ledger::add>(ledger.service(), id);
    yonder::failure const what = failure_of([&] { receipt.outcome().get(); });
    BOOST_TEST((what.code == code::not_found));
    BOOST_TEST(what.message == "suite.v1.Ledger.add: no call with the id " + to_string(id) +
                                   " is remembered here: it was never made, or is forgotten by now");
    BOOST_TEST((failure_of([&] { receipt.status(); }).code == code::not_found));
    BOOST_TEST((failure_of([&] { receipt.cancel(); }).code == code::not_found));
}

BOOST_DATA_TEST_CASE(a_call_with_an_id_runs_once, remembering, where) {
    world ledger(where);
    yonder::uuid const id = yonder::new_uuid();
    auto const add = [&](int cents) {
        yonder::call_scope const scope{yonder::once_only(id)};
        return ledger->add(Amount{cents});
    };
    BOOST_TEST(add(5) == 5);
    BOOST_TEST(add(5) == 5); // the same answer
    BOOST_TEST(ledger->runs() == 1);
    yonder::failure const other = failure_of([&] { add(6); });
    BOOST_TEST((other.code == code::already_exists));
    BOOST_TEST(other.message == "suite.v1.Ledger.add: the id " + to_string(id) +
                                    " belongs to a call with other arguments: give each call an id of its own");
    BOOST_TEST(ledger->add(Amount{1}) == 6); // as any other
}

BOOST_DATA_TEST_CASE(twins_at_the_same_time_run_once_and_get_the_same, remembering, where) {
    world ledger(where);
    auto const wait = [&] {
        yonder::call_scope const scope{yonder::once_only("the gate")};
        return ledger->wait(3);
    };
    std::vector<std::future<int>> twins;
    for (int i = 0; i < 4; ++i)
        twins.push_back(std::async(std::launch::async, wait));
    wait_for_runs(ledger, 1);
    std::this_thread::sleep_for(20ms);
    ledger->open(3);
    for (auto& one : twins)
        BOOST_TEST(one.get() == 3);
    BOOST_TEST(ledger->runs() == 1);
}

BOOST_DATA_TEST_CASE(a_failure_of_a_call_with_an_id_is_given_again, remembering, where) {
    world ledger(where);
    for (int i = 0; i < 2; ++i) {
        yonder::call_scope const scope{yonder::once_only("one")};
        BOOST_CHECK_THROW(ledger->overdraw(5), suite::v1::Overdrawn);
    }
    BOOST_TEST(ledger->runs() == 1);
}

BOOST_DATA_TEST_CASE(a_call_with_an_id_goes_on_when_its_caller_gives_up, remembering, where) {
    world ledger(where);
    if (ledger.has_server()) {
        yonder::call_scope const scope{yonder::once_only("patience"), yonder::timeout(100ms)};
        BOOST_TEST((failure_of([&] { ledger->wait(2); }).code == code::deadline_exceeded));
    }
    ledger->open(2);
    yonder::call_scope const scope{yonder::once_only("patience")};
    BOOST_TEST(ledger->wait(2) == 2);
    BOOST_TEST(ledger->runs() == 1);
}

BOOST_DATA_TEST_CASE(the_calls_of_a_scope_have_ids_in_order, remembering, where) {
    world ledger(where);
    for (int i = 0; i < 2; ++i) {
        yonder::call_scope const scope{yonder::once_only("both")};
        BOOST_TEST(ledger->add(Amount{1}) == 1);
        BOOST_TEST(ledger->add(Amount{2}) == 3);
    }
    BOOST_TEST(ledger->runs() == 2);
}

BOOST_DATA_TEST_CASE(invalid_arguments_do_not_use_an_id_up, remembering, where) {
    world ledger(where);
    yonder::uuid const id = yonder::new_uuid();
    {
        yonder::call_scope const scope{yonder::once_only(id)};
        BOOST_TEST((failure_of([&] { ledger->add(Amount{-1}); }).code == code::invalid_argument));
    }
    yonder::call_scope const scope{yonder::once_only(id)};
    BOOST_TEST(ledger->add(Amount{1}) == 1);
}

BOOST_DATA_TEST_CASE(calls_that_stream_cannot_be_made_once, remembering, where) {
    world ledger(where);
    yonder::call_scope const scope{yonder::once_only("stream")};
    auto items = ledger->count(3);
    BOOST_TEST((failure_of([&] {
                    for (int const one : items)
                        (void)one;
                }).code == code::unimplemented));
}

BOOST_DATA_TEST_CASE(asynchronous_calls_are_made_once_too, remembering, where) {
    world ledger(where);
    for (int i = 0; i < 2; ++i) {
        yonder::call_scope const scope{yonder::once_only("later")};
        BOOST_TEST(yonder::async(ledger.service())->add(Amount{3}).get() == 3);
    }
    for (int i = 0; i < 2; ++i) {
        yonder::call_scope const scope{yonder::once_only("deferred")};
        BOOST_TEST(ledger->add_later(1).get() == 4);
    }
}

namespace {

std::shared_ptr<Ledger> isolated(yonder::operation_options options) {
    yonder::rpc::dispatcher_options dispatching;
    dispatching.operations = std::make_shared<yonder::operations>(std::move(options));
    return yonder::rpc::make_isolated<Ledger>(std::make_shared<suite::v1::Book>(), dispatching);
}

} // namespace

BOOST_AUTO_TEST_CASE(what_is_remembered_expires) {
    yonder::operation_options options;
    options.store = yonder::make_memory_store({.keep = 1ms});
    auto const ledger = isolated(options);
    for (int i = 1; i <= 2; ++i) {
        {
            yonder::call_scope const scope{yonder::once_only("a")};
            BOOST_TEST(ledger->add(Amount{1}) == i);
        }
        std::this_thread::sleep_for(5ms);
    }
}

BOOST_AUTO_TEST_CASE(a_full_memory_takes_no_more_rather_than_forget) {
    yonder::operation_options options;
    options.store = yonder::make_memory_store({.max_operations = 2});
    auto const ledger = isolated(options);
    auto const add = [&](std::string_view name) {
        yonder::call_scope const scope{yonder::once_only(name)};
        return ledger->add(Amount{1});
    };
    BOOST_TEST(add("a") == 1);
    BOOST_TEST(add("b") == 2);
    yonder::failure const full = failure_of([&] { add("c"); });
    BOOST_TEST((full.code == code::resource_exhausted));
    BOOST_TEST(full.message == "suite.v1.Ledger.add: the server remembers 2 calls of 24 bytes, which is its limit "
                               "(memory_store_options::max_operations); "
                               "try again when some are forgotten",
               full.message);
    BOOST_TEST(add("a") == 1);
}

BOOST_AUTO_TEST_CASE(so_many_operations_run_at_once_and_no_more) {
    yonder::operation_options options;
    options.max_running = 1;
    auto const ledger = isolated(options);
    auto const first = yonder::send(ledger)->wait(1);
    yonder::failure const busy = failure_of([&] { yonder::send(ledger)->add(Amount{1}); });
    BOOST_TEST((busy.code == code::resource_exhausted));
    BOOST_TEST(busy.message == "suite.v1.Ledger.add: the server has 1 remembered calls at work, which is its limit "
                               "(operation_options::max_running)");
    ledger->open(1);
    BOOST_TEST(first.outcome().get() == 1);
}

BOOST_AUTO_TEST_CASE(an_operation_has_an_end) {
    yonder::operation_options options;
    options.longest = 20ms;
    auto const ledger = isolated(options);
    auto const receipt = yonder::send(ledger)->wait(1);
    yonder::failure const late = failure_of([&] { receipt.outcome().get(); });
    BOOST_TEST((late.code == code::deadline_exceeded));
    BOOST_TEST(late.message == "suite.v1.Ledger.wait: the operation took longer than the server allows "
                               "(operation_options::longest)");
}

namespace {

// A store that fails, as one behind a database may.
class broken_store final : public yonder::operation_store {
public:
    std::optional<yonder::operation> add(yonder::operation const&) override {
        throw yonder::error(code::unavailable, "the database is away");
    }
    void update(yonder::operation const&) override { throw std::runtime_error("the database is away"); }
    void remove(std::string_view, yonder::uuid const&) override { throw std::runtime_error("the database is away"); }
    std::optional<yonder::operation> find(std::string_view, yonder::uuid const&) override {
        throw yonder::error(code::unavailable, "the database is away");
    }
};

} // namespace

BOOST_DATA_TEST_CASE(odd_progress_is_written_as_progress, suite::bindings, where) {
    world ledger(where);
    auto const receipt = yonder::send(ledger.service())->boast();
    receipt.outcome().get();
    auto const status = receipt.status();
    BOOST_REQUIRE(status.how_far.has_value());
    BOOST_TEST(status.how_far->part == 0);
    BOOST_TEST(status.how_far->text.substr(0, 6) == "a?\"\nx" + std::string("x"));
    BOOST_TEST(status.how_far->text.size() == 1000u);
}

BOOST_AUTO_TEST_CASE(an_id_that_is_none_is_refused) {
    BOOST_CHECK_THROW(yonder::call_scope{yonder::once_only(yonder::uuid())}, std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(a_store_that_throws_anything_ends_operations_all_the_same) {
    struct odd_store final : yonder::operation_store {
        std::optional<yonder::operation> add(yonder::operation const&) override { return std::nullopt; }
        void update(yonder::operation const&) override { throw 7; }
        void remove(std::string_view, yonder::uuid const&) override { throw 7; }
        std::optional<yonder::operation> find(std::string_view, yonder::uuid const&) override { throw 7; }
    };
    yonder::set_log_sink([](yonder::log_level, std::string_view) {});
    yonder::operation_options options;
    options.store = std::make_shared<odd_store>();
    options.max_running = 1;
    auto const ledger = isolated(options);
    for (int i = 1; i <= 3; ++i) {
        yonder::call_scope const scope{yonder::once_only(yonder::new_uuid())};
        BOOST_TEST(ledger->add(Amount{1}) == i);
    }
    yonder::set_log_sink(nullptr);
}

BOOST_AUTO_TEST_CASE(an_outcome_that_a_store_does_not_take_at_once_is_known_all_the_same_and_stored_later) {
    struct slow_store final : yonder::operation_store {
        std::optional<yonder::operation> add(yonder::operation const& begun) override { return inner->add(begun); }
        void update(yonder::operation const& changed) override {
            if (is_away)
                throw std::runtime_error("the database is away");
            inner->update(changed);
            has_stored = true;
        }
        void remove(std::string_view method, yonder::uuid const& id) override { inner->remove(method, id); }
        std::optional<yonder::operation> find(std::string_view method, yonder::uuid const& id) override {
            return inner->find(method, id);
        }
        std::shared_ptr<yonder::operation_store> inner = yonder::make_memory_store({});
        std::atomic<bool> is_away = true;
        std::atomic<bool> has_stored = false;
    };
    auto const store = std::make_shared<slow_store>();
    std::mutex mutex;
    std::vector<std::string> lines;
    yonder::set_log_sink([&](yonder::log_level, std::string_view line) {
        std::lock_guard const lock(mutex);
        lines.emplace_back(line);
    });
    yonder::operation_options options;
    options.store = store;
    auto const ledger = isolated(options);
    auto const id = yonder::new_uuid();
    auto const add = [&] {
        yonder::call_scope const scope{yonder::once_only(id)};
        return ledger->add(Amount{1});
    };
    BOOST_TEST(add() == 1);
    BOOST_TEST(add() == 1);
    BOOST_TEST(yonder::receipt_for<&Ledger::add>(ledger, id).outcome().get() == 1);
    store->is_away = false;
    auto const end = yonder::clock::now() + 10s;
    while (!store->has_stored && yonder::clock::now() < end)
        std::this_thread::sleep_for(1ms);
    BOOST_TEST(store->has_stored);
    BOOST_TEST(add() == 1);
    BOOST_TEST(ledger->runs() == 1);
    yonder::set_log_sink(nullptr);
    BOOST_TEST(lines.front() == "suite.v1.Ledger.add: the outcome of the operation " + to_string(id) +
                                    " cannot be stored; it is tried again: the database is away");
}

BOOST_DATA_TEST_CASE(what_is_known_of_an_operation_is_a_remote_error_on_every_binding, suite::bindings, where) {
    world ledger(where);
    auto const receipt = yonder::receipt_for<&Ledger::add>(ledger.service(), yonder::new_uuid());
    BOOST_CHECK_THROW(receipt.outcome().get(), yonder::remote_error);
    BOOST_CHECK_THROW(receipt.status(), yonder::remote_error);
}

BOOST_AUTO_TEST_CASE(without_a_store_nothing_begins) {
    yonder::set_log_sink([](yonder::log_level, std::string_view) {});
    yonder::operation_options options;
    options.store = std::make_shared<broken_store>();
    auto const ledger = isolated(options);
    BOOST_TEST((failure_of([&] { yonder::send(ledger)->add(Amount{1}); }).code == code::unavailable));
    auto const receipt = yonder::receipt_for<&Ledger::add>(ledger, yonder::new_uuid());
    BOOST_TEST((failure_of([&] { receipt.status(); }).code == code::unavailable));
    BOOST_TEST(ledger->runs() == 0);
    yonder::set_log_sink(nullptr);
}

BOOST_AUTO_TEST_CASE(a_host_that_stops_ends_the_operations_that_run) {
    yonder::set_log_sink([](yonder::log_level, std::string_view) {});
    yonder::container app;
    auto const book = std::make_shared<suite::v1::Book>();
    app.bind<Ledger>().to(std::static_pointer_cast<Ledger>(book));
    yonder::host_options options;
    options.drain = 20ms;
    yonder::host host(app, options);
    host.expose<Ledger>();
    host.listen("http://127.0.0.1:0");
    host.start();
    auto const ledger = yonder::wire<Ledger>(host.urls().front());
    auto const receipt = yonder::send(ledger)->wait(1);
    while (book->runs() == 0)
        std::this_thread::sleep_for(1ms);
    auto const begun = yonder::clock::now();
    host.stop();
    BOOST_TEST((yonder::clock::now() - begun < suite::patience));
    yonder::set_log_sink(nullptr);
}

BOOST_AUTO_TEST_SUITE_END()
