// SPDX-License-Identifier: BSL-1.0
// Calls that go on without their client, and calls that are made once, as any client of HTTP sees them.
#include "../support/patience.hpp"
#include "bare_client.hpp"
#include "service.hpp"

#include <yonder/call/error.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

using web::running;
using namespace std::chrono_literals;

namespace {

std::string const path = "/web.v1.Service/";

bare::answer ask(running const& here, std::string const& request) {
    auto client = bare::connect(here.port());
    client.send(request);
    return client.read();
}

bare::answer post(running const& here, std::string const& method, std::string const& body, std::string const& headers) {
    return ask(here, bare::post(path + method, body, headers));
}

bare::answer get(running const& here, std::string const& where, std::string const& headers = "",
                 std::string const& method = "GET") {
    return ask(here, bare::request(method + " " + where + " HTTP/1.1\r\nHost: localhost\r\n" + headers));
}

bool contains(std::string const& text, std::string_view part) { return text.find(part) != text.npos; }

} // namespace

BOOST_AUTO_TEST_SUITE(http_operations)

BOOST_AUTO_TEST_CASE(a_client_that_would_not_wait_gets_a_receipt_and_where_the_outcome_will_be) {
    running here;
    auto const begun = web::clock::now();
    auto const receipt = post(here, "slow", R"({"milliseconds":60000})", "Prefer: respond-async\r\n");
    BOOST_TEST((web::clock::now() - begun < suite::patience));
    BOOST_TEST(receipt.status == 202);
    BOOST_TEST(receipt.header("Preference-Applied") == "respond-async");
    std::string const id = receipt.header("Yonder-Id");
    std::string const where = receipt.header("Location");
    BOOST_TEST(where == path + "slow?operation=" + id);
    BOOST_TEST(contains(receipt.body, "{\"operation\":\"" + id + "\",\"method\":\"web.v1.Service.slow\",\"state\":\""),
               receipt.body);
    BOOST_TEST(here.target->has_begun(1));

    auto const waiting = get(here, where);
    BOOST_TEST(waiting.status == 202);
    BOOST_TEST(waiting.header("Retry-After") == "1");
    BOOST_TEST(contains(waiting.body, "\"state\":\"running\""), waiting.body);

    here.target->release();
    auto const outcome = get(here, where, "Prefer: wait=10\r\n");
    BOOST_TEST(outcome.status == 200);
    BOOST_TEST(contains(outcome.body, "{\"result\":"), outcome.body);
    BOOST_TEST(get(here, where).body == outcome.body);
    auto const status = get(here, where + "&show=status");
    BOOST_TEST(status.status == 200);
    BOOST_TEST(contains(status.body, "\"state\":\"finished\",\"expires\":\""), status.body);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_with_a_call_is_said_at_once) {
    running here;
    auto const wrong = post(here, "add", R"({"a":1})", "Prefer: respond-async\r\n");
    BOOST_TEST(wrong.status == 400);
    BOOST_TEST(contains(wrong.body, "web.v1.Service.add: missing argument"), wrong.body);
    BOOST_TEST(post(here, "nothing", "{}", "Prefer: respond-async\r\n").status == 404);
}

BOOST_AUTO_TEST_CASE(a_failure_is_read_with_the_status_that_it_has) {
    running here;
    auto const receipt = post(here, "fail", "{}", "Prefer: respond-async, wait=5\r\n");
    BOOST_TEST(receipt.status == 202);
    auto const outcome = get(here, receipt.header("Location"), "Prefer: wait=10\r\n");
    BOOST_TEST(outcome.status == 400);
    BOOST_TEST(contains(outcome.body, "web.v1.Refused"), outcome.body);
}

BOOST_AUTO_TEST_CASE(an_operation_is_cancelled_by_deleting_it) {
    running here;
    auto const receipt = post(here, "slow", R"({"milliseconds":60000})", "Prefer: respond-async\r\n");
    BOOST_TEST(get(here, receipt.header("Location"), "", "DELETE").status == 202);
    here.target->release();
    BOOST_TEST(get(here, receipt.header("Location"), "Prefer: wait=10\r\n").status == 200); // as the method said
}

