// SPDX-License-Identifier: BSL-1.0
// https, with certificates made for the purpose by the openssl command.
#include "fake_service.hpp"
#include "raw_socket.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <vector>

using namespace std::chrono_literals;
using yonder::code;
using yonder::reached;

namespace {

// A directory with an authority (ca.pem) and certificates by it: "address" for 127.0.0.1, "name" for shop.example,
// "old", which has expired.
class certificates {
public:
    certificates() {
        std::filesystem::create_directories(directory_);
        openssl("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout ca.key -out ca.pem");
        make("address", "IP:127.0.0.1", "2");
        make("name", "DNS:shop.example", "2");
        make("old", "IP:127.0.0.1", "-1");
    }
    ~certificates() { std::filesystem::remove_all(directory_); }

    std::string path(std::string const& name) const { return (directory_ / name).string(); }

    yonder::http::server_options serving(std::string const& name) const {
        yonder::http::server_options options;
        options.certificate_file = path(name + ".pem");
        options.key_file = path(name + ".key");
        return options;
    }
    yonder::http::client_options trusting() const {
        yonder::http::client_options options;
        options.ca_file = path("ca.pem");
        return options;
    }

private:
    void openssl(std::string const& arguments) {
        std::string const command = "cd '" + directory_.string() + "' && openssl " + arguments + " 2>>log";
        if (std::system(command.c_str()) != 0)
            throw std::runtime_error("failed: openssl " + arguments);
    }
    void make(std::string const& name, std::string const& who, std::string const& days) {
        std::ofstream(directory_ / (name + ".ext")) << "subjectAltName=" << who << '\n';
        openssl("req -newkey rsa:2048 -nodes -subj /CN=" + name + " -keyout " + name + ".key -out " + name + ".csr");
        openssl("x509 -req -in " + name + ".csr -CA ca.pem -CAkey ca.key -CAcreateserial -days " + days + " -extfile " +
                name + ".ext -out " + name + ".pem");
    }

    std::filesystem::path directory_ =
        std::filesystem::temp_directory_path() / ("yonder-tls-" + std::to_string(::getpid()));
};

certificates const& made() {
    static certificates const once;
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
    fake::world world(made().serving("address"), "https://127.0.0.1:0");
    BOOST_TEST(world.url.starts_with("https://127.0.0.1:"));
    auto const client = yonder::http::connect(world.url, made().trusting());
    for (int i = 0; i < 20; ++i)
        BOOST_TEST(fake::call(*client, "echo", "[1]") == "[1]");
    BOOST_TEST(fake::call(*client, "big", "3000000").size() == 3000000u);
    BOOST_TEST(fake::call(*client, "echo", std::string(3000000, ' ')).size() == 3000000u);
}

BOOST_AUTO_TEST_CASE(a_certificate_for_the_address_is_not_one_for_a_name) {
    fake::world world(made().serving("address"), "https://127.0.0.1:0");
    std::string const by_name = "https://localhost:" + std::to_string(world.port());
    check_refused(*yonder::http::connect(by_name, made().trusting()));
}

BOOST_AUTO_TEST_CASE(an_expired_certificate_is_refused) {
    fake::world world(made().serving("old"), "https://127.0.0.1:0");
    check_refused(*yonder::http::connect(world.url, made().trusting()));
}

BOOST_AUTO_TEST_CASE(a_server_that_speaks_no_tls_is_unavailable_and_not_sent) {
    fake::world world;
    auto const failed = fake::failure_of(
        *yonder::http::connect("https://127.0.0.1:" + std::to_string(world.port()), made().trusting()), "echo");
    BOOST_TEST((failed.code == code::unavailable));
    BOOST_TEST((failed.reached == reached::not_sent));
}

BOOST_AUTO_TEST_CASE(a_client_that_speaks_no_tls_gets_no_answer) {
    fake::world world(made().serving("address"), "https://127.0.0.1:0");
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
    auto options = made().serving("address");
    options.read_timeout = 1s;
    fake::world world(options, "https://127.0.0.1:0");
    raw::connection half(world.port());
    half.send("\x16\x03\x01\x02");
    raw::server mute([](raw::connection& peer) { peer.read_all(); });
    auto const begun = yonder::clock::now();
    auto const failed =
        fake::failure_of(*yonder::http::connect("https://127.0.0.1:" + std::to_string(mute.port()), made().trusting()),
                         "echo", std::string("{}"), 200ms);
    BOOST_TEST((failed.reached == reached::not_sent));
    BOOST_TEST((yonder::clock::now() - begun < 2s));
    half.read_all();
    BOOST_TEST((yonder::clock::now() - begun < 8s));
    BOOST_TEST(fake::call(*yonder::http::connect(world.url, made().trusting()), "echo", "[1]") == "[1]");
}

BOOST_AUTO_TEST_CASE(the_deadline_holds_within_tls) {
    fake::world world(made().serving("address"), "https://127.0.0.1:0");
    auto const client = yonder::http::connect(world.url, made().trusting());
    auto const begun = yonder::clock::now();
    BOOST_TEST((fake::failure_of(*client, "wait", std::string("{}"), 100ms).code == code::deadline_exceeded));
    BOOST_TEST((yonder::clock::now() - begun < 2s));
    BOOST_TEST(fake::call(*client, "echo", "[1]") == "[1]");
}

BOOST_AUTO_TEST_CASE(a_restarted_server_is_found_again) {
    auto first = std::make_unique<fake::world>(made().serving("address"), "https://127.0.0.1:0");
    std::string const url = first->url;
    auto const client = yonder::http::connect(url, made().trusting());
    BOOST_TEST(fake::call(*client, "echo", "[1]") == "[1]");
    first.reset();
    fake::world second(made().serving("address"), url);
    BOOST_TEST(fake::call(*client, "echo", "[2]") == "[2]");
}

BOOST_AUTO_TEST_SUITE_END()
