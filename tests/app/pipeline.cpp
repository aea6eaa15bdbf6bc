// SPDX-License-Identifier: BSL-1.0
// What stands between a proxy and a method: header, identity, exposure, filters. Over each binding.
#include "../support/certificates.hpp"
#include "../support/failure_of.hpp"
#include "../support/guarded.hpp"
#include "../support/problem_of.hpp"

#include <yonder/call/peer.hpp>
#include <yonder/call/trace.hpp>
#include <yonder/http/client.hpp>
#include <yonder/http/server.hpp>
#include <yonder/yonder.hpp>

#include <boost/algorithm/string/join.hpp>
#include <boost/json/value.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <httplib.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <map>
#include <mutex>
#include <string>
#include <vector>

using namespace std::chrono_literals;
namespace data = boost::unit_test::data;
using suite::failure_of;

namespace pipeline::v1 {

// What one hop sees of a call.
struct Seen {
    std::string id;
    std::string parent;
    std::string activity;
    std::string sender;
    std::string user;
    std::string role;
    std::string trace;
    std::int64_t sent_at = 0;
};
BOOST_DESCRIBE_STRUCT(Seen, (), (id, parent, activity, sender, user, role, trace, sent_at))

class Hop {
public:
    virtual ~Hop() = default;
    virtual std::vector<Seen> look() = 0; // of this hop and those behind it
    virtual int secret() = 0;
    virtual int add(int one, int other) = 0;
    virtual std::int64_t length(std::string const& text) = 0;
};
YONDER_INTERFACE(Hop, (), (look), (secret), (add, one, other), (length, text))

} // namespace pipeline::v1

using pipeline::v1::Hop;
using pipeline::v1::Seen;

namespace {

Seen see() {
    auto const here = yonder::context::current();
    Seen seen;
    seen.id = to_string(here.call_id());
    seen.parent = to_string(here.response_to());
    seen.activity = to_string(here.activity());
    seen.sender = here.sender();
    seen.sent_at = here.sent_at().time_since_epoch().count();
    if (auto const user = here.user()) {
        seen.user = user->type + '/' + user->id;
        for (auto const& [name, value] : user->claims)
            seen.role += name == "role" ? value : "";
    }
    if (auto const trace = here.trace())
        seen.trace = yonder::traceparent(*trace, {});
    return seen;
}

class Node : public Hop {
public:
    explicit Node(std::shared_ptr<Hop> next = nullptr) : next_(std::move(next)) {}
    std::vector<Seen> look() override {
        std::vector<Seen> all{see()};
        if (next_)
            for (Seen& one : next_->look())
                all.push_back(std::move(one));
        return all;
    }
    int secret() override { return 42; }
    int add(int one, int other) override { return one + other; }
    std::int64_t length(std::string const& text) override { return static_cast<std::int64_t>(text.size()); }

private:
    std::shared_ptr<Hop> next_;
};

// One program of several: what it exposes, and where it calls on.
struct program {
    explicit program(std::string const& name, yonder::http::engine engine, std::string const& next = {},
                     std::string const& certificate = {}, std::string const& key = {})
        : host(objects, {.certificate_file = certificate, .key_file = key, .http_engine = engine}) {
        objects.name(name);
        if (next.empty())
            objects.bind<Hop>().to(std::make_shared<Node>());
        else {
            objects.bind<Hop>("next").to_remote(next);
            objects.bind<Hop>().to<Node, yonder::named<Hop, "next">>();
        }
        host.expose<Hop>();
    }
    std::string start(std::string const& scheme, yonder::listener_options options = {}) {
        host.listen(scheme + "://127.0.0.1:0", std::move(options));
        host.start();
        return host.urls().front();
    }

