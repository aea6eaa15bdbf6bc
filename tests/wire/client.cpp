// SPDX-License-Identifier: BSL-1.0
// Clients of the wire protocol: what they make of servers that come, go and misbehave.
#include "../support/patience.hpp"
#include "box.hpp"
#include "http/bare_server.hpp"
#include "support/certificates.hpp"
#include "support/failure_of.hpp"

#include <yonder/http/client.hpp>
#include <yonder/rpc/remote.hpp>
#include <yonder/wire/client.hpp>

#include <boost/test/unit_test.hpp>

#include <latch>
#include <vector>

using namespace std::chrono_literals;
using box::v1::Box;
using box::v1::eventually;
using box::v1::served;
using suite::failure_of;
using yonder::code;
using yonder::reached;

namespace {

std::shared_ptr<Box> proxy_of(std::string const& url, yonder::wire_protocol::client_options const& options = {}) {
    return yonder::rpc::make_remote<Box>(yonder::wire_protocol::connect(url, options));
}

suite::certificates const& made() {
    static suite::certificates const once;
    return once;
}

yonder::host_options with_certificate(std::string const& name) {
    yonder::host_options options;
    options.certificate_file = made().path(name + ".pem");
    options.key_file = made().path(name + ".key");
    return options;
}

} // namespace

BOOST_AUTO_TEST_SUITE(wire_client)

BOOST_AUTO_TEST_CASE(a_slow_call_holds_up_no_other_of_its_connection) {
    served here;
    auto const later = yonder::async(here.proxy());
    later->add(0, 0).get();
    auto first = later->hold(1);
    auto second = later->hold(2);
    BOOST_TEST(later->add(1, 2).get() == 3);
    BOOST_TEST(box::v1::eventually([&] { return here.real->held == 2; }));
    here.real->open();
    BOOST_TEST(first.get() == 1);
    BOOST_TEST(second.get() == 2);
}

BOOST_AUTO_TEST_CASE(a_method_that_blocks_does_not_run_where_calls_are_read) {
    served here;
    auto const later = yonder::async(here.proxy());
    std::size_t const reader = later->thread().get();
    BOOST_TEST(later->thread().get() == reader);
    BOOST_TEST(later->thread_that_may_wait().get() != reader); // the first time, too
    BOOST_TEST(later->thread().get() == reader);
}

BOOST_AUTO_TEST_CASE(a_handler_may_wait_for_another_call_of_the_same_connection) {
    served here;
    auto const later = yonder::async(here.proxy());
    auto held = later->hold(5);
    BOOST_TEST(eventually([&] { return here.real->held == 1; }));
    later->open().get();
    BOOST_TEST(held.get() == 5);
}

BOOST_AUTO_TEST_CASE(what_follows_a_call_may_block_and_call_again) {
    served here;
    auto const box = here.proxy();
    auto const later = yonder::async(box);
    auto chained = later->add(1, 1).then([&](int two) { return later->add(two, 1).get() + box->add(two, 2); });
    BOOST_TEST(chained.get() == 3 + 4);
}

