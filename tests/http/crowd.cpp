// SPDX-License-Identifier: BSL-1.0
// Many at once: clients, connections, threads. And no hidden waits when there is one.
#include "../support/patience.hpp"
#include "fake_service.hpp"
#include "raw_socket.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <deque>
#include <future>
#include <vector>

using namespace std::chrono_literals;
using raw::post;

BOOST_AUTO_TEST_SUITE(http_crowd)

BOOST_AUTO_TEST_CASE(no_call_waits_for_a_delayed_acknowledgement) {
    fake::world world;
    auto const client = yonder::http::connect(world.url);
    std::vector<yonder::clock::duration> took;
    for (int i = 0; i < 100; ++i) {
        auto const begun = yonder::clock::now();
        BOOST_TEST(fake::call(*client, "echo", "[1]") == "[1]");
        took.push_back(yonder::clock::now() - begun);
    }
    std::sort(took.begin(), took.end());
    BOOST_TEST((took[took.size() / 2] < 40ms)); // which each would wait
}

BOOST_AUTO_TEST_CASE(two_hundred_clients_that_connect_at_once_are_answered) {
    fake::world world;
    auto const begun = yonder::clock::now();
    std::deque<raw::connection> peers;
    for (int i = 0; i < 200; ++i)
        peers.emplace_back(world.port());
    for (auto& peer : peers)
        peer.send(post("/fake.Service/echo", "[1]"));
    for (auto& peer : peers)
        BOOST_TEST(peer.read_message().ends_with("[1]"));
    BOOST_TEST((yonder::clock::now() - begun < suite::patience));
}

BOOST_AUTO_TEST_CASE(idle_clients_do_not_keep_another_waiting) {
    yonder::http::server_options options;
    options.keep_alive = 60s;
    fake::world world(options);
    std::deque<raw::connection> idle;
    for (int i = 0; i < 30; ++i) {
        idle.emplace_back(world.port());
        idle.back().send(post("/fake.Service/echo", "[1]"));
        BOOST_TEST(idle.back().read_message().ends_with("[1]"));
    }
    auto const begun = yonder::clock::now();
    raw::connection another(world.port());
    another.send(post("/fake.Service/echo", "[2]"));
    BOOST_TEST(another.read_message().ends_with("[2]"));
    BOOST_TEST((yonder::clock::now() - begun < suite::patience));
}

BOOST_AUTO_TEST_CASE(at_the_limit_of_connections_the_idle_ones_give_way) {
    yonder::http::server_options options;
    options.keep_alive = 60s;
    options.max_connections = 4;
    fake::world world(options);
    auto const begun = yonder::clock::now();
    std::deque<raw::connection> peers;
    for (int i = 0; i < 20; ++i) {
        peers.emplace_back(world.port());
        peers.back().send(post("/fake.Service/echo", "[1]"));
        BOOST_TEST(peers.back().read_message().ends_with("[1]"));
    }
    BOOST_TEST(peers.front().is_at_end());
    BOOST_TEST((yonder::clock::now() - begun < suite::patience));
}

BOOST_AUTO_TEST_CASE(at_the_limit_of_connections_a_busy_one_gives_way_once_it_is_idle) {
    yonder::http::server_options options;
    options.keep_alive = 60s;
    options.max_connections = 2;
    fake::world world(options);
    std::deque<raw::connection> peers;
    auto const begun = yonder::clock::now();
    for (int i = 0; i < 6; ++i) {
        peers.emplace_back(world.port());
        peers.back().send(post("/fake.Service/echo", "[1]")); // and none reads yet
    }
    for (auto& peer : peers)
        BOOST_TEST(peer.read_message().ends_with("[1]"));
    BOOST_TEST((yonder::clock::now() - begun < suite::patience));
}

BOOST_AUTO_TEST_CASE(at_the_limit_of_connections_those_with_half_a_head_give_way) {
    yonder::http::server_options options;
    options.read_timeout = 60s;
    options.max_connections = 4;
    fake::world world(options);
    std::deque<raw::connection> halves;
    for (int i = 0; i < 4; ++i) {
        halves.emplace_back(world.port());
        halves.back().send("POST /fake.Service/echo HTTP/1.1\r\nHost:");
    }
    auto const begun = yonder::clock::now();
    raw::connection whole(world.port());
    whole.send(post("/fake.Service/echo", "[1]"));
    BOOST_TEST(whole.read_message().ends_with("[1]"));
    BOOST_TEST((yonder::clock::now() - begun < suite::patience));
}