    yonder::container objects;
    yonder::host host;
};

struct way {
    std::string scheme;
    yonder::http::engine engine = yonder::http::engine::own;
    friend std::ostream& operator<<(std::ostream& out, way const& one) {
        return out << one.scheme << (one.engine == yonder::http::engine::own ? "" : " by cpp-httplib");
    }
};
std::vector<way> const ways{{"http"}, {"yonder"}, {"http", yonder::http::engine::cpp_httplib}};

yonder::listener_options trusted() {
    yonder::listener_options options;
    options.name = "inner";
    options.is_trusted = true;
    return options;
}

std::shared_ptr<Hop> client_of(std::string const& url, yonder::container& far) {
    far.bind<Hop>().to_remote(url);
    return far.get<Hop>();
}

// One of a secret that is the letter again and again.
yonder::security::key a_key(std::string id, char letter = 'k') {
    return yonder::security::key::shared_secret(std::move(id), std::string(48, letter));
}

yonder::listener_options signed_only() {
    yonder::listener_options options;
    options.name = "signed";
    yonder::security::verifier_options accepted;
    accepted.keys = {a_key("orders")};
    options.signatures = std::make_shared<yonder::security::verifier const>(std::move(accepted));
    options.requires_signature = true;
    return options;
}

std::optional<yonder::user> known_token(std::string_view token) {
    if (token == "let-me-in")
        return yonder::user{"customer", "Ada", {{"role", "admin"}}};
    return std::nullopt;
}

yonder::listener_options outer() {
    yonder::listener_options options;
    options.name = "outer";
    options.authenticate = yonder::bearer_tokens(known_token);
    return options;
}

// Sends the token with each call of a container.
void send_token(yonder::container& from, std::string const& token) {
    from.gather("token", [token](yonder::request& what) {
        what.header.metadata.emplace_back("Authorization", "Bearer " + token);
    });
}

} // namespace

BOOST_AUTO_TEST_SUITE(pipeline_between_proxy_and_method)