BOOST_AUTO_TEST_CASE(ten_thousand_calls_are_in_flight_on_one_connection) {
    yonder::host_options options;
    options.max_in_flight = 20'000;
    served here(options);
    auto const box = here.proxy();
    std::vector<yonder::future<int>> all;
    for (int i = 0; i < 10'000; ++i)
        all.push_back(box->later(i));
    BOOST_TEST(eventually([&] { return here.real->held == 10'000; }, 20s));
    box->open();
    bool is_right = true;
    for (int i = 0; i < 10'000; ++i)
        is_right = is_right && all[static_cast<std::size_t>(i)].get() == i;
    BOOST_TEST(is_right);
}

BOOST_AUTO_TEST_CASE(two_hundred_blocking_callers_share_what_connections_there_are) {
    yonder::host_options options;
    options.max_connections = 300;
    served here(options);
    yonder::wire_protocol::client_options few;
    few.max_connections = 4;
    auto const box = proxy_of(here.url, few);
    std::latch is_begun(200);
    std::atomic<int> right = 0;
    std::vector<std::thread> callers;
    for (int i = 0; i < 200; ++i)
        callers.emplace_back([&, i] {
            is_begun.arrive_and_wait();
            for (int n = 0; n < 20; ++n)
                right += box->add(i, n) == i + n;
        });
    for (auto& one : callers)
        one.join();
    BOOST_TEST(right == 200 * 20);
}

BOOST_AUTO_TEST_CASE(long_messages_go_both_ways) {
    served here;
    auto const box = here.proxy();
    for (std::size_t const size : {0ul, 1ul, 65'500ul, 65'536ul, 70'000ul, 4'000'000ul}) {
        BOOST_TEST(box->text(size).size() == size);
        BOOST_TEST(box->size_of(std::string(size, 'y')) == size);
        BOOST_TEST(yonder::async(box)->text(size).get().size() == size);
        BOOST_TEST(yonder::async(box)->size_of(std::string(size, 'y')).get() == size);
    }
}

BOOST_AUTO_TEST_CASE(the_limit_of_a_reply_may_be_raised_on_both_sides) {
    yonder::host_options options;
    options.max_reply = 20'000'000;
    served here(options);
    yonder::wire_protocol::client_options raised;
    raised.max_reply = 20'000'000;
    BOOST_TEST(proxy_of(here.url, raised)->text(10'000'000).size() == 10'000'000u);
    auto const refused = failure_of([&] { return here.proxy()->text(10'000'000); });
    BOOST_TEST((refused.code == code::resource_exhausted));
}

BOOST_AUTO_TEST_CASE(long_and_short_items_keep_their_order) {
    served here;
    int count = 0;
    for (std::string const& line : here.proxy()->lines(20, 100'000)) {
        BOOST_TEST(line.front() == static_cast<char>('a' + count % 26));
        BOOST_TEST(line.size() == 100'000u);
        ++count;
    }
    BOOST_TEST(count == 20);
}

BOOST_AUTO_TEST_CASE(a_deadline_costs_no_connection) {
    served here;
    auto const box = here.proxy();
    yonder::async(box)->add(1, 2).get(); // so that connecting takes no time below
    for (bool const is_blocking : {true, false}) {
        auto const begun = yonder::clock::now();
        auto const late = failure_of([&] {
            yonder::call_scope const scope{yonder::timeout(50ms)};
            return is_blocking ? box->hold(1) : yonder::async(box)->hold(1).get();
        });
        auto const took = yonder::clock::now() - begun;
        BOOST_TEST((late.code == code::deadline_exceeded));
        BOOST_TEST((late.reached == reached::maybe_executed));
        BOOST_TEST((took >= 50ms));
        BOOST_TEST((took < suite::patience));
        BOOST_TEST(box->add(1, 2) == 3);
    }
}

BOOST_AUTO_TEST_CASE(a_blocking_call_is_cancelled_with_the_call_that_makes_it) {
    served here;
    auto const box = here.proxy();
    std::shared_ptr<Box> const front = yonder::implement<Box>([box](auto call) { return call.proceed(*box); });
    auto outer = yonder::async(front)->hold(1);
    BOOST_TEST(eventually([&] { return here.real->held == 1; }));
    outer.cancel();
    auto const cancelled = failure_of([&] { return outer.get(); });
    BOOST_TEST((cancelled.code == code::canceled));
    BOOST_TEST(box->add(1, 2) == 3);
}

BOOST_AUTO_TEST_CASE(nobody_there_is_unavailable_and_not_sent) {
    std::string const url = served().url; // whose server is gone
    for (bool const is_blocking : {true, false}) {
        auto const box = proxy_of(url);
        auto const refused =
            failure_of([&] { return is_blocking ? box->add(1, 2) : yonder::async(box)->add(1, 2).get(); });
        BOOST_TEST((refused.code == code::unavailable));
        BOOST_TEST((refused.reached == reached::not_sent));
        BOOST_TEST(refused.message ==
                   "box.v1.Box.add: " + url +
                       ": nobody answers there: see that the server runs and listens at this address");
    }
}

BOOST_AUTO_TEST_CASE(a_server_that_comes_back_is_found_again) {
    auto first = std::make_unique<served>();
    std::string const url = first->url;
    auto const box = proxy_of(url);
    BOOST_TEST(box->add(1, 2) == 3);
    BOOST_TEST(yonder::async(box)->add(1, 2).get() == 3);
    first.reset();
    BOOST_CHECK_THROW(box->add(1, 2), yonder::invoke_error);
    BOOST_CHECK_THROW(yonder::async(box)->add(1, 2).get(), yonder::invoke_error);
    served second({}, url);
    BOOST_TEST(box->add(1, 2) == 3);
    BOOST_TEST(yonder::async(box)->add(1, 2).get() == 3);
}

BOOST_AUTO_TEST_CASE(a_server_that_was_started_anew_between_two_calls_is_not_noticed) {
    auto first = std::make_unique<served>();
    std::string const url = first->url;
    auto const box = proxy_of(url);
    BOOST_TEST(box->add(1, 2) == 3);
    first.reset();
    std::this_thread::sleep_for(250ms);
    served second({}, url);
    BOOST_TEST(box->add(1, 2) == 3);
}

BOOST_AUTO_TEST_CASE(a_connection_that_breaks_leaves_open_what_became_of_its_calls) {
    for (bool const is_blocking : {true, false}) {
        bare::server dying([](bare::server&, bare::connection client) { client.read_all(5s, 64); });
        auto const box = proxy_of("yonder://127.0.0.1:" + std::to_string(dying.port()));
        auto const broken =
            failure_of([&] { return is_blocking ? box->add(1, 2) : yonder::async(box)->add(1, 2).get(); });
        BOOST_TEST((broken.code == code::unavailable));
        BOOST_TEST((broken.reached == reached::maybe_executed));
    }
}

BOOST_AUTO_TEST_CASE(a_peer_that_speaks_something_else_is_said_to) {
    for (bool const is_blocking : {true, false}) {
        bare::server other([](bare::server&, bare::connection client) {
            client.read_all(100ms, 16);
            client.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        });
        std::string const url = "yonder://127.0.0.1:" + std::to_string(other.port());
        auto const box = proxy_of(url);
        auto const refused =
            failure_of([&] { return is_blocking ? box->add(1, 2) : yonder::async(box)->add(1, 2).get(); });
        BOOST_TEST((refused.code == code::unavailable));
        BOOST_TEST((refused.reached == reached::not_sent));
        BOOST_TEST(refused.message.starts_with("box.v1.Box.add: " + url +
                                               ": what answers there does not speak the protocol of "
                                               "Yonder, so another server may stand there: it says \"HTTP/1.1 400 Bad"),
                   refused.message);
    }
}

BOOST_AUTO_TEST_CASE(a_server_of_http_is_told_from_one_of_ours_at_once) {
    yonder::host_options options;
    options.http_engine = yonder::http::engine::cpp_httplib;
    served other(options, "http://127.0.0.1:0");
    for (bool const is_blocking : {true, false}) {
        auto const box = proxy_of("yonder://127.0.0.1:" + std::to_string(other.port()));
        auto const refused =
            failure_of([&] { return is_blocking ? box->add(1, 2) : yonder::async(box)->add(1, 2).get(); });
        BOOST_TEST((refused.code == code::unavailable));
        BOOST_TEST((refused.reached == reached::not_sent));
        BOOST_TEST(refused.message.find("does not speak the protocol of Yonder") != std::string::npos, refused.message);
    }
}

BOOST_AUTO_TEST_CASE(an_idle_connection_ends_where_another_waits) {
    yonder::host_options options;
    options.max_connections = 3;
    served here(options);
    std::vector<std::shared_ptr<Box>> all;
    for (int i = 0; i < 6; ++i)
        BOOST_TEST(all.emplace_back(proxy_of(here.url))->add(i, 1) == i + 1);
    std::this_thread::sleep_for(250ms); // so that the first looks whether its connection is still there
    BOOST_TEST(all.front()->add(1, 2) == 3);
}

BOOST_AUTO_TEST_CASE(a_server_that_sends_nonsense_is_given_up) {
    std::string const hello = std::string("\xF7YNDR\x01\0\0", 8) + std::string(8, '\0');
    for (std::string const& nonsense :
         {std::string("\xFF\xFF\xFF\x7F\x03\0\0\0\1\0\0\0", 12), std::string("\0\0\0\0\x02\0\0\0\1\0\0\0", 12),
          std::string("\1\0\0\0\x04\0\0\0\1\0\0\0\xEE", 13)})
        for (bool const is_blocking : {true, false}) {
            bare::server odd([&](bare::server&, bare::connection client) {
                client.read_all(50ms, 64);
                client.send(hello + nonsense);
                client.read_all(2s);
            });
            auto const box = proxy_of("yonder://127.0.0.1:" + std::to_string(odd.port()));
            auto const broken =
                failure_of([&] { return is_blocking ? box->add(1, 2) : yonder::async(box)->add(1, 2).get(); });
            BOOST_TEST(broken.message.find("does not keep to the protocol") != std::string::npos, broken.message);
            BOOST_TEST((broken.reached == reached::maybe_executed), broken.message << is_blocking);
        }
}

BOOST_AUTO_TEST_CASE(a_server_that_says_nothing_is_given_up) {
    std::string const hello = std::string("\xF7YNDR\x01\0\0", 8) + std::string(8, '\0');
    for (std::string const& said : {std::string(), hello.substr(0, 7), hello}) {
        bare::server mute([&](bare::server&, bare::connection client) {
            client.send(said);
            client.read_all(1min);
        });
        yonder::wire_protocol::client_options impatient;
        impatient.silence = 200ms;
        auto const box = proxy_of("yonder://127.0.0.1:" + std::to_string(mute.port()), impatient);
        auto const begun = yonder::clock::now();
        auto later = yonder::async(box)->add(1, 2);
        auto const gone = failure_of([&] { return box->lines(3, 3).next().get(); });
        BOOST_TEST((gone.code == code::unavailable));
        BOOST_TEST(gone.message.find("the server said nothing for too long") != std::string::npos, gone.message);
        BOOST_TEST((failure_of([&] { return later.get(); }).code == code::unavailable));
        BOOST_TEST((yonder::clock::now() - begun < suite::patience));
    }
}

BOOST_AUTO_TEST_CASE(tls_is_checked) {
    served here(with_certificate("address"), "yonder+tls://127.0.0.1:0");
    yonder::wire_protocol::client_options trusting;
    trusting.ca_file = made().path("ca.pem");
    auto const box = proxy_of(here.url, trusting);
    BOOST_TEST(box->add(1, 2) == 3);
    BOOST_TEST(yonder::async(box)->add(1, 2).get() == 3);
    BOOST_TEST(box->text(300'000).size() == 300'000u);
    BOOST_TEST(yonder::async(box)->text(300'000).get().size() == 300'000u);
    BOOST_TEST(yonder::async(box)->size_of(std::string(300'000, 'y')).get() == 300'000u);

    auto const stranger = proxy_of(here.url);
    served old(with_certificate("old"), "yonder+tls://127.0.0.1:0");
    auto const expired = proxy_of(old.url, trusting);
    served named(with_certificate("name"), "yonder+tls://127.0.0.1:0");
    auto const elsewhere = proxy_of(named.url, trusting);
    for (auto const& one : {stranger, expired, elsewhere})
        for (bool const is_blocking : {true, false}) {
            auto const refused =
                failure_of([&] { return is_blocking ? one->add(1, 2) : yonder::async(one)->add(1, 2).get(); });
            BOOST_TEST((refused.code == code::unavailable));
            BOOST_TEST((refused.reached == reached::not_sent));
            BOOST_TEST(refused.message.find("the certificate of the server") != std::string::npos, refused.message);
        }
}

BOOST_AUTO_TEST_CASE(a_plain_client_gets_nowhere_with_tls_and_the_other_way_round) {
    served secure(with_certificate("address"), "yonder+tls://127.0.0.1:0");
    served plain;
    std::string const to_secure = "yonder://127.0.0.1:" + std::to_string(secure.port());
    std::string const to_plain = "yonder+tls://127.0.0.1:" + std::to_string(plain.port());
    for (std::string const& url : {to_secure, to_plain})
        for (bool const is_blocking : {true, false}) {
            yonder::call_scope const scope{yonder::timeout(5s)};
            auto const box = proxy_of(url);
            auto const refused =
                failure_of([&] { return is_blocking ? box->add(1, 2) : yonder::async(box)->add(1, 2).get(); });
            BOOST_TEST((refused.code == code::unavailable), refused.message);
        }
}

BOOST_AUTO_TEST_SUITE_END()
