// SPDX-License-Identifier: BSL-1.0
#include "../describe/contracts.hpp"
#include "../support/problem_of.hpp"

#include <yonder/yonder.hpp>

#include <boost/test/unit_test.hpp>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <system_error>
#include <thread>

using bank::v1::Accounts;
using bank::v1::Money;
using namespace std::chrono_literals;

namespace talk::v1 {

class Chat {
public:
    virtual ~Chat() = default;
    virtual yonder::stream<int> talk(yonder::stream<int> words) = 0;
};
YONDER_INTERFACE(Chat, (), (talk, words))

} // namespace talk::v1

namespace {

class Echo : public talk::v1::Chat {
public:
    yonder::stream<int> talk(yonder::stream<int> words) override {
        while (auto const word = co_await words.next())
            co_yield 2 * *word;
    }
};

class Ledger : public Accounts {
public:
    Money balance(std::string const& account) const override {
        if (account == "slow") {
            began.set_value();
            finish.get_future().wait();
        }
        return {static_cast<std::int64_t>(account.size()), "EUR"};
    }
    Money transfer(std::string const&, std::string const&, Money amount) override { return amount; }

    mutable std::promise<void> began;
    mutable std::promise<void> finish;
};

struct served {
    explicit served(yonder::host_options options = {}) : host(objects, options) {
        objects.bind<Accounts>().to(ledger);
        objects.bind<Unscoped>().to([] { return yonder::implement<Unscoped>([](auto) { return 42; }); });
    }
    std::shared_ptr<Accounts> connect() { return yonder::wire<Accounts>(host.urls().front()); }

    std::shared_ptr<Ledger> ledger = std::make_shared<Ledger>();
    yonder::container objects;
    yonder::host host;
};

} // namespace

BOOST_AUTO_TEST_SUITE(hosts)

BOOST_AUTO_TEST_CASE(calls_travel_in_the_form_that_wiring_chose) {
    served shop;
    shop.host.expose<Accounts>();
    shop.host.listen("http://127.0.0.1:0");
    shop.host.start();
    yonder::container far;
    far.bind<Accounts>().to_remote(shop.host.urls().front()).form(yonder::format::binary);
    std::vector<yonder::format> forms;
    far.add_transport("http", [&](std::string_view url, yonder::app::target const& to) {
        forms.push_back(to.form.value_or(yonder::format::json));
        return yonder::app::connect(url, to);
    });
    BOOST_TEST(far.get<Accounts>()->balance("binary").cents == 6);
    BOOST_TEST((forms == std::vector{yonder::format::binary}));
}

BOOST_AUTO_TEST_CASE(what_is_exposed_is_served_and_nothing_else) {
    served here;
    here.host.expose<Accounts>().listen("http://127.0.0.1:0");
    here.host.start();
    BOOST_TEST(here.connect()->balance("four").cents == 4);
    BOOST_TEST(here.objects.get<Unscoped>()->answer() == 42);
    BOOST_CHECK_EXCEPTION(yonder::wire<Unscoped>(here.host.urls().front())->answer(), yonder::remote_error,
                          [&](auto const& caught) {
                              return caught.code() == yonder::code::unimplemented && caught.transport_status() == 404 &&
                                     caught.what() == "Unscoped.answer: " + here.host.urls().front() +
                                                          ": no interface \"Unscoped\" is served here";
                          });
}

BOOST_AUTO_TEST_CASE(a_host_listens_at_several_addresses) {
    served here;
    here.host.expose<Accounts>().listen("http://127.0.0.1:0").listen("http://[::1]:0");
    here.host.start();
    for (std::string const& url : here.host.urls())
        BOOST_TEST(yonder::wire<Accounts>(url)->balance("x").cents == 1, url);
}

BOOST_AUTO_TEST_CASE(a_host_without_an_address_or_with_a_broken_wiring_does_not_start) {
    served here;
    here.host.expose<Accounts>();
    BOOST_TEST(suite::problem_of([&] { here.host.start(); }) ==
               "wiring: the host listens nowhere: call listen, set host.listen in a file, or YONDER_LISTEN");
    here.objects.bind<forms::Named>();
    here.host.listen("http://127.0.0.1:0");
    BOOST_TEST(suite::problem_of([&] { here.host.start(); }).starts_with("wiring: forms.Named: is bound to nothing"));
    BOOST_TEST(here.host.urls().empty());
}

