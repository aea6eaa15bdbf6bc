// SPDX-License-Identifier: BSL-1.0
// Processes that end while calls are in flight: this program, run again for the one case that ends it.
#include "../support/patience.hpp"

#include <yonder/call/executor.hpp>
#include <yonder/yonder.hpp>

#include <boost/test/unit_test.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>

using namespace std::chrono_literals;

namespace ending::v1 {

class Clerk {
public:
    virtual ~Clerk() = default;
    virtual int wait(int milliseconds) = 0;
};
YONDER_INTERFACE(Clerk, (), (wait, milliseconds))

} // namespace ending::v1

namespace {

using ending::v1::Clerk;

class Patient final : public Clerk {
public:
    int wait(int milliseconds) override {
        std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
        return milliseconds;
    }
};

// Runs a case of this program that leaves by exit(): what that returned, or -1 for a signal.
int run(std::string const& name, std::string const& url) {
    std::string const command = "exec env YONDER_TEST_URL=" + url + " /proc/" + std::to_string(::getpid()) +
                                "/exe --run_test=process_end/" + name +
                                " --color_output=no --catch_system_errors=no > /dev/null";
    int const status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

struct office {
    office() {
        server.bind<Clerk>().to<Patient>();
        host.expose<Clerk>();
        host.listen("http://127.0.0.1:0");
        host.start();
    }
    std::string url() const { return host.urls().front(); }
    yonder::container server;
    yonder::host host{server};
};

} // namespace

BOOST_AUTO_TEST_SUITE(process_end)

// Cases for run(), and for nobody else.
BOOST_AUTO_TEST_CASE(leaves_calls_in_flight, *boost::unit_test::disabled()) {
    {
        yonder::container app;
        app.bind<Clerk>().to_remote(std::getenv("YONDER_TEST_URL"));
        auto const later = yonder::async(app.get<Clerk>());
        for (int i = 0; i < 300; ++i)
            later->wait(i % 20); // whose future is dropped
    }
    std::exit(42);
}

BOOST_AUTO_TEST_CASE(leaves_when_the_first_answer_came, *boost::unit_test::disabled()) {
    {
        yonder::container app;
        app.bind<Clerk>().to_remote(std::getenv("YONDER_TEST_URL"));
        auto const later = yonder::async(app.get<Clerk>());
        auto first = later->wait(0);
        for (int i = 0; i < 30; ++i)
            later->wait(i % 2);
        first.wait();
    }
    std::exit(42);
}

BOOST_AUTO_TEST_CASE(leaves_local_work, *boost::unit_test::disabled()) {
    auto const done = std::make_shared<std::atomic<int>>(0);
    static std::shared_ptr<std::atomic<int>> const kept = done;
    std::atexit([] { std::_Exit(*kept == 10 ? 42 : 1); }); // runs after the end of the executor, which is made below
    for (int i = 0; i < 10; ++i)
        BOOST_TEST(yonder::default_executor()->post([done] {
            std::this_thread::sleep_for(50ms);
            ++*done;
        }));
    std::exit(1);
}

BOOST_AUTO_TEST_CASE(a_process_may_end_with_calls_in_flight) {
    office const here;
    for (int i = 0; i < 10; ++i) {
        auto const begun = yonder::clock::now();
        BOOST_TEST(run("leaves_calls_in_flight", here.url()) == 42);
        BOOST_TEST(run("leaves_when_the_first_answer_came", here.url()) == 42);
        BOOST_TEST((yonder::clock::now() - begun < suite::patience));
    }
}

BOOST_AUTO_TEST_CASE(a_process_that_ends_runs_what_was_posted_to_the_default_executor) {
    BOOST_TEST(run("leaves_local_work", "none") == 42);
}

BOOST_AUTO_TEST_SUITE_END()