BOOST_DATA_TEST_CASE(three_programs_show_one_activity_as_a_tree, data::make(ways), by) {
    program last("c", by.engine);
    program middle("b", by.engine, last.start(by.scheme, trusted()));
    program first("a", by.engine, middle.start(by.scheme, trusted()));
    std::string const url = first.start(by.scheme, trusted());
    yonder::container far;
    far.name("web");
    auto const before = std::chrono::system_clock::now().time_since_epoch().count();
    auto const seen = client_of(url, far)->look();
    BOOST_TEST_REQUIRE(seen.size() == 3u);
    BOOST_TEST(seen[0].sender == "web");
    BOOST_TEST(seen[1].sender == "a");
    BOOST_TEST(seen[2].sender == "b");
    BOOST_TEST(seen[0].parent == to_string(yonder::uuid()));
    BOOST_TEST(seen[1].parent == seen[0].id);
    BOOST_TEST(seen[2].parent == seen[1].id);
    BOOST_TEST(seen[0].activity == seen[1].activity);
    BOOST_TEST(seen[1].activity == seen[2].activity);
    BOOST_TEST(seen[0].id != seen[1].id);
    BOOST_TEST(seen[1].id != seen[2].id);
    for (Seen const& one : seen)
        BOOST_TEST((one.sent_at >= before && one.sent_at <= before + 60'000'000'000));
}

BOOST_DATA_TEST_CASE(the_user_of_the_edge_is_seen_behind_it, data::make(ways), by) {
    program last("c", by.engine);
    program middle("b", by.engine, last.start(by.scheme, trusted()));
    program edge("a", by.engine, middle.start(by.scheme, trusted()));
    std::string const url = edge.start(by.scheme, outer());
    yonder::container far;
    send_token(far, "let-me-in");
    for (Seen const& one : client_of(url, far)->look()) {
        BOOST_TEST(one.user == "customer/Ada");
        BOOST_TEST(one.role == "admin");
    }
}

BOOST_DATA_TEST_CASE(an_outsider_who_forges_a_user_is_nobody, data::make(ways), by) {
    program last("c", by.engine);
    program edge("a", by.engine, last.start(by.scheme, trusted()));
    std::string const url = edge.start(by.scheme, outer());
    yonder::container far;
    far.name("c"); // as if it were one of ours
    yonder::call_scope const scope{yonder::user{"staff", "Eve", {{"role", "admin"}}}};
    auto const seen = client_of(url, far)->look();
    BOOST_TEST_REQUIRE(seen.size() == 2u);
    BOOST_TEST(seen[0].user == "");
    BOOST_TEST(seen[0].sender == "");
    BOOST_TEST(seen[1].user == "");
    BOOST_TEST(seen[1].sender == "a");
}

BOOST_DATA_TEST_CASE(a_token_that_is_nobodys_is_refused_before_the_method, data::make(ways), by) {
    program edge("a", by.engine);
    std::string const url = edge.start(by.scheme, outer());
    yonder::container far;
    send_token(far, "guessed");
    auto const hop = client_of(url, far);
    auto const failed = failure_of([&] { return hop->secret(); });
    BOOST_TEST((failed.code == yonder::code::unauthenticated));
    BOOST_TEST(failed.message == "pipeline.v1.Hop.secret: the bearer token is nobody's");
}

BOOST_DATA_TEST_CASE(a_listener_that_requires_a_user_says_so_to_nobody, data::make(ways), by) {
    program edge("a", by.engine);
    auto options = outer();
    options.requires_user = true;
    std::string const url = edge.start(by.scheme, options);
    yonder::container far;
    auto const hop = client_of(url, far);
    auto const failed = failure_of([&] { return hop->secret(); });
    BOOST_TEST((failed.code == yonder::code::unauthenticated));
    BOOST_TEST(failed.message == "pipeline.v1.Hop.secret: the call does not say for whom it is made, as it must here: "
                                 "send what the authenticator of this listener reads, such as Authorization: Bearer");
}

BOOST_DATA_TEST_CASE(what_a_policy_denies_is_denied_and_only_the_log_says_why, data::make(ways), by) {
    std::mutex mutex;
    std::vector<std::string> lines;
    yonder::set_log_sink([&](yonder::log_level, std::string_view text) {
        std::lock_guard const lock(mutex);
        lines.emplace_back(text);
    });
    program edge("a", by.engine);
    edge.host.authorize([](yonder::message_header const& header, yonder::method_descriptor const& method) {
        if (method.name != "secret")
            return yonder::decision::allow();
        return header.user && header.user->id == "Ada"
                   ? yonder::decision::allow()
                   : yonder::decision::deny("only Ada may, at " + header.from->listener);
    });
    std::string const url = edge.start(by.scheme, outer());
    yonder::container anybody;
    auto const hop = client_of(url, anybody);
    BOOST_TEST(hop->add(1, 2) == 3);
    auto const failed = failure_of([&] { return hop->secret(); });
    yonder::set_log_sink([](yonder::log_level, std::string_view) {});
    BOOST_TEST((failed.code == yonder::code::permission_denied));
    BOOST_TEST(failed.message == "pipeline.v1.Hop.secret: the caller may not call this");
    BOOST_TEST(std::any_of(lines.begin(), lines.end(), [](std::string const& line) {
        return line.find("pipeline.v1.Hop.secret: denied to somebody at 127.0.0.1:") != std::string::npos &&
               line.ends_with(": only Ada may, at outer");
    }));
    yonder::container ada;
    send_token(ada, "let-me-in");
    BOOST_TEST(client_of(url, ada)->secret() == 42);
}

BOOST_DATA_TEST_CASE(filters_run_in_the_order_that_they_were_declared_in, data::make(ways), by) {
    suite::guarded<std::vector<std::string>> order;
    auto const note = [&](std::string what) {
        return [&, what](yonder::request& call, std::shared_ptr<yonder::exchange> caller,
                         std::shared_ptr<yonder::invoker> const& next) {
            order.append(what + ' ' + std::string(call.method().name));
            next->start(call, std::move(caller));
        };
    };
    program served("a", by.engine);
    served.host.filter("third", note("third")).filter("fourth", note("fourth"));
    std::string const url = served.start(by.scheme);
    yonder::container far;
    far.filter("first", note("first"));
    far.bind<Hop>().to_remote(url).filter("second", note("second"));
    BOOST_TEST(far.get<Hop>()->add(20, 3) == 23);
    BOOST_TEST(order.get() == (std::vector<std::string>{"first add", "second add", "third add", "fourth add"}),
               boost::test_tools::per_element());
    BOOST_TEST(far.wiring().front() == "pipeline.v1.Hop -> " + url + " [first, second]");
    BOOST_TEST(served.host.wiring().front() == served.host.urls().front() + " -> [third, fourth] -> pipeline.v1.Hop");
}

BOOST_DATA_TEST_CASE(a_header_that_one_side_adds_the_other_reads, data::make(ways), by) {
    suite::guarded<std::string> read;
    program served("a", by.engine);
    served.host.filter("tenant", yonder::gathering([&](yonder::request& what) {
                           read.set(std::string(find_field(what.header, "x-tenant").value_or("none")));
                       }));
    std::string const url = served.start(by.scheme);
    yonder::container far;
    far.gather("tenant", [](yonder::request& what) { what.header.metadata.emplace_back("X-Tenant", "north"); });
    BOOST_TEST(client_of(url, far)->add(1, 1) == 2);
    BOOST_TEST(read.get() == "north");
}

BOOST_DATA_TEST_CASE(a_call_whose_filter_throws_fails_with_that, data::make(ways), by) {
    std::atomic<int> handed_on = 0;
    std::atomic<int> what = 0;
    yonder::filter const throwing = [&](yonder::request& call, std::shared_ptr<yonder::exchange> caller,
                                        std::shared_ptr<yonder::invoker> const& next) {
        if (what == 1)
            throw yonder::error(yonder::code::aborted, "not today");
        if (what == 2)
            throw std::runtime_error("a private thing");
        next->start(call, std::move(caller));
        if (what == 3)
            throw std::runtime_error("too late");
    };
    auto const told = [&](std::shared_ptr<Hop> const& of, int which) {
        what = which;
        auto const failed = failure_of([&] { return of->add(1, 2); });
        return failed.message + " " + std::string(to_string(failed.code)) + " " +
               std::string(to_string(failed.reached));
    };
    program served("a", by.engine);
    served.host.filter("throwing", throwing);
    served.host.filter("count", yonder::gathering([&](yonder::request&) { ++handed_on; }));
    std::string const url = served.start(by.scheme);
    yonder::container plain;
    auto const behind = client_of(url, plain);
    yonder::set_log_sink(nullptr);
    BOOST_TEST(told(behind, 1) == "not today aborted not sent");
    BOOST_TEST(told(behind, 2) ==
               "pipeline.v1.Hop.add: a filter failed; the log of the server has the reason internal not sent");
    BOOST_TEST(handed_on == 0);
    what = 3; // the method's answer is the first
    BOOST_TEST(behind->add(1, 2) == 3);
    what = 0;

    yonder::container filtered;
    filtered.filter("throwing", throwing);
    auto const before = client_of(url, filtered);
    BOOST_TEST(told(before, 1) == "pipeline.v1.Hop.add: a filter failed: not today aborted not sent");
    BOOST_TEST(told(before, 2) == "pipeline.v1.Hop.add: a filter failed: a private thing internal not sent");
    BOOST_TEST(handed_on == 1);
}

BOOST_DATA_TEST_CASE(a_call_that_a_filter_drops_fails_and_says_so, data::make(ways), by) {
    program served("a", by.engine);
    suite::guarded<std::vector<std::string>> lines;
    served.host.filter("dropping", [](yonder::request& call, std::shared_ptr<yonder::exchange> caller,
                                      std::shared_ptr<yonder::invoker> const& next) {
        if (call.method().name == "add")
            return;
        next->start(call, std::move(caller));
    });
    std::string const url = served.start(by.scheme);
    yonder::container far;
    auto const hop = client_of(url, far);
    yonder::set_log_sink([&](yonder::log_level, std::string_view line) { lines.append(line); });
    auto const failed = failure_of([&] { return hop->add(1, 2); });
    yonder::set_log_sink(nullptr);
    std::string const text =
        "pipeline.v1.Hop.add: a filter dropped the call: it must hand it on, or complete its caller";
    BOOST_TEST(failed.message == text);
    BOOST_TEST((failed.code == yonder::code::internal));
    BOOST_TEST(lines.get() == std::vector<std::string>{text}, boost::test_tools::per_element());
    BOOST_TEST(hop->secret() == 42);
}

BOOST_DATA_TEST_CASE(metadata_that_is_no_header_is_refused_on_both_sides, data::make(ways), by) {
    program served("a", by.engine);
    std::string const url = served.start(by.scheme);
    yonder::container far;
    far.gather("odd", [](yonder::request& what) { what.header.metadata.emplace_back("X-Odd", "a\r\nX-Evil: b"); });
    auto const hop = client_of(url, far);
    auto const failed = failure_of([&] { return hop->add(1, 2); });
    BOOST_TEST((failed.code == yonder::code::invalid_argument));
    BOOST_TEST((failed.reached == yonder::reached::not_sent));
    BOOST_TEST(failed.message.find("the metadata \"X-Odd\" cannot be a header") != std::string::npos, failed.message);
}

BOOST_DATA_TEST_CASE(a_gatherer_reads_and_changes_arguments_by_name, data::make(ways), by) {
    program served("a", by.engine);
    std::string const url = served.start(by.scheme);
    yonder::container far;
    far.gather("double", [](yonder::request& what) {
        auto arguments = what.to_value();
        if (arguments.as_object().contains("one"))
            arguments.as_object()["one"] = arguments.at("one").as_int64() * 2;
        what.set_arguments(arguments);
    });
    BOOST_TEST(client_of(url, far)->add(20, 2) == 42);
}

BOOST_DATA_TEST_CASE(what_a_gatherer_throws_is_what_the_call_fails_with_unsent, data::make(ways), by) {
    std::atomic<int> calls = 0;
    program served("a", by.engine);
    served.host.filter("count", yonder::gathering([&](yonder::request&) { ++calls; }));
    std::string const url = served.start(by.scheme);
    yonder::container far;
    far.gather("careful", [](yonder::request&) { throw std::runtime_error("no tenant is chosen"); });
    auto const hop = client_of(url, far);
    auto const failed = failure_of([&] { return hop->add(1, 1); });
    BOOST_TEST(failed.message == "pipeline.v1.Hop.add: not sent: no tenant is chosen");
    BOOST_TEST((failed.reached == yonder::reached::not_sent));
    BOOST_TEST(calls == 0);
}

BOOST_DATA_TEST_CASE(a_withheld_method_is_not_there_from_afar_and_works_here, data::make(ways), by) {
    program served("a", by.engine);
    served.host.withhold<Hop>("secret");
    std::string const url = served.start(by.scheme);
    yonder::container far;
    auto const hop = client_of(url, far);
    auto const failed = failure_of([&] { return hop->secret(); });
    BOOST_TEST((failed.code == yonder::code::unimplemented));
    BOOST_TEST(failed.message.find("pipeline.v1.Hop has no method \"secret\"") != std::string::npos, failed.message);
    BOOST_TEST(hop->add(1, 1) == 2);
    BOOST_TEST(served.objects.get<Hop>()->secret() == 42);
    BOOST_TEST(served.host.wiring().front() == served.host.urls().front() + " -> pipeline.v1.Hop, without secret");
}

BOOST_DATA_TEST_CASE(listeners_of_one_host_differ_in_what_they_expose_and_believe, data::make(ways), by) {
    program served("a", by.engine);
    auto narrow = outer();
    narrow.only = {"pipeline.v1.Hop/look"};
    served.host.listen(by.scheme + "://127.0.0.1:0", narrow);
    served.host.listen(by.scheme + "://127.0.0.1:0", trusted());
    served.host.start();
    auto const urls = served.host.urls();
    yonder::container from_outside, from_inside;
    yonder::call_scope const scope{yonder::user{"staff", "Bo", {}}};
    auto const outside = client_of(urls[0], from_outside);
    auto const inside = client_of(urls[1], from_inside);
    BOOST_TEST(outside->look().front().user == "");
    BOOST_TEST(inside->look().front().user == "staff/Bo");
    BOOST_TEST((failure_of([&] { return outside->secret(); }).code == yonder::code::unimplemented));
    BOOST_TEST(inside->secret() == 42);
}

BOOST_DATA_TEST_CASE(a_server_that_is_not_ours_is_told_no_more_than_it_needs, data::make(ways), by) {
    program served("a", by.engine);
    std::string const url = served.start(by.scheme, trusted());
    yonder::container far;
    far.name("web");
    far.bind<Hop>().to_remote(url).outside();
    yonder::call_scope const scope{yonder::user{"customer", "Ada", {}}, yonder::metadata("tenant", "north")};
    auto const seen = far.get<Hop>()->look().front();
    BOOST_TEST(seen.user == "");
    BOOST_TEST(seen.sender == "");
    BOOST_TEST(far.wiring().front() == "pipeline.v1.Hop -> " + url + " [outside]");
}

BOOST_DATA_TEST_CASE(a_trace_that_began_elsewhere_goes_on, data::make(ways), by) {
    program last("c", by.engine);
    program first("a", by.engine, last.start(by.scheme));
    std::string const url = first.start(by.scheme);
    yonder::container far;
    auto const begun = yonder::read_traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    BOOST_TEST_REQUIRE(begun.has_value());
    auto const scope = yonder::context::current().with(*begun);
    yonder::context_switch const within(scope);
    for (Seen const& one : client_of(url, far)->look())
        BOOST_TEST(one.trace == "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01");
}

BOOST_DATA_TEST_CASE(a_listener_that_requires_signatures_takes_what_is_signed_and_nothing_else, data::make(ways), by) {
    program served("a", by.engine);
    std::string const url = served.start(by.scheme, signed_only());
    yonder::container known, unknown, anybody;
    yonder::call_scope const scope{yonder::user{"staff", "Bo", {}}};
    known.name("somebody");
    known.bind<Hop>().to_remote(url).signed_by(a_key("orders"));
    for (int i = 0; i < 3; ++i) { // on a new connection and on one that was used
        auto const seen = known.get<Hop>()->look().front();
        BOOST_TEST(seen.user == "staff/Bo"); // who signs is believed,
        BOOST_TEST(seen.sender == "orders"); // and is who the key says
    }
    BOOST_TEST(known.wiring().front() == "pipeline.v1.Hop -> " + url + " [sender, signature]");
    unknown.bind<Hop>().to_remote(url).signed_by(a_key("nobody", 'n'));
    auto const hop = unknown.get<Hop>();
    auto failed = failure_of([&] { return hop->secret(); });
    BOOST_TEST((failed.code == yonder::code::unauthenticated));
    BOOST_TEST(failed.message.ends_with(
                   "pipeline.v1.Hop.secret: the signature is of a key that is not known here: \"nobody\""),
               failed.message);
    auto const plain = client_of(url, anybody);
    failed = failure_of([&] { return plain->secret(); });
    BOOST_TEST((failed.code == yonder::code::unauthenticated));
    BOOST_TEST(failed.message.ends_with("pipeline.v1.Hop.secret: the request is not signed"), failed.message);
    if (by.scheme == "http") {
        auto const refused = httplib::Client(url).Post("/pipeline.v1.Hop/secret", "{}", "application/json");
        BOOST_REQUIRE(refused);
        BOOST_TEST(refused->status == 401);
        BOOST_TEST(refused->get_header_value("WWW-Authenticate") == "Signature");
    }
}

BOOST_DATA_TEST_CASE(calls_that_do_not_block_and_long_ones_are_signed_too, data::make(ways), by) {
    program served("a", by.engine);
    std::string const url = served.start(by.scheme, signed_only());
    yonder::container far;
    far.bind<Hop>().to_remote(url).signed_by(a_key("orders"));
    auto const hop = far.get<Hop>();
    std::vector<yonder::future<int>> sums;
    auto const later = yonder::async(hop);
    for (int i = 0; i < 20; ++i)
        sums.push_back(later->add(i, i));
    for (int i = 0; i < 20; ++i)
        BOOST_TEST(sums[static_cast<std::size_t>(i)].get() == 2 * i);
    std::string const text(300'000, 'x');
    BOOST_TEST(hop->length(text) == 300'000);
}

BOOST_DATA_TEST_CASE(a_signature_that_is_wrong_is_refused_where_none_is_required, data::make(ways), by) {
    program served("a", by.engine);
    auto options = signed_only();
    options.requires_signature = false;
    std::string const url = served.start(by.scheme, options);
    yonder::container unknown, anybody;
    unknown.bind<Hop>().to_remote(url).signed_by(a_key("nobody", 'n'));
    auto const hop = unknown.get<Hop>();
    BOOST_TEST((failure_of([&] { return hop->secret(); }).code == yonder::code::unauthenticated));
    yonder::call_scope const scope{yonder::user{"staff", "Eve", {}}};
    BOOST_TEST(client_of(url, anybody)->look().front().user == "");
}

BOOST_DATA_TEST_CASE(a_certificate_says_who_calls, data::make(ways), by) {
    suite::certificates const files;
    auto options = trusted();
    options.client_ca_file = files.path("ca.pem");
    program served("a", by.engine, {}, files.path("address.pem"), files.path("address.key"));
    std::string const url = served.start(by.scheme == "http" ? "https" : "yonder+tls", options);
    yonder::container known, anybody;
    known.name("somebody");
    known.bind<Hop>()
        .to_remote(url)
        .trust(files.path("ca.pem"))
        .certificate(files.path("name.pem"), files.path("name.key"));
    BOOST_TEST(known.get<Hop>()->look().front().sender == "shop.example");
    anybody.bind<Hop>().to_remote(url).trust(files.path("ca.pem"));
    auto const hop = anybody.get<Hop>();
    suite::guarded<std::vector<std::string>> logged;
    yonder::set_log_sink([&](yonder::log_level, std::string_view line) { logged.append(line); });
    auto const refused = failure_of([&] { return hop->secret(); });
    served.host.stop();
    yonder::set_log_sink([](yonder::log_level, std::string_view) {});
    BOOST_TEST((refused.code == yonder::code::unavailable));
    if (by.scheme == "http")
        BOOST_TEST(refused.message.ends_with("; if it breaks every time, see whether the server wants a certificate of "
                                             "this side, and takes the one that it gets"),
                   refused.message);
    if (by.engine == yonder::http::engine::own) {
        std::string const lines = boost::algorithm::join(logged.get(), "\n");
        BOOST_TEST(lines.find(": TLS with 127.0.0.1:") != lines.npos, lines);
        BOOST_TEST(lines.find("peer did not return a certificate") != lines.npos, lines);
    }
}

BOOST_DATA_TEST_CASE(what_one_user_did_once_is_nothing_to_another, data::make(ways), by) {
    program served("a", by.engine);
    std::string const url = served.start(by.scheme, trusted());
    yonder::container far;
    auto const hop = client_of(url, far);
    auto const look_as = [&](std::string const& id) {
        yonder::call_scope const scope{yonder::user{"customer", id, {}}, yonder::once_only("order 1")};
        return hop->look().front();
    };
    auto const first = look_as("Ada");
    BOOST_TEST(look_as("Ada").sent_at == first.sent_at); // the same answer again
    BOOST_TEST(look_as("Bo").user == "customer/Bo");     // and no other's
}

BOOST_DATA_TEST_CASE(a_call_is_told_of_when_it_is_over_on_both_sides, data::make(ways), by) {
    std::mutex mutex;
    std::vector<std::string> lines;
    auto const write = [&](std::string_view line) {
        std::lock_guard const lock(mutex);
        lines.emplace_back(line);
    };
    program served("orders", by.engine);
    served.host.withhold<Hop>("look");
    served.host.filter("trace", yonder::trace_lines("orders", {}, write));
    std::string const url = served.start(by.scheme, trusted());
    yonder::container far;
    far.name("web");
    far.filter("trace", yonder::trace_lines("web", "orders", write));
    auto const hop = client_of(url, far);
    BOOST_TEST(hop->add(1, 2) == 3);
    BOOST_TEST_REQUIRE(lines.size() == 2u);
    for (std::string const& line : lines) {
        BOOST_TEST(line.starts_with("web --[ pipeline.v1.Hop/add ]-> orders "), line);
        BOOST_TEST(line.ends_with(" ms ok"), line);
    }
    lines.clear();
    BOOST_TEST((failure_of([&] { return hop->look().size(); }).code == yonder::code::unimplemented));
    BOOST_TEST_REQUIRE(lines.size() == 1u); // it did not come as far as the filters of the host
    BOOST_TEST(lines.front().ends_with(" ms unimplemented"), lines.front());
}

BOOST_DATA_TEST_CASE(a_caller_that_gives_up_is_told_of_as_what_it_saw, data::make(ways), by) {
    std::mutex mutex;
    std::vector<yonder::code> codes;
    program served("a", by.engine);
    auto const gate = std::make_shared<std::promise<void>>();
    served.host.filter("gate", [gate](yonder::request& what, std::shared_ptr<yonder::exchange> caller,
                                      std::shared_ptr<yonder::invoker> const& next) {
        gate->get_future().wait_for(10s);
        next->start(what, std::move(caller));
    });
    std::string const url = served.start(by.scheme);
    yonder::container far;
    far.filter("observed", yonder::observing([&](yonder::observed_call const& call) {
                   std::lock_guard const lock(mutex);
                   codes.push_back(call.failed ? call.failed->code : yonder::code::unknown);
               }));
    auto const hop = client_of(url, far);
    {
        yonder::call_scope const scope{yonder::timeout(100ms)};
        BOOST_TEST((failure_of([&] { return hop->add(1, 2); }).code == yonder::code::deadline_exceeded));
    }
    gate->set_value();
    std::lock_guard const lock(mutex);
    BOOST_TEST_REQUIRE(codes.size() == 1u);
    BOOST_TEST((codes.front() == yonder::code::deadline_exceeded));
}

BOOST_AUTO_TEST_CASE(a_user_survives_the_way_whatever_its_letters_are) {
    for (way const& by : ways) {
        program served("a", by.engine);
        std::string const url = served.start(by.scheme, trusted());
        yonder::container far;
        yonder::call_scope const scope{
            yonder::user{"cust/omer;", "Zo\xC3\xAB=\r\n,%", {{"https://x.example/role", "a;b"}, {"role", "\"q\" \\"}}}};
        auto const seen = client_of(url, far)->look().front();
        BOOST_TEST(seen.user == "cust/omer;/Zo\xC3\xAB=\r\n,%");
        BOOST_TEST(seen.role == "\"q\" \\");
    }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(listeners_and_configuration)

BOOST_AUTO_TEST_CASE(names_that_are_not_there_are_wiring_errors) {
    {
        program one("a", yonder::http::engine::own);
        one.host.withhold<Hop>("sercet");
        BOOST_TEST(suite::problem_of([&] { one.start("http"); }) ==
                   "wiring: pipeline.v1.Hop: its method \"sercet\" is withheld, but it has none of that name: see how "
                   "it is spelled");
    }
    {
        program one("a", yonder::http::engine::own);
        auto options = outer();
        options.only = {"pipeline.v1.Hop/sercet", "pipeline.v1.Hup"};
        BOOST_TEST(suite::problem_of([&] { one.start("http", options); }) ==
                   "wiring: 2 problems:\n"
                   "  - the listener \"outer\" is to expose \"pipeline.v1.Hop/sercet\", but the interface has no such "
                   "method: see how it is spelled\n"
                   "  - the listener \"outer\" is to expose \"pipeline.v1.Hup\", but the host does not expose that "
                   "interface: call expose for it");
    }
    {
        program one("a", yonder::http::engine::own);
        auto options = outer();
        options.client_ca_file = "ca.pem";
        BOOST_TEST(
            suite::problem_of([&] { one.start("http", options); }) ==
            "wiring: the host cannot listen at \"http://127.0.0.1:0\": it has a client_ca_file, but nobody shows "
            "a certificate without TLS: listen at https:// or yonder+tls://, or drop the client_ca_file");
    }
}

BOOST_AUTO_TEST_CASE(a_mounted_server_believes_nobody) {
    httplib::Server own;
    program one("a", yonder::http::engine::own);
    one.host.mount(own, trusted());
    BOOST_TEST(suite::problem_of([&] { one.host.start(); }) ==
               "wiring: the listener \"inner\" is mounted, where nobody can be believed: drop is_trusted, signatures, "
               "requires_signature and client_ca_file, or listen at an address of its own");
}

BOOST_AUTO_TEST_CASE(a_server_without_a_host_refuses_options_that_a_host_sees_to) {
    yonder::http::server server(std::make_shared<yonder::rpc::registry>());
    BOOST_TEST(
        suite::problem_of([&] { server.listen("http://127.0.0.1:0", outer()); }) ==
        "authenticate, requires_user and only of listener_options are seen to by yonder::host: listen with one, or "
        "put filters before what is served");
    auto options = trusted();
    options.requires_signature = true;
    BOOST_TEST(suite::problem_of([&] { server.listen("http://127.0.0.1:0", options); }) ==
               "the listener requires signatures, but has nothing to verify them with: give it "
               "listener_options::signatures");
}

BOOST_AUTO_TEST_CASE(a_gateway_hands_calls_on_without_an_object_of_its_own) {
    program behind("behind", yonder::http::engine::own);
    std::string const there = behind.start("http");
    for (std::string const scheme : {"http", "yonder"}) {
        yonder::container none;
        yonder::host gateway(none);
        gateway.expose({&yonder::rpc::describe_interface<Hop>(), yonder::http::connect(there)});
        gateway.filter("look", yonder::gathering([](yonder::request&) {})); // so that it reads all fields
        gateway.listen(scheme + "://127.0.0.1:0");
        gateway.start();
        yonder::container objects;
        objects.bind<Hop>().to_remote(gateway.urls().front());
        BOOST_TEST(objects.get<Hop>()->add(2, 3) == 5);
        BOOST_TEST(yonder::async(objects.get<Hop>())->length("four").get() == 4);
    }
    behind.host.stop();
}

BOOST_AUTO_TEST_CASE(nothing_from_outside_writes_a_line_of_its_own) {
    std::string line;
    yonder::set_log_sink([&](yonder::log_level, std::string_view text) { line = text; });
    yonder::log(yonder::log_level::information, "denied to Eve\nall is well\x1b[0m");
    yonder::set_log_sink(nullptr);
    BOOST_TEST(line == "denied to Eve all is well [0m");
}

BOOST_AUTO_TEST_CASE(an_address_from_configuration_keeps_the_options_of_its_listener) {
    ::setenv("YONDER_LISTEN", "outer=http://127.0.0.1:0", 1); // NOLINT(concurrency-mt-unsafe)
    program edge("a", yonder::http::engine::own);
    auto options = outer();
    options.requires_user = true;
    edge.host.listen("http://127.0.0.1:1", trusted());
    edge.host.listen("http://127.0.0.1:1", options);
    edge.objects.configure();
    ::unsetenv("YONDER_LISTEN"); // NOLINT(concurrency-mt-unsafe)
    edge.host.start();
    yonder::container far;
    auto const hop = client_of(edge.host.urls().front(), far);
    BOOST_TEST((failure_of([&] { return hop->secret(); }).code == yonder::code::unauthenticated));
}

BOOST_AUTO_TEST_CASE(an_address_from_configuration_that_could_be_of_several_listeners_is_an_error) {
    ::setenv("YONDER_LISTEN", "http://127.0.0.1:0", 1); // NOLINT(concurrency-mt-unsafe)
    program edge("a", yonder::http::engine::own);
    edge.host.listen("http://127.0.0.1:1", trusted());
    edge.host.listen("http://127.0.0.1:1", outer());
    edge.objects.configure();
    ::unsetenv("YONDER_LISTEN"); // NOLINT(concurrency-mt-unsafe)
    BOOST_TEST(suite::problem_of([&] { edge.host.start(); }) ==
               "wiring: the host is to listen at \"http://127.0.0.1:0\", says configuration, but the program has "
               "several listeners with options of their own: say which one it stands for, by its name");
}

BOOST_AUTO_TEST_SUITE_END()
