// SPDX-License-Identifier: BSL-1.0
// A host on a server of cpp-httplib that the program has already.
#include "http/bare_client.hpp"
#include "support/failure_of.hpp"

#include <yonder/yonder.hpp>

#include <boost/test/unit_test.hpp>
#include <httplib.h>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

using namespace std::chrono_literals;

namespace mounted::v1 {

class Desk {
public:
    virtual ~Desk() = default;
    virtual int add(int a, int b) = 0;
    virtual std::string fail() = 0;
    virtual yonder::stream<int> count(int to) = 0;
    virtual int sum(yonder::stream<int> numbers) = 0;
    virtual int sleep(int milliseconds) = 0;
};
YONDER_INTERFACE(Desk, (), (add, a, b), (fail), (count, to), (sum, numbers), (sleep, milliseconds))

class Drawer { // which the host does not expose
public:
    virtual ~Drawer() = default;
    virtual void open() = 0;
};
YONDER_INTERFACE(Drawer, (), (open))

class Real final : public Desk {
public:
    int add(int a, int b) override { return a + b; }
    std::string fail() override { throw yonder::error(yonder::code::failed_precondition, "not today"); }
    yonder::stream<int> count(int to) override {
        for (int i = 0; i < to; ++i)
            co_yield i;
        if (to == 7)
            throw yonder::error(yonder::code::data_loss, "seven is lost");
    }
    int sum(yonder::stream<int> numbers) override {
        int all = 0;
        for (int const one : numbers)
            all += one;
        return all;
    }
    int sleep(int milliseconds) override {
        std::mutex mutex;
        std::condition_variable_any changed;
        std::unique_lock lock(mutex);
        changed.wait_for(lock, yonder::context::current().stop_token(), std::chrono::milliseconds(milliseconds),
                         [] { return false; });
        return milliseconds;
    }
};

yonder::stream<int> up_to(int count) {
    for (int i = 1; i <= count; ++i)
        co_yield i;
}

// A program's own server, with a page, and a host on it.
struct world {
    explicit world(yonder::host_options options = {}) : host(app, options) {
        own.Get("/hello", [](httplib::Request const&, httplib::Response& response) {
            response.set_content("hello", "text/plain");
        });
        app.bind<Desk>().to<Real>();
        host.expose<Desk>();
        host.mount(own);
        host.start();
        port = own.bind_to_any_port("127.0.0.1");
        listening = std::thread([this] { own.listen_after_bind(); });
        while (!own.is_running())
            std::this_thread::sleep_for(1ms);
        url = "http://127.0.0.1:" + std::to_string(port);
        desk = yonder::wire<Desk>(url);
    }
    ~world() {
        desk.reset();
        own.stop();
        listening.join();
    }

    httplib::Server own;
    yonder::container app;
    yonder::host host;
    int port = 0;
    std::string url;
    std::thread listening;
    std::shared_ptr<Desk> desk;
};

} // namespace mounted::v1

using namespace mounted::v1;
using suite::failure_of;
using yonder::code;

BOOST_AUTO_TEST_SUITE(mount)

BOOST_AUTO_TEST_CASE(a_server_that_a_program_has_serves_calls_beside_its_own_pages) {
    world here;
    BOOST_TEST(here.desk->add(2, 3) == 5);
    BOOST_TEST(yonder::async(here.desk)->add(3, 4).get() == 7);
    BOOST_TEST(failure_of([&] { return here.desk->fail(); }).message == "not today");
    httplib::Client browser(here.url);
    BOOST_TEST(browser.Get("/hello")->body == "hello");
    BOOST_TEST(browser.Get("/nothing")->status == 404);
    BOOST_TEST(browser.Get("/nothing")->body == ""); // which is the program's to answer
    auto const unknown = browser.Post("/mounted.v1.Desk/none", "{}", "application/json");
    BOOST_TEST(unknown->status == 404);
    BOOST_TEST(unknown->body.find("has no method") != std::string::npos);
    auto const closed = failure_of([&] { yonder::wire<Drawer>(here.url)->open(); });
    BOOST_TEST((closed.code == code::unimplemented || closed.code == code::not_found));
    BOOST_TEST(closed.message.find("another server may stand there, or one that does not expose this interface") !=
                   std::string::npos,
               closed.message);
    BOOST_TEST(browser.Get("/mounted.v1.Desk/add")->status == 405);
    BOOST_TEST(browser.Post("/mounted.v1.Desk/add", "[1,2]", "text/plain")->status == 415);
}

BOOST_AUTO_TEST_CASE(streams_pass_over_a_mounted_host) {
    world here;
    int all = 0;
    for (int const one : here.desk->count(200))
        all += one;
    BOOST_TEST(all == 19'900);
    int items = 0;
    auto const lost = failure_of([&] {
        for (int const one : here.desk->count(7))
            items += one >= 0;
        return 0;
    });
    BOOST_TEST(items == 7);
    BOOST_TEST((lost.code == code::data_loss));
    BOOST_TEST(here.desk->sum(up_to(1000)) == 500'500);
    httplib::Client browser(here.url);
    auto const plain = browser.Post("/mounted.v1.Desk/count", "[3]", "application/json");
    BOOST_TEST(plain->body == "{\"result\":0}\n{\"result\":1}\n{\"result\":2}\n");
    auto const lines =
        browser.Post("/mounted.v1.Desk/sum", "{\"numbers\":4}\n{\"numbers\":5}\n", "application/x-ndjson");
    BOOST_TEST(lines->body.find("9") != std::string::npos, lines->body);
}

BOOST_AUTO_TEST_CASE(calls_that_go_on_can_be_asked_after_over_a_mounted_host) {
    world here;
    auto receipt = yonder::send(here.desk)->add(20, 22);
    BOOST_TEST(receipt.outcome().get() == 42);
}

BOOST_AUTO_TEST_CASE(a_mounted_host_that_stops_refuses_calls_and_ends_those_at_work) {
    yonder::set_log_sink([](yonder::log_level, std::string_view) {});
    yonder::host_options options;
    options.drain = 50ms;
    world here(options);
    auto later = yonder::async(here.desk)->sleep(60'000);
    std::this_thread::sleep_for(200ms); // it is at work by then, or refused, which ends it as well
    here.host.stop();
    BOOST_TEST((failure_of([&] { return later.get(); }).code == code::unavailable));
    BOOST_TEST((failure_of([&] { return here.desk->add(1, 2); }).code == code::unavailable));
    BOOST_CHECK_EXCEPTION(here.host.start(), yonder::wiring_error, [](yonder::wiring_error const& caught) {
        return std::string(caught.what()).find("make another host and server") != std::string::npos;
    });
    yonder::set_log_sink(nullptr);
    for (std::string const method : {"add", "count"}) { // what is refused unread is not the next request
        auto client = bare::connect(static_cast<std::uint16_t>(here.port));
        client.send(bare::post("/mounted.v1.Desk/" + method, "GET /hello HTTP/1.1\r\nHost: h\r\n\r\n"));
        BOOST_TEST(client.read().status == 503);
        BOOST_TEST(client.ends());
    }
    BOOST_TEST(httplib::Client(here.url).Get("/hello")->body == "hello");
}

BOOST_AUTO_TEST_SUITE_END()
