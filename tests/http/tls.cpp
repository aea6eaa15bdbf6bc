// SPDX-License-Identifier: BSL-1.0
// https, with certificates made for the purpose by the openssl command.
#include "../support/patience.hpp"
#include "fake_service.hpp"
#include "raw_socket.hpp"
#include "support/certificates.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <vector>

using namespace std::chrono_literals;
using yonder::code;
using yonder::reached;

namespace {

yonder::http::server_options serving(suite::certificates const& all, std::string const& name) {
    yonder::http::server_options options;
    options.certificate_file = all.path(name + ".pem");
    options.key_file = all.path(name + ".key");
    return options;
}

yonder::http::client_options trusting(suite::certificates const& all) {
    yonder::http::client_options options;
    options.ca_file = all.path("ca.pem");
    return options;
}

suite::certificates const& made() {
    static suite::certificates const once;
    return once;
}

void check_refused(yonder::invoker& client) {
    auto const failed = fake::failure_of(client, "echo");
    BOOST_TEST((failed.code == code::unavailable));
    BOOST_TEST((failed.reached == reached::not_sent));
    BOOST_TEST(failed.message.find("certificate") != std::string::npos);
}

} // namespace

BOOST_AUTO_TEST_SUITE(http_tls)

BOOST_AUTO_TEST_CASE(a_certificate_for_the_address_by_a_trusted_authority_is_accepted) {
    fake::world world(serving(made(), "address"), "https://127.0.0.1:0");
    BOOST_TEST(world.url.starts_with("https://127.0.0.1:"));
    auto const client = yonder::http::connect(world.url, trusting(made()));
    for (int i = 0; i < 20; ++i)
        BOOST_TEST(fake::call(*client, "echo", "[1]") == "[1]");
    BOOST_TEST(fake::call(*client, "big", "3000000").size() == 3000000u);
    BOOST_TEST(fake::call(*client, "echo", std::string(3000000, ' ')).size() == 3000000u);
}

BOOST_AUTO_TEST_CASE(a_certificate_for_the_address_is_not_one_for_a_name) {
    fake::world world(serving(made(), "address"), "https://127.0.0.1:0");
    std::string const by_name = "https://localhost:" + std::to_string(world.port());
    check_refused(*yonder::http::connect(by_name, trusting(made())));
}

BOOST_AUTO_TEST_CASE(an_expired_certificate_is_refused) {
    fake::world world(serving(made(), "old"), "https://127.0.0.1:0");
    check_refused(*yonder::http::connect(world.url, trusting(made())));
}

BOOST_AUTO_TEST_CASE(a_server_that_speaks_no_tls_is_unavailable_and_not_sent) {
    fake::world world;
    auto const failed = fake::failure_of(
        *yonder::http::connect("https://127.0.0.1:" + std::to_string(world.port()), trusting(made())), "echo");
    BOOST_TEST((failed.code == code::unavailable));
    BOOST_TEST((failed.reached == reached::not_sent));
}

BOOST_AUTO_TEST_CASE(a_client_that_speaks_no_tls_gets_no_answer) {
    fake::world world(serving(made(), "address"), "https://127.0.0.1:0");
    auto const failed =
        fake::failure_of(*yonder::http::connect("http://127.0.0.1:" + std::to_string(world.port())), "echo");
    BOOST_TEST((failed.code == code::unavailable));
    BOOST_TEST(world.service->calls == 0);
}

BOOST_AUTO_TEST_CASE(files_that_are_not_there_are_refused_when_it_is_wired) {
    yonder::http::server_options serving;
    serving.certificate_file = "/nowhere.pem";
    serving.key_file = "/nowhere.key";
    BOOST_CHECK_THROW(fake::world(serving, "https://127.0.0.1:0"), std::invalid_argument);
    yonder::http::client_options trusting;
    trusting.ca_file = "/nowhere.pem";
    BOOST_CHECK_THROW(yonder::http::connect("https://127.0.0.1:1", trusting), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(a_peer_that_stops_in_the_handshake_holds_neither_side) {
    auto options = serving(made(), "address");
    options.read_timeout = 1s;
    fake::world world(options, "https://127.0.0.1:0");
    raw::connection half(world.port());
    half.send("\x16\x03\x01\x02");
    raw::server mute([](raw::connection& peer) { peer.read_all(); });
    auto const begun = yonder::clock::now();
    auto const failed =
        fake::failure_of(*yonder::http::connect("https://127.0.0.1:" + std::to_string(mute.port()), trusting(made())),
                         "echo", std::string("{}"), 200ms);
    BOOST_TEST((failed.reached == reached::not_sent));
    BOOST_TEST((yonder::clock::now() - begun < suite::patience));
    half.read_all();
    BOOST_TEST((yonder::clock::now() - begun < suite::patience));
    BOOST_TEST(fake::call(*yonder::http::connect(world.url, trusting(made())), "echo", "[1]") == "[1]");
}

BOOST_AUTO_TEST_CASE(the_deadline_holds_within_tls) {
    fake::world world(serving(made(), "address"), "https://127.0.0.1:0");
    auto const client = yonder::http::connect(world.url, trusting(made()));
    auto const begun = yonder::clock::now();
    BOOST_TEST((fake::failure_of(*client, "wait", std::string("{}"), 100ms).code == code::deadline_exceeded));
    BOOST_TEST((yonder::clock::now() - begun < suite::patience));
    BOOST_TEST(fake::call(*client, "echo", "[1]") == "[1]");
}

BOOST_AUTO_TEST_CASE(a_restarted_server_is_found_again) {
    auto first = std::make_unique<fake::world>(serving(made(), "address"), "https://127.0.0.1:0");
    std::string const url = first->url;
    auto const client = yonder::http::connect(url, trusting(made()));
    BOOST_TEST(fake::call(*client, "echo", "[1]") == "[1]");
    first.reset();
    fake::world second(serving(made(), "address"), url);
    BOOST_TEST(fake::call(*client, "echo", "[2]") == "[2]");
}

BOOST_AUTO_TEST_SUITE_END()