BOOST_AUTO_TEST_CASE(idle_clients_do_not_keep_the_server_from_stopping) {
    yonder::http::server_options options;
    options.keep_alive = 60s;
    fake::world world(options);
    std::deque<raw::connection> idle;
    for (int i = 0; i < 9; ++i) {
        idle.emplace_back(world.port());
        idle.back().send(post("/fake.Service/echo", "[1]"));
        BOOST_TEST(idle.back().read_message().ends_with("[1]"));
    }
    idle.emplace_back(world.port()); // one that never asked for anything
    idle.emplace_back(world.port()); // and one that stopped in the middle of a head
    idle.back().send("POST /fake.Service/echo HTTP/1.1\r\nHost:");
    auto const begun = yonder::clock::now();
    world.server.stop();
    BOOST_TEST((yonder::clock::now() - begun < suite::patience));
}

BOOST_AUTO_TEST_CASE(clients_that_connect_meanwhile_do_not_keep_the_server_from_stopping) {
    yonder::http::server_options options;
    options.drain = 60s;
    options.keep_alive = 60s;
    for (int i = 0; i < 50; ++i) {
        fake::world world(options);
        raw::connection first(world.port());
        raw::connection second(world.port());
        auto const begun = yonder::clock::now();
        world.server.stop(); // which may find them accepted, and not yet read from
        BOOST_TEST((yonder::clock::now() - begun < suite::patience));
    }
}

BOOST_AUTO_TEST_CASE(more_connections_than_the_limit_take_turns) {
    yonder::http::server_options options;
    options.max_connections = 4;
    fake::world world(options);
    std::deque<raw::connection> peers;
    for (int i = 0; i < 20; ++i) {
        peers.emplace_back(world.port());
        peers.back().send(post("/fake.Service/echo", "[1]", "Connection: close\r\n"));
    }
    for (auto& peer : peers)
        BOOST_TEST(peer.read_message().ends_with("[1]"));
}

BOOST_AUTO_TEST_CASE(one_client_serves_many_threads_at_once) {
    fake::world world;
    auto const client = yonder::http::connect(world.url);
    std::atomic<int> right = 0;
    std::vector<std::thread> callers;
    for (int caller = 0; caller < 16; ++caller)
        callers.emplace_back([&, caller] {
            for (int i = 0; i < 50; ++i) {
                std::string const text = "[" + std::to_string(caller) + "," + std::to_string(i) + "]";
                right += fake::call(*client, "echo", text) == text;
            }
        });
    for (auto& caller : callers)
        caller.join();
    BOOST_TEST(right == 16 * 50);
}

BOOST_AUTO_TEST_CASE(calls_of_one_client_run_beside_each_other) {
    fake::world world;
    auto const client = yonder::http::connect(world.url);
    std::vector<std::thread> callers;
    for (int i = 0; i < 16; ++i)
        callers.emplace_back([&] { fake::call(*client, "wait"); });
    world.service->door.await_arrivals(16); // all of them before any is done
    world.service->door.open();
    for (auto& caller : callers)
        caller.join();
}

BOOST_AUTO_TEST_CASE(a_caller_that_finds_no_free_connection_waits_until_its_deadline) {
    fake::world world;
    yonder::http::client_options options;
    options.max_connections = 1;
    auto const client = yonder::http::connect(world.url, options);
    std::thread holder([&] { fake::call(*client, "wait"); });
    world.service->door.await_arrivals(1);
    auto const begun = yonder::clock::now();
    auto const failed = fake::failure_of(*client, "echo", "[1]", 100ms);
    BOOST_TEST((failed.code == yonder::code::resource_exhausted));
    BOOST_TEST((failed.reached == yonder::reached::not_sent));
    BOOST_TEST((yonder::clock::now() - begun < suite::patience));
    world.service->door.open();
    holder.join();
    BOOST_TEST(fake::call(*client, "echo", "[2]") == "[2]");
}

BOOST_AUTO_TEST_CASE(callers_that_do_not_block_are_served_too) {
    struct later final : yonder::exchange {
        void on_reply(yonder::payload result) override { answer.set_value(std::move(result.bytes)); }
        void on_failure(yonder::failure what) override { answer.set_value(what.message); }
        std::promise<std::string> answer;
    };
    fake::world world;
    auto const client = yonder::http::connect(world.url);
    std::vector<std::shared_ptr<later>> callers;
    for (int i = 0; i < 40; ++i) {
        std::string const text = "[" + std::to_string(i) + "]";
        yonder::request what(fake::method("echo"), &text);
        callers.push_back(std::make_shared<later>());
        client->start(what, callers.back());
    }
    for (int i = 0; i < 40; ++i)
        BOOST_TEST(callers[static_cast<std::size_t>(i)]->answer.get_future().get() == "[" + std::to_string(i) + "]");
}

BOOST_AUTO_TEST_SUITE_END()
