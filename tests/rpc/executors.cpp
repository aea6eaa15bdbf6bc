// SPDX-License-Identifier: BSL-1.0
// Where a host runs methods.
#include "bindings.hpp"
#include "ledger.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <memory>
#include <thread>
#include <utility>

using suite::v1::Amount;
using suite::v1::Ledger;

namespace {

// Counts what it runs.
class counting final : public yonder::executor {
public:
    bool post(yonder::task work) override {
        if (is_full)
            return false;
        ++count;
        return threads_->post(std::move(work));
    }
    std::atomic<int> count = 0;
    std::atomic<bool> is_full = false;

private:
    std::shared_ptr<yonder::executor> threads_ = yonder::make_thread_pool({.max_threads = 4});
};

struct served {
    served() {
        app.bind<Ledger>().to<suite::v1::Book>();
        yonder::host_options options;
        options.on = on;
        host = std::make_unique<yonder::host>(app, options);
        host->expose<Ledger>();
        host->listen("http://127.0.0.1:0");
        host->start();
        ledger = yonder::wire<Ledger>(host->urls().front());
    }
    std::shared_ptr<counting> on = std::make_shared<counting>();
    yonder::container app;
    std::unique_ptr<yonder::host> host;
    std::shared_ptr<Ledger> ledger;
};

} // namespace

BOOST_AUTO_TEST_SUITE(executors)

BOOST_AUTO_TEST_CASE(a_host_with_an_executor_runs_every_method_there) {
    served here;
    BOOST_TEST(here.ledger->add(Amount{1}) == 1);
    BOOST_TEST(here.on->count == 1);
    BOOST_TEST(here.ledger->add_later(1).get() == 2);
    BOOST_TEST(here.on->count == 2);
    int items = 0;
    for (int const one : here.ledger->count(3))
        items += one;
    BOOST_TEST(items == 6);
    int const before = here.on->count;
    BOOST_TEST(before >= 3); // a stream that waited for its reader goes on there, too
    BOOST_TEST(yonder::send(here.ledger)->add_later(1).outcome().get() == 3);
    BOOST_TEST(here.on->count == before + 1);
}

BOOST_AUTO_TEST_CASE(where_there_is_no_room_a_call_is_refused_at_once) {
    served here;
    here.on->is_full = true;
    BOOST_CHECK_EXCEPTION(here.ledger->add(Amount{1}), yonder::remote_error, [](yonder::error const& caught) {
        return caught.code() == yonder::code::resource_exhausted &&
               caught.what() == std::string("suite.v1.Ledger.add: the executor has no room for one more call");
    });
    BOOST_CHECK_THROW(yonder::send(here.ledger)->add(Amount{1}), yonder::remote_error);
    here.on->is_full = false;
    BOOST_TEST(here.ledger->add(Amount{1}) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
