// SPDX-License-Identifier: BSL-1.0
#include <yonder/http/client.hpp>
#include <yonder/net/url.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <stdexcept>

using namespace yonder::net;
using yonder::http::connect;

BOOST_AUTO_TEST_SUITE(http_url)

BOOST_AUTO_TEST_CASE(a_url_has_a_scheme_a_host_and_a_port) {
    url const plain = parse_url("http://shop.example:8080");
    BOOST_TEST((plain.way == way::tcp));
    BOOST_TEST(plain.host == "shop.example");
    BOOST_TEST(plain.port == 8080);
    BOOST_TEST(plain.prefix == "");
    BOOST_TEST(plain.to_string() == "http://shop.example:8080");
}

BOOST_AUTO_TEST_CASE(the_port_is_that_of_the_scheme_unless_said) {
    BOOST_TEST(parse_url("http://shop.example").port == 80);
    BOOST_TEST(parse_url("https://shop.example/").port == 443);
}

BOOST_AUTO_TEST_CASE(a_prefix_loses_its_last_slash) {
    BOOST_TEST(parse_url("http://h/").prefix == "");
    BOOST_TEST(parse_url("http://h/api/v1/").prefix == "/api/v1");
}

BOOST_AUTO_TEST_CASE(an_address_of_version_6_stands_in_brackets) {
    url const six = parse_url("https://[::1]:8443");
    BOOST_TEST(six.host == "::1");
    BOOST_TEST(six.port == 8443);
    BOOST_TEST(six.to_string() == "https://[::1]:8443");
}

BOOST_AUTO_TEST_CASE(a_unix_socket_is_a_path) {
    BOOST_TEST(parse_url("http+unix:///run/shop.sock").host == "/run/shop.sock");
    BOOST_TEST(parse_url("http+unix:///run/my%20shop.sock").host == "/run/my shop.sock");
    BOOST_TEST((parse_url("http+unix:///run/shop.sock").way == way::unix_socket));
}

BOOST_DATA_TEST_CASE(what_is_no_url_of_ours_is_refused,
                     boost::unit_test::data::make({"", "localhost:80", "shop", "ftp://h", "http://", "http:///x",
                                                   "http://h:99999", "http://h:http", "http://user:pw@h",
                                                   "http://h?q=1", "http://h#f", "http+unix://run/x", "http+unix://",
                                                   "http://a b", "http+unix:///a%00b", "http://h/a%00b",
                                                   "http://a%00b/"}),
                     text) {
    BOOST_CHECK_THROW(parse_url(text), std::invalid_argument);
    BOOST_CHECK_THROW(connect(text), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(a_password_does_not_reach_the_message) {
    try {
        parse_url("http://user:secret@h");
        BOOST_ERROR("should be refused");
    } catch (std::invalid_argument const& caught) {
        BOOST_TEST(std::string(caught.what()).find("secret") == std::string::npos);
    }
}

BOOST_AUTO_TEST_SUITE_END()
