// SPDX-License-Identifier: BSL-1.0
// By which thread of a server a connection is served.
#include <yonder/http/client.hpp>
#include <yonder/rpc/remote.hpp>
#include <yonder/wire/client.hpp>
#include <yonder/yonder.hpp>

#include <boost/test/unit_test.hpp>
#include <sched.h>

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace placement::v1 {

std::vector<int> processors() {
    cpu_set_t allowed;
    sched_getaffinity(0, sizeof allowed, &allowed);
    std::vector<int> all;
    for (int i = 0; i < CPU_SETSIZE; ++i)
        if (CPU_ISSET(i, &allowed))
            all.push_back(i);
    return all;
}

void stay_on(std::vector<int> const& processors) {
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    for (int const one : processors)
        CPU_SET(one, &allowed);
    sched_setaffinity(0, sizeof allowed, &allowed);
}

class Place {
public:
    virtual ~Place() = default;
    virtual int processor() = 0;
    virtual void stay() = 0; // of the thread that runs this: on one of two processors, in turn
    virtual int add(int a, int b) = 0;
    virtual std::string text(std::size_t size) = 0;
    virtual int sum(yonder::stream<int> numbers) = 0;
};
YONDER_INTERFACE(Place, (), (processor), (stay), (add, a, b), (text, size), (sum, numbers))

class Real final : public Place {
public:
    explicit Real(std::vector<int> two) : two_(std::move(two)) {}
    int processor() override { return sched_getcpu(); }
    void stay() override {
        std::lock_guard const lock(mutex_);
        auto const [mine, is_new] = turns_.emplace(std::this_thread::get_id(), turns_.size());
        if (is_new)
            stay_on({two_[mine->second % 2]});
    }
    int add(int a, int b) override { return a + b; }
    std::string text(std::size_t size) override { return std::string(size, 'x'); }
    int sum(yonder::stream<int> numbers) override {
        int all = 0;
        for (int const one : numbers)
            all += one;
        return all;
    }

private:
    std::vector<int> const two_;
    std::mutex mutex_;
    std::map<std::thread::id, std::size_t> turns_;
};

struct served {
    served() : host(app) {
        app.bind<Place>().to<Real>(std::make_shared<Real>(allowed));
        host.expose<Place>();
        host.listen("http://127.0.0.1:0");
        host.start();
    }
    ~served() { stay_on(allowed); }

    // With a connection of its own.
    std::shared_ptr<Place> proxy(bool by_http = false) const {
        std::string const authority = host.urls().front().substr(std::string("http://").size());
        return yonder::rpc::make_remote<Place>(by_http ? yonder::http::connect("http://" + authority)
                                                       : yonder::wire_protocol::connect("yonder://" + authority));
    }

    std::vector<int> const allowed = processors();
    yonder::container app;
    yonder::host host;
};

} // namespace placement::v1

using placement::v1::Place;
using placement::v1::served;
using placement::v1::stay_on;

BOOST_AUTO_TEST_SUITE(wire_placement)

BOOST_AUTO_TEST_CASE(a_connection_moves_to_the_thread_that_runs_where_its_bytes_come_from) {
    for (bool const by_http : {false, true}) {
        served const here;
        if (here.allowed.size() < 2)
            return; // all come from one place, and there is nothing to be moved
        // Two for each thread, all of which stay on one of two processors then.
        std::vector<std::shared_ptr<Place>> clients;
        for (int i = 0; i < 8; ++i) {
            clients.push_back(here.proxy(by_http));
            clients.back()->stay();
        }
        Place& one = *clients.front();
        int const first = one.processor();
        int const other = here.allowed[first == here.allowed[0] ? 1 : 0];
        stay_on({other});
        int calls = 0;
        // A call that another thread took over, as the system let its own wait, says nothing.
        while (one.processor() != other && calls < 2000)
            ++calls;
        BOOST_TEST(calls < 2000);
        stay_on({first});
        while (one.processor() != first && calls < 4000)
            ++calls;
        BOOST_TEST(calls < 4000);
    }
}

BOOST_AUTO_TEST_CASE(no_call_is_lost_on_connections_that_move) {
    served const here;
    std::atomic<int> wrong = 0;
    std::vector<std::jthread> callers;
    for (int i = 0; i < 8; ++i)
        callers.emplace_back([&, i] {
            auto const to = here.proxy(i % 2 == 0);
            for (int round = 0; round < 20; ++round) {
                stay_on({here.allowed[static_cast<std::size_t>(round) % here.allowed.size()]});
                for (int call = 0; call < 150; ++call)
                    wrong += to->add(round, call) != round + call;
                wrong += to->text(100'000).size() != 100'000;
                auto const later = yonder::async(to);
                std::vector<yonder::future<int>> sums;
                for (int call = 0; call < 20; ++call)
                    sums.push_back(later->add(round, call));
                for (int call = 0; call < 20; ++call)
                    wrong += sums[static_cast<std::size_t>(call)].get() != round + call;
                auto const numbers = [](int to_come) -> yonder::stream<int> {
                    for (int k = 0; k < to_come; ++k)
                        co_yield k;
                };
                wrong += to->sum(numbers(100)) != 4950;
            }
        });
    callers.clear();
    BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_SUITE_END()