BOOST_AUTO_TEST_CASE(an_address_in_use_is_named) {
    served first;
    first.host.expose<Accounts>().listen("http://127.0.0.1:0");
    first.host.start();
    served second;
    second.host.expose<Accounts>().listen(first.host.urls().front());
    BOOST_TEST(suite::problem_of([&] { second.host.start(); }) ==
               "cannot listen at " + first.host.urls().front() + ": Address already in use");
}

BOOST_AUTO_TEST_CASE(an_address_that_cannot_be_had_says_why) {
    auto const problem_with = [](std::string const& url) {
        served here;
        here.host.expose<Accounts>().listen(url);
        return suite::problem_of([&] { here.host.start(); });
    };
    BOOST_TEST(problem_with("http://192.0.2.1:8080") ==
               "cannot listen at http://192.0.2.1:8080, which is no address of this machine: Cannot assign requested "
               "address");
    std::string const unknown = problem_with("http://no.such.host.invalid:8080");
    BOOST_TEST(unknown.starts_with("wiring: the host cannot listen at \"http://no.such.host.invalid:8080\": the name "
                                   "\"no.such.host.invalid\" has no address ("),
               unknown);
    BOOST_TEST(unknown.ends_with("): see its spelling, and the name servers of this machine"), unknown);
    char path[] = "/tmp/yonder-test-XXXXXX";
    int const descriptor = mkstemp(path);
    BOOST_REQUIRE(descriptor >= 0);
    close(descriptor);
    BOOST_TEST(
        problem_with(std::string("http+unix://") + path) ==
        std::string("cannot listen at http+unix://") + path +
            ", where a file stands that is no socket: remove it, or choose another path: Address already in use");
    std::remove(path);
}

BOOST_AUTO_TEST_CASE(what_is_exposed_and_not_bound_is_a_fault_of_the_wiring) {
    yonder::container objects;
    yonder::host host(objects);
    host.expose<Accounts>("eu").listen("http://127.0.0.1:0");
    BOOST_TEST(suite::problem_of([&] { host.start(); }) ==
               "wiring: bank.v1.Accounts@eu: is exposed, but the program does not bind it: call bind for it before the "
               "host starts, or do not expose it");
}

