// SPDX-License-Identifier: BSL-1.0
// Clients that die at each stage of a call, with the reset that a killed process leaves.
#include "bare_client.hpp"
#include "service.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

using web::running;
using namespace std::chrono_literals;

namespace {

std::string const path = "/web.v1.Service/";

auto const kinds = boost::unit_test::data::make(
    {"", "Prefer: respond-async\r\n", "Idempotency-Key: k\r\n", "Connect-Timeout-Ms: 20000\r\n"});

// The server works and has no call but this one: its only place is free.
bool is_free(running const& here) {
    auto const end = web::clock::now() + 10s;
    while (web::clock::now() < end) {
        auto client = bare::connect(here.port());
        client.send(bare::post(path + "add", R"({"a":2,"b":3})"));
        if (client.read().body == R"({"result":5})")
            return true;
        std::this_thread::sleep_for(5ms);
    }
    return false;
}

yonder::http::server_options one_at_a_time() {
    yonder::http::server_options options;
    options.max_in_flight = 1;
    return options;
}

} // namespace

BOOST_AUTO_TEST_SUITE(http_killed_clients)

BOOST_DATA_TEST_CASE(a_client_may_die_after_each_byte_of_its_request, kinds, headers) {
    running here(one_at_a_time());
    here.target->release();
    std::string const request = bare::post(path + "slow", R"({"milliseconds":1})", headers);
    for (std::size_t sent = 0; sent <= request.size(); sent += 3) {
        auto client = bare::connect(here.port());
        client.send(std::string_view(request).substr(0, sent));
        client.kill();
    }
    BOOST_TEST(is_free(here));
}

BOOST_DATA_TEST_CASE(a_client_may_die_while_its_handler_works, kinds, headers) {
    running here(one_at_a_time());
    auto client = bare::connect(here.port());
    client.send(bare::post(path + "slow", R"({"milliseconds":20000})", headers));
    BOOST_TEST(here.target->has_begun(1));
    client.kill();
    here.target->release();
    BOOST_TEST(is_free(here));
}

BOOST_AUTO_TEST_CASE(a_client_may_die_in_the_middle_of_its_reply) {
    running here(one_at_a_time());
    for (std::size_t const read : {1u, 100u, 100'000u, 2'000'000u}) {
        auto client = bare::connect(here.port());
        client.send(bare::post(path + "big", R"({"size":3000000})"));
        client.read_all(5s, read);
        client.kill();
    }
    BOOST_TEST(is_free(here));
}

BOOST_AUTO_TEST_CASE(a_client_may_die_while_it_waits_for_the_outcome_of_an_operation) {
    running here(one_at_a_time());
    auto sending = bare::connect(here.port());
    sending.send(bare::post(path + "slow", R"({"milliseconds":20000})", "Prefer: respond-async\r\n"));
    std::string const where = sending.read().header("Location");
    BOOST_TEST(here.target->has_begun(1));
    {
        auto client = bare::connect(here.port());
        client.send(bare::request("GET " + where + " HTTP/1.1\r\nHost: localhost\r\nPrefer: wait=30\r\n"));
        std::this_thread::sleep_for(20ms);
        client.kill();
    }
    BOOST_TEST(is_free(here));
    here.target->release();
    auto client = bare::connect(here.port());
    client.send(bare::request("GET " + where + " HTTP/1.1\r\nHost: localhost\r\nPrefer: wait=30\r\n"));
    BOOST_TEST(client.read(10s).status == 200);
}

BOOST_AUTO_TEST_SUITE_END()
