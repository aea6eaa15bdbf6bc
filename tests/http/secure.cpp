// SPDX-License-Identifier: BSL-1.0
// Typed calls over https, with certificates that the test makes with the openssl command.
#include "../support/patience.hpp"
#include "bare_server.hpp"
#include "service.hpp"

#include <yonder/call/error.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

using web::running;
using yonder::code;
using yonder::reached;
using namespace std::chrono_literals;

namespace {

// A directory with two certificates that vouch for themselves: "here", for 127.0.0.1 and localhost, and "elsewhere".
class certificates {
public:
    certificates() {
        std::string name = (std::filesystem::temp_directory_path() / "yonder-secure-XXXXXX").string();
        if (!::mkdtemp(name.data()))
            throw std::runtime_error("no directory");
        directory_ = name;
        make("here", "IP:127.0.0.1,DNS:localhost");
        make("elsewhere", "DNS:shop.example,IP:10.0.0.1");
    }
    ~certificates() { std::filesystem::remove_all(directory_); }

    std::string file(std::string const& name) const { return (directory_ / name).string(); }

    yonder::http::server_options serving(std::string const& name) const {
        yonder::http::server_options options;
        options.certificate_file = file(name + ".pem");
        options.key_file = file(name + ".key");
        return options;
    }

    yonder::http::client_options trusting(std::string const& name) const {
        yonder::http::client_options options;
        options.ca_file = file(name + ".pem");
        return options;
    }

private:
    void make(std::string const& name, std::string const& who) {
        std::string const command =
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=" + name +
            " -addext subjectAltName=" + who + " -keyout " + file(name + ".key") + " -out " + file(name + ".pem") +
            " 2>/dev/null";
        if (std::system(command.c_str()) != 0)
            throw std::runtime_error("failed: " + command);
    }

    std::filesystem::path directory_;
};

certificates const& made() {
    static certificates const once;
    return once;
}

std::string by_name(running const& here) { return "https://localhost:" + std::to_string(here.port()); }

struct outcome {
    yonder::failure failed;
    bool is_invoke_error = false;
    web::clock::duration took{};
};

outcome failure_of(std::string const& url, yonder::http::client_options options, std::chrono::milliseconds limit = 3s) {
    auto const proxy = web::remote(url, std::move(options));
    auto const begun = web::clock::now();
    outcome result;
    try {
        yonder::call_scope const scope{yonder::timeout(limit)};
        proxy->add(2, 3);
    } catch (yonder::error const& caught) {
        result.failed = caught.as_failure();
        result.is_invoke_error = dynamic_cast<yonder::invoke_error const*>(&caught) != nullptr;
    }
    result.took = web::clock::now() - begun;
    BOOST_TEST(result.is_invoke_error);
    return result;
}

void check_distrust(outcome const& is, std::string const& url) {
    BOOST_TEST_CONTEXT(is.failed.message) {
        BOOST_TEST((is.failed.code == code::unavailable));
        BOOST_TEST((is.failed.reached == reached::not_sent));
        BOOST_TEST(is.failed.message.starts_with("web.v1.Service.add: " + url + ": "));
        BOOST_TEST(is.failed.message.find("certificate") != std::string::npos);
        BOOST_TEST(is.failed.message.find("ca_file") != std::string::npos);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(http_secure)

BOOST_AUTO_TEST_CASE(a_server_is_trusted_by_its_address_and_by_its_name) {
    running const here(made().serving("here"), "https://127.0.0.1:0");
    BOOST_TEST(web::remote(here.url, made().trusting("here"))->add(2, 3) == 5);
    auto const proxy = web::remote(by_name(here), made().trusting("here"));
    for (int i = 0; i < 20; ++i)
        BOOST_TEST(proxy->big(50'000).size() == 50'000);
}

BOOST_AUTO_TEST_CASE(a_server_that_nobody_vouches_for_is_refused) {
    running const here(made().serving("here"), "https://127.0.0.1:0");
    check_distrust(failure_of(here.url, {}), here.url);
    check_distrust(failure_of(here.url, made().trusting("elsewhere")), here.url);
}

BOOST_AUTO_TEST_CASE(a_certificate_for_another_host_is_refused) {
    running const here(made().serving("elsewhere"), "https://127.0.0.1:0");
    check_distrust(failure_of(here.url, made().trusting("elsewhere")), here.url);
    check_distrust(failure_of(by_name(here), made().trusting("elsewhere")), by_name(here));
}

BOOST_AUTO_TEST_CASE(plain_and_secure_do_not_meet_and_say_so) {
    running const secure(made().serving("here"), "https://127.0.0.1:0");
    running const plain;
    auto const a = failure_of("http://127.0.0.1:" + std::to_string(secure.port()), {});
    BOOST_TEST_CONTEXT(a.failed.message) {
        BOOST_TEST((a.failed.code == code::unavailable));
        BOOST_TEST(a.failed.message.ends_with("if it breaks every time, see whether the server speaks https"));
        BOOST_TEST((a.took < suite::patience));
    }
    auto const b = failure_of("https://127.0.0.1:" + std::to_string(plain.port()), made().trusting("here"));
    BOOST_TEST_CONTEXT(b.failed.message) {
        BOOST_TEST((b.failed.code == code::unavailable));
        BOOST_TEST((b.failed.reached == reached::not_sent));
        BOOST_TEST(b.failed.message.find("see that the server speaks https") != std::string::npos);
        BOOST_TEST((b.took < suite::patience));
    }
    BOOST_TEST(web::remote(secure.url, made().trusting("here"))->add(2, 3) == 5);
    BOOST_TEST(web::remote(plain.url)->add(2, 3) == 5);
}

BOOST_AUTO_TEST_CASE(a_handshake_costs_no_more_than_the_deadline) {
    for (bool const is_silent : {true, false}) {
        bare::server const other([&](bare::server& self, bare::connection from) {
            if (!is_silent)
                from.send(std::string("\x16\x03\x03\x40\x00\x02\x00\x3f\xf0", 9)); // a long handshake message begins
            while (!self.is_over() && (is_silent || from.send("x")))
                std::this_thread::sleep_for(50ms);
        });
        auto const url = "https://127.0.0.1:" + std::to_string(other.port());
        auto const is = failure_of(url, made().trusting("here"), 400ms);
        BOOST_TEST_CONTEXT(is.failed.message) {
            BOOST_TEST((is.failed.code == code::deadline_exceeded));
            BOOST_TEST((is.failed.reached == reached::not_sent));
            BOOST_TEST((is.took < suite::patience));
        }
    }
}

BOOST_AUTO_TEST_CASE(files_that_cannot_be_read_are_named) {
    yonder::http::server_options options;
    options.certificate_file = "/nowhere/cert.pem";
    options.key_file = "/nowhere/key.pem";
    BOOST_CHECK_EXCEPTION(running(options, "https://127.0.0.1:0"), std::invalid_argument, [](auto const& caught) {
        return std::string(caught.what()) ==
               R"(the certificate "/nowhere/cert.pem" or the key "/nowhere/key.pem" cannot be used: No such file or directory)";
    });
    yonder::http::client_options trusting;
    trusting.ca_file = made().file("here.key"); // PEM, but no certificate
    BOOST_CHECK_EXCEPTION(
        yonder::http::connect("https://127.0.0.1:1", trusting), std::invalid_argument, [&](auto const& caught) {
            return caught.what() == "the ca_file \"" + trusting.ca_file + "\" holds no certificate in PEM";
        });
}

BOOST_AUTO_TEST_SUITE_END()