BOOST_AUTO_TEST_CASE(a_host_that_runs_takes_no_more_addresses_and_interfaces) {
    served here;
    here.host.expose<Accounts>().listen("http://127.0.0.1:0");
    here.host.start();
    BOOST_TEST(suite::problem_of([&] { here.host.listen("http://127.0.0.1:0"); }) ==
               "wiring: the host runs already, so listen comes too late: call it before start, or stop the host first");
    BOOST_TEST(suite::problem_of([&] { here.host.expose<Unscoped>(); }) ==
               "wiring: the host runs already, so expose comes too late: call it before start, or stop the host first");
    here.host.stop();
    here.host.listen("http://127.0.0.1:0").start();
    BOOST_TEST(here.host.urls().size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_host_that_exposes_nothing_warns) {
    std::vector<std::string> lines;
    yonder::set_log_sink([&](yonder::log_level, std::string_view line) { lines.emplace_back(line); });
    {
        served here;
        here.host.listen("http://127.0.0.1:0").start();
    }
    yonder::set_log_sink(nullptr);
    BOOST_TEST(lines == std::vector<std::string>{"the host exposes nothing, so it refuses every call: call expose, set "
                                                 "host.expose in a file, or YONDER_EXPOSE"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_object_that_cannot_be_made_names_the_binding_when_the_host_starts) {
    yonder::container objects;
    objects.bind<Accounts>().to([]() -> std::shared_ptr<Accounts> { throw std::runtime_error("no database"); });
    yonder::host host(objects);
    host.expose<Accounts>().listen("http://127.0.0.1:0");
    BOOST_TEST(suite::problem_of([&] { host.start(); }) ==
               "wiring: bank.v1.Accounts: cannot be made: its constructor or factory threw: no database");
}

BOOST_AUTO_TEST_CASE(an_address_that_is_no_url_is_a_fault_of_the_wiring) {
    auto const problem_with = [](std::string const& url) -> std::string {
        served here;
        here.host.expose<Accounts>().listen("http://127.0.0.1:0").listen(url);
        try {
            here.host.start();
        } catch (yonder::wiring_error const& caught) {
            BOOST_TEST(caught.problems().size() == 1u);
            BOOST_TEST(here.host.urls().empty());
            return caught.problems().front();
        }
        return "no problem";
    };
    BOOST_TEST(problem_with("htp://x") ==
               "the host cannot listen at \"htp://x\": the scheme is not http, https, http+unix, yonder, "
               "yonder+tls or yonder+unix");
    BOOST_TEST(problem_with("http://") == "the host cannot listen at \"http://\": the host is missing");
    BOOST_TEST(problem_with("http://127.0.0.1:99999") ==
               "the host cannot listen at \"http://127.0.0.1:99999\": the port is not a number from 0 to 65535");
    for (std::string const url : {"", "127.0.0.1:8080", "http://127.0.0.1:-1", "http://127.0.0.1:http", "http+unix://x",
                                  "http://user:secret@127.0.0.1", "http://127.0.0.1:0?x=1"})
        BOOST_TEST(problem_with(url).starts_with("the host cannot listen at \"" + url + "\": "), url);
}

BOOST_AUTO_TEST_CASE(an_address_of_the_environment_that_is_no_url_is_a_fault_of_the_wiring) {
    served here;
    here.host.expose<Accounts>().listen("http://127.0.0.1:0");
    setenv("YONDER_LISTEN", "http://127.0.0.1:0,htp://x", 1);
    here.objects.configure();
    unsetenv("YONDER_LISTEN");
    BOOST_CHECK_EXCEPTION(here.host.start(), yonder::wiring_error, [](auto const& caught) {
        return std::string(caught.what()).find("\"htp://x\"") != std::string::npos;
    });
}

BOOST_AUTO_TEST_CASE(stopping_lets_a_call_at_work_finish_and_takes_no_more) {
    served here;
    here.host.expose<Accounts>().listen("http://127.0.0.1:0");
    here.host.start();
    std::string const url = here.host.urls().front();
    auto const accounts = here.connect();
    auto answer = std::async(std::launch::async, [&] { return accounts->balance("slow").cents; });
    here.ledger->began.get_future().wait();
    auto stopped = std::async(std::launch::async, [&] { here.host.stop(); });
    BOOST_TEST((stopped.wait_for(50ms) == std::future_status::timeout));
    here.ledger->finish.set_value();
    BOOST_TEST(answer.get() == 4);
    stopped.get();
    BOOST_CHECK_EXCEPTION(
        (void)yonder::wire<Accounts>(url)->balance("x"), yonder::invoke_error, [](auto const& caught) {
            return caught.code() == yonder::code::unavailable && caught.reached() == yonder::reached::not_sent;
        });
}

BOOST_AUTO_TEST_CASE(a_host_can_be_started_again) {
    served here;
    here.host.expose<Accounts>().listen("http://127.0.0.1:0");
    for (int i = 0; i < 2; ++i) {
        here.host.start();
        BOOST_TEST(here.connect()->balance("x").cents == 1);
        here.host.stop();
    }
}

BOOST_AUTO_TEST_CASE(running_ends_with_a_signal) {
    served here;
    here.host.expose<Accounts>().listen("http://127.0.0.1:0");
    std::thread stopper([&] {
        while (here.host.urls().empty())
            std::this_thread::yield();
        BOOST_TEST(here.connect()->balance("x").cents == 1);
        std::raise(SIGTERM);
    });
    here.host.run();
    stopper.join();
    BOOST_TEST(here.host.urls().empty());
}

BOOST_AUTO_TEST_CASE(running_ends_when_a_token_asks) {
    served here;
    here.host.expose<Accounts>().listen("http://127.0.0.1:0");
    std::stop_source source;
    std::thread stopper([&] {
        while (here.host.urls().empty())
            std::this_thread::yield();
        source.request_stop();
    });
    here.host.run(source.get_token());
    stopper.join();
    BOOST_TEST(here.host.urls().empty());
}

BOOST_AUTO_TEST_CASE(the_environment_says_where_to_listen_and_what_to_expose) {
    served here;
    here.host.expose<Unscoped>().listen("http://127.0.0.1:1");
    setenv("YONDER_LISTEN", "http://127.0.0.1:0", 1);
    setenv("YONDER_EXPOSE", "bank.v1.Accounts", 1);
    here.objects.configure();
    unsetenv("YONDER_LISTEN");
    unsetenv("YONDER_EXPOSE");
    here.host.start();
    BOOST_TEST(here.connect()->balance("four").cents == 4);
}

BOOST_AUTO_TEST_CASE(in_development_callers_are_told_more) {
    yonder::host_options options;
    options.development = true;
    served here(options);
    here.host.expose<Accounts>().listen("http://127.0.0.1:0");
    here.host.start();
    BOOST_CHECK_EXCEPTION(yonder::wire<Unscoped>(here.host.urls().front())->answer(), yonder::remote_error,
                          [&](auto const& caught) {
                              return caught.what() == "Unscoped.answer: " + here.host.urls().front() +
                                                          ": no interface \"Unscoped\" is served here; there are "
                                                          "bank.v1.Accounts";
                          });
}

BOOST_AUTO_TEST_CASE(wiring_to_no_url_is_refused) {
    BOOST_TEST(suite::problem_of([] {
                   (void)yonder::wire<Accounts>("127.0.0.1:8080");
               }).starts_with("wiring: \"127.0.0.1:8080\" is no way to a server: "));
    BOOST_TEST(suite::problem_of([] { (void)yonder::wire<Accounts>("http://user:secret@host"); }) ==
               "wiring: \"http://user:secret@host\" is no way to a server: a user and password do not belong into it");
}

BOOST_AUTO_TEST_CASE(a_method_that_streams_both_ways_is_no_method_for_http) {
    std::string const expected =
        "wiring: talk.v1.Chat: its method \"talk\" streams both ways, which HTTP/1.1 does not: "
        "let it be yonder://, bind it to an object of this process, or give the method one stream";
    yonder::container objects;
    objects.bind<talk::v1::Chat>().to(std::make_shared<Echo>());
    yonder::host host(objects);
    host.expose<talk::v1::Chat>();
    host.listen("http://127.0.0.1:0");
    BOOST_TEST(suite::problem_of([&] { host.start(); }) == expected);

    yonder::container far;
    far.bind<talk::v1::Chat>().to_remote("http://127.0.0.1:1");
    BOOST_TEST(suite::problem_of([&] { far.check(); }) == expected);
    BOOST_TEST(suite::problem_of([&] { (void)yonder::wire<talk::v1::Chat>("http://127.0.0.1:1"); }) == expected);
}

namespace {

int talk_to(talk::v1::Chat& chat) {
    yonder::stream_source<int> source(100);
    for (int i = 1; i <= 50; ++i)
        source.push(i);
    auto answers = chat.talk(source.get_stream());
    source.finish();
    int total = 0;
    for (int const one : answers)
        total += one;
    return total;
}

} // namespace

BOOST_AUTO_TEST_CASE(a_method_streams_both_ways_where_that_can_be) {
    yonder::container apart;
    apart.bind<talk::v1::Chat>().to_isolated<Echo>();
    BOOST_TEST(talk_to(*apart.get<talk::v1::Chat>()) == 2550);

    yonder::container objects;
    objects.bind<talk::v1::Chat>().to(std::make_shared<Echo>());
    yonder::host host(objects);
    host.expose<talk::v1::Chat>();
    host.listen("yonder://127.0.0.1:0");
    host.start();
    BOOST_TEST(talk_to(*yonder::wire<talk::v1::Chat>(host.urls().front())) == 2550);
}

BOOST_AUTO_TEST_SUITE_END()
