// SPDX-License-Identifier: BSL-1.0
// Texts that are no UTF-8, which have no form: nothing is lost over them, and nobody crashes.
#include "../http/bare_client.hpp"
#include "bindings.hpp"

#include <yonder/describe.hpp>
#include <yonder/future.hpp>
#include <yonder/net/url.hpp>

#include <boost/json/parse.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

using yonder::code;
using yonder::reached;

namespace suite::v1 {

struct Garbled { // thrown
    std::string text;
};
BOOST_DESCRIBE_STRUCT(Garbled, (), (text))

struct Muttered : std::exception { // thrown, and its own text is no UTF-8
    int times = 0;
    char const* what() const noexcept override { return "hm\xff"; }
};
BOOST_DESCRIBE_STRUCT(Muttered, (), (times))

class Texts {
public:
    virtual ~Texts() = default;
    virtual std::string echo(std::string const& text) = 0;
    virtual yonder::future<std::string> echo_later(std::string text) = 0;
    virtual void fail(std::string const& how) = 0;
    virtual yonder::future<void> fail_later(std::string how) = 0;
    virtual std::string garbled() = 0;
    virtual yonder::future<std::string> garbled_later() = 0;
};
YONDER_INTERFACE(Texts, (), (echo, text), (echo_later, text), (fail, how), (fail_later, how), (garbled),
                 (garbled_later))
YONDER_THROWS(Texts, (Garbled, data_loss), (Muttered, aborted))

} // namespace suite::v1

namespace {

using suite::v1::Garbled;
using suite::v1::Muttered;
using suite::v1::Texts;

std::string const no_utf8 = "\xff";

class Real final : public Texts {
public:
    std::string echo(std::string const& text) override {
        ++calls;
        return text;
    }
    yonder::future<std::string> echo_later(std::string text) override {
        ++calls;
        co_return text;
    }
    void fail(std::string const& how) override {
        if (how == "declared")
            throw Garbled{no_utf8};
        if (how == "muttered") {
            Muttered muttered;
            muttered.times = 3;
            throw muttered;
        }
        if (how == "undeclared")
            throw std::runtime_error("a secret" + no_utf8);
        throw yonder::error(code::aborted, "at \xc3\xbc, then \xff.");
    }
    yonder::future<void> fail_later(std::string how) override {
        co_await yonder::sleep_for(std::chrono::milliseconds(1));
        fail(how);
    }
    std::string garbled() override { return no_utf8; }
    yonder::future<std::string> garbled_later() override { co_return no_utf8; }

    static inline std::atomic<int> calls = 0;
};

using world = suite::world<Texts, Real>;

// What a call failed with, by class, code and text.
struct failed {
    bool is_remote = false;
    yonder::failure what;
};
failed failure_of(auto const& call) {
    try {
        call();
    } catch (yonder::remote_error const& caught) {
        return {true, caught.as_failure()};
    } catch (yonder::invoke_error const& caught) {
        return {false, caught.as_failure()};
    }
    throw std::logic_error("the call should have failed");
}

// The ways to make the same call.
std::vector<failed> failures_of(std::shared_ptr<Texts> const& texts, std::string const& how) {
    return {failure_of([&] { texts->fail(how); }), failure_of([&] { texts->fail_later(how).get(); }),
            failure_of([&] { yonder::async(texts)->fail(how).get(); })};
}

bool has(std::string const& text, std::string_view part) { return text.find(part) != std::string::npos; }

} // namespace

BOOST_AUTO_TEST_SUITE(texts_without_a_form)

BOOST_DATA_TEST_CASE(an_error_whose_text_is_no_utf8_arrives_readable, suite::bindings, where) {
    world here(where);
    auto const texts = here.service();
    if (here.is_direct()) {
        BOOST_CHECK_THROW(texts->fail("plain"), yonder::error);
        return;
    }
    for (auto const& [is_remote, what] : failures_of(texts, "plain")) {
        BOOST_TEST(is_remote);
        BOOST_TEST((what.code == code::aborted));
        BOOST_TEST((what.reached == reached::executed));
        BOOST_TEST(what.message.starts_with("at \xc3\xbc, then "));
        BOOST_TEST(what.message.ends_with("."));
    }
}

BOOST_DATA_TEST_CASE(a_declared_exception_that_cannot_be_sent_keeps_its_code, suite::bindings, where) {
    world here(where);
    auto const texts = here.service();
    if (here.is_direct()) {
        BOOST_CHECK_THROW(texts->fail("declared"), Garbled);
        return;
    }
    for (auto const& [is_remote, what] : failures_of(texts, "declared")) {
        BOOST_TEST(is_remote);
        BOOST_TEST((what.code == code::data_loss));
        BOOST_TEST((what.reached == reached::executed));
        BOOST_TEST(has(what.message, "suite.v1.Garbled"));
        BOOST_TEST(has(what.message, "UTF-8"));
        BOOST_TEST(what.details.empty());
    }
}