BOOST_AUTO_TEST_CASE(an_operation_that_is_not_known_is_404_and_a_wrong_id_400) {
    running here;
    std::string const unknown = to_string(yonder::new_uuid());
    auto const missing = get(here, path + "add?operation=" + unknown);
    BOOST_TEST(missing.status == 404);
    BOOST_TEST(contains(missing.body, "no call with the id " + unknown + " is remembered here"), missing.body);
    auto const wrong = get(here, path + "add?operation=7");
    BOOST_TEST(wrong.status == 400);
    BOOST_TEST(
        wrong.body ==
        R"({"code":"invalid_argument","message":"web.v1.Service.add: \"7\" is not the id of an operation","reached":"not_sent"})");
    BOOST_TEST(get(here, path + "add").status == 405);
    auto const other = get(here, path + "add?operation=" + unknown, "", "PUT");
    BOOST_TEST(other.status == 405);
    BOOST_TEST(other.header("Allow") == "GET, DELETE");
    BOOST_TEST(contains(other.body, "an operation of web.v1.Service.add is read with GET and cancelled with DELETE"));
    BOOST_TEST(get(here, path + "nothing?operation=" + unknown).status == 404);
}

BOOST_AUTO_TEST_CASE(an_idempotency_key_makes_a_call_run_once) {
    running here;
    here.target->release();
    std::string const key = "Idempotency-Key: \"order 4711\"\r\n";
    auto const first = post(here, "slow", R"({"milliseconds":1})", key);
    BOOST_TEST(first.status == 200);
    auto const again = post(here, "slow", R"({"milliseconds":1})", key);
    BOOST_TEST(again.status == 200);
    BOOST_TEST(again.body == first.body);
    BOOST_TEST(again.header("Yonder-Id") == first.header("Yonder-Id"));
    BOOST_TEST(here.target->begun() == 1);
    auto const other = post(here, "slow", R"({"milliseconds":2})", key);
    BOOST_TEST(other.status == 409);
    BOOST_TEST(contains(other.body, "belongs to a call with other arguments"), other.body);
    BOOST_TEST(here.target->begun() == 1);
}

BOOST_AUTO_TEST_CASE(a_key_and_a_preference_give_the_same_receipt_twice) {
    running here;
    std::string const headers = "Idempotency-Key: k\r\nPrefer: respond-async\r\n";
    auto const first = post(here, "slow", R"({"milliseconds":60000})", headers);
    BOOST_TEST(here.target->has_begun(1));
    auto const again = post(here, "slow", R"({"milliseconds":60000})", headers);
    BOOST_TEST(again.status == 202);
    BOOST_TEST(again.header("Location") == first.header("Location"));
    here.target->release();
    BOOST_TEST(get(here, first.header("Location"), "Prefer: wait=10\r\n").status == 200);
    BOOST_TEST(here.target->begun() == 1);
}

BOOST_AUTO_TEST_CASE(a_key_is_a_text_of_some_length) {
    running here;
    for (std::string const& key : {std::string("\"\""), std::string(256, 'x')}) {
        auto const wrong = post(here, "add", R"({"a":1,"b":2})", "Idempotency-Key: " + key + "\r\n");
        BOOST_TEST(wrong.status == 400);
        BOOST_TEST(
            wrong.body ==
            R"({"code":"invalid_argument","message":"web.v1.Service.add: Idempotency-Key is not one text of 1 to 255 bytes","reached":"not_sent"})");
    }
}

BOOST_AUTO_TEST_CASE(a_client_that_goes_away_does_not_end_a_call_that_is_made_once) {
    running here;
    {
        auto client = bare::connect(here.port());
        client.send(bare::post(path + "slow", R"({"milliseconds":60000})", "Idempotency-Key: k\r\n"));
        BOOST_TEST(here.target->has_begun(1));
    }
    here.target->release();
    auto const again = post(here, "slow", R"({"milliseconds":60000})", "Idempotency-Key: k\r\n");
    BOOST_TEST(again.status == 200);
    BOOST_TEST(here.target->begun() == 1);
}

BOOST_AUTO_TEST_CASE(baggage_that_is_none_is_refused) {
    running here;
    for (std::string const text : {"a", "=b", "a=%G1", "a b=c", "a=\"b\""}) {
        auto const wrong = post(here, "add", R"({"a":1,"b":2})", "Baggage: " + text + "\r\n");
        BOOST_TEST(wrong.status == 400, text);
        BOOST_TEST(contains(wrong.body, "Baggage is not a list of at most 64 members"), wrong.body);
    }
    BOOST_TEST(post(here, "add", R"({"a":1,"b":2})", "Baggage: a=b;p=1 , c=%20\r\nBaggage: d=\r\n").status == 200);
}

BOOST_AUTO_TEST_SUITE_END()