BOOST_DATA_TEST_CASE(a_declared_exception_with_a_garbled_text_arrives_with_its_data, suite::bindings, where) {
    world here(where);
    auto const texts = here.service();
    auto const is_it = [](Muttered const& caught) { return caught.times == 3; };
    BOOST_CHECK_EXCEPTION(texts->fail("muttered"), Muttered, is_it);
    BOOST_CHECK_EXCEPTION(texts->fail_later("muttered").get(), Muttered, is_it);
    BOOST_CHECK_EXCEPTION(yonder::async(texts)->fail("muttered").get(), Muttered, is_it);
}

BOOST_DATA_TEST_CASE(an_undeclared_exception_with_a_garbled_text_is_told_as_any, suite::bindings, where) {
    world here(where);
    auto const texts = here.service();
    if (here.is_direct())
        return; // as thrown
    for (auto const& [is_remote, what] : failures_of(texts, "undeclared")) {
        BOOST_TEST(is_remote);
        BOOST_TEST((what.code == code::unknown));
        BOOST_TEST(!has(what.message, "secret"));
    }
}

BOOST_DATA_TEST_CASE(a_result_without_a_form_is_a_failure_of_the_service, suite::bindings, where) {
    world here(where);
    auto const texts = here.service();
    if (here.is_direct()) {
        BOOST_TEST(texts->garbled() == no_utf8);
        return;
    }
    for (auto const& [is_remote, what] :
         {failure_of([&] { (void)texts->garbled(); }), failure_of([&] { (void)texts->garbled_later().get(); }),
          failure_of([&] { (void)yonder::async(texts)->garbled().get(); })}) {
        BOOST_TEST(is_remote);
        BOOST_TEST((what.code == code::internal));
        BOOST_TEST((what.reached == reached::executed));
        BOOST_TEST(what.message.starts_with("suite.v1.Texts.garbled"));
        BOOST_TEST(
            what.message.ends_with(": the result has no form: result: a string is not UTF-8: \"\\xff\": bytes that "
                                   "are no text belong in a std::vector<std::byte>"),
            what.message);
    }
}

BOOST_DATA_TEST_CASE(an_argument_without_a_form_is_refused_before_anything_is_called, suite::bindings, where) {
    world here(where);
    auto const texts = here.service();
    if (here.is_direct()) {
        BOOST_TEST(texts->echo(no_utf8) == no_utf8);
        return;
    }
    int const before = Real::calls;
    for (auto const& [is_remote, what] :
         {failure_of([&] { (void)texts->echo(no_utf8); }), failure_of([&] { (void)texts->echo_later(no_utf8).get(); }),
          failure_of([&] { (void)yonder::async(texts)->echo(no_utf8).get(); })}) {
        BOOST_TEST(!is_remote);
        BOOST_TEST((what.code == code::invalid_argument));
        BOOST_TEST((what.reached == reached::not_sent));
        BOOST_TEST(what.message.starts_with("suite.v1.Texts.echo"));
        BOOST_TEST(has(what.message, "the arguments have no form: text: a string is not UTF-8: "), what.message);
    }
    BOOST_TEST(Real::calls == before);
    BOOST_TEST(texts->echo("and then a good one") == "and then a good one");
}

BOOST_AUTO_TEST_CASE(on_the_wire_every_error_is_utf8) {
    world here("http");
    auto connection = bare::connect(yonder::net::parse_url(here.url()).port);
    for (char const* const method : {"fail", "fail_later"})
        for (char const* const how : {"plain", "declared", "muttered", "undeclared"}) {
            connection.send(
                bare::post(std::string("/suite.v1.Texts/") + method, "{\"how\":\"" + std::string(how) + "\"}"));
            auto const answer = connection.read();
            BOOST_TEST(answer.status >= 400, method << " " << how << ": " << answer.status);
            boost::json::error_code broken;
            auto const body = boost::json::parse(answer.body, broken); // which takes nothing but UTF-8
            BOOST_TEST(!broken, method << " " << how << ": " << answer.body);
            BOOST_TEST((body.is_object() && body.get_object().contains("message")));
        }
    connection.send(bare::post("/suite.v1.Texts/fail", R"({"how":"plain"})"));
    BOOST_TEST(connection.read().body == "{\"code\":\"aborted\",\"message\":\"at \xc3\xbc, then ?.\"}");
}

BOOST_AUTO_TEST_SUITE_END()
