// SPDX-License-Identifier: BSL-1.0
// Where a service is: a repository says so, for each method and call.
#include "../support/failure_of.hpp"
#include "../support/patience.hpp"
#include "http/bare_server.hpp"

#include <yonder/fabric/sourced.hpp>
#include <yonder/yonder.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

using namespace std::chrono_literals;
using suite::failure_of;

namespace sources::v1 {

class Shelf {
public:
    virtual ~Shelf() = default;
    virtual std::string where() = 0;
    virtual std::string elsewhere() = 0;
    virtual int slow() = 0;
};
YONDER_INTERFACE(Shelf, (), (where), (elsewhere), (slow))

} // namespace sources::v1

using sources::v1::Shelf;

namespace {

struct Named : Shelf {
    explicit Named(std::string called) : name(std::move(called)) {}
    std::string where() override { return name; }
    std::string elsewhere() override { return name; }
    int slow() override {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any().wait_for(lock, yonder::context::current().stop_token(), 1min,
                                               [] { return false; });
        return 1;
    }
    std::string name;
};

// A program that serves a shelf of this name.
struct shop {
    explicit shop(std::string const& name, std::string const& scheme = "http", yonder::listener_options options = {}) {
        objects.bind<Shelf>().to(std::make_shared<Named>(name));
        host.expose<Shelf>().listen(scheme + "://127.0.0.1:0", std::move(options));
        host.start();
    }
    std::string url() const { return host.urls().front(); }

    yonder::container objects;
    yonder::host host{objects};
};

// A file of this text, for as long as it lives.
struct file_of {
    explicit file_of(std::string const& text) {
        char name[] = "/tmp/yonder-sources-XXXXXX";
        int const made = ::mkstemp(name);
        BOOST_REQUIRE(made != -1);
        ::close(made);
        path = name;
        std::ofstream(path) << text;
    }
    ~file_of() { std::filesystem::remove(path); }
    std::string path;
};

// A variable of the environment, for as long as it lives.
struct variable {
    variable(char const* of, std::string const& value) : name(of) { ::setenv(of, value.c_str(), 1); }
    ~variable() { ::unsetenv(name); }
    char const* name;
};

std::string problem_of(yonder::container const& objects) {
    try {
        objects.check();
        return "none";
    } catch (yonder::wiring_error const& caught) {
        return caught.what();
    }
}

std::string problem_of_file(std::string const& text) {
    file_of const file(text);
    try {
        yonder::file_sources(file.path);
        return "none";
    } catch (std::invalid_argument const& caught) {
        std::string said = caught.what();
        return said.substr(0, file.path.size()) == file.path ? "FILE" + said.substr(file.path.size()) : said;
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(source_repositories)

BOOST_AUTO_TEST_CASE(a_method_may_be_elsewhere_than_its_interface) {
    shop const one("one"), other("other", "yonder");
    yonder::container objects;
    objects.sources(
        yonder::static_sources({{"sources.v1.Shelf", {one.url()}}, {"sources.v1.Shelf/elsewhere", {other.url()}}}));
    objects.bind<Shelf>().to_source();
    objects.check();
    auto const shelf = objects.get<Shelf>();
    BOOST_TEST(shelf->where() == "one");
    BOOST_TEST(shelf->elsewhere() == "other");
    BOOST_TEST(objects.wiring().front() ==
               "sources.v1.Shelf -> where, slow at " + one.url() + "; elsewhere at " + other.url() + " (source)");
}

BOOST_AUTO_TEST_CASE(a_repository_of_the_programs_own_may_change_its_mind) {
    struct turning : yonder::source_repository {
        std::optional<yonder::source> find(std::string_view, std::string_view) const override {
            return yonder::source{asked++ % 2 ? second : first};
        }
        mutable std::atomic<int> asked = 0;
        std::string first, second;
    };
    shop const one("one"), other("other");
    auto const where = std::make_shared<turning>();
    where->first = one.url();
    where->second = other.url();
    yonder::container objects;
    objects.bind<Shelf>().to_source(where);
    auto const shelf = objects.get<Shelf>();
    where->asked = 0;
    BOOST_TEST(shelf->where() == "one");
    BOOST_TEST(shelf->where() == "other");
    BOOST_TEST(yonder::async(shelf)->where().get() == "one");
}

BOOST_AUTO_TEST_CASE(a_file_says_where_and_how) {
    shop const one("one"), other("other");
    file_of const file("[sources]\n\"sources.v1.Shelf\" = \"" + one.url() +
                       "\"\n\"sources.v1.Shelf/elsewhere\" = { url = \"" + other.url() +
                       "\", requires_signature = true, timeout = \"250ms\" }\n");
    auto const where = yonder::file_sources(file.path);
    BOOST_TEST(where->find("sources.v1.Shelf", "where")->url == one.url());
    auto const elsewhere = where->find("sources.v1.Shelf", "elsewhere");
    BOOST_TEST(elsewhere->url == other.url());
    BOOST_TEST(elsewhere->requires_signature);
    BOOST_TEST((elsewhere->timeout == 250ms));
    BOOST_TEST(!where->find("sources.v1.Other", "where"));
}

BOOST_AUTO_TEST_CASE(a_file_that_is_wrong_is_told_by_its_line) {
    BOOST_TEST(problem_of_file("[bind]\n") == "FILE has no table [sources]");
    BOOST_TEST(problem_of_file("[sources]\na = 5\n") ==
               "FILE:2: sources.\"a\" must be a URL, or a table such as { url = \"http://...\", timeout = \"2s\" }");
    BOOST_TEST(
        problem_of_file("[sources]\na = { url = \"http://x\", timeout = \"-2s\" }\n") ==
        "FILE:2: sources.\"a\".timeout must be a positive time such as \"250ms\", \"2s\" or \"1min\", not \"-2s\"");
    BOOST_TEST(
        problem_of_file("[sources]\na.b = \"http://x\"\n") ==
        "FILE:2: sources.\"a\".b is not known: the keys are url, requires_signature and timeout; a name with dots "
        "stands in quotes");
    BOOST_TEST(problem_of_file("[sources]\na = { url = \"http://x\", requires_signature = 1 }\n") ==
               "FILE:2: sources.\"a\".requires_signature must be true or false");
    BOOST_CHECK_THROW(yonder::file_sources("/nowhere/at/all"), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(the_environment_says_where_and_how) {
    variable const one("YONDER_SOURCE_SOURCES_V1_SHELF", "http://one:1");
    variable const other("YONDER_SOURCE_SOURCES_V1_SHELF__ELSEWHERE", "http://other:2 signed timeout=2s");
    auto const where = yonder::environment_sources();
    BOOST_TEST(where->find("sources.v1.Shelf", "where")->url == "http://one:1");
    auto const elsewhere = where->find("sources.v1.Shelf", "elsewhere");
    BOOST_TEST(elsewhere->url == "http://other:2");
    BOOST_TEST(elsewhere->requires_signature);
    BOOST_TEST((elsewhere->timeout == 2s));
    BOOST_TEST(!where->find("sources.v1.Other", "where"));

    variable const wrong("YONDER_SOURCE_WRONG", "http://one:1 singed");
    BOOST_CHECK_EXCEPTION(yonder::environment_sources(), std::invalid_argument, [](auto const& caught) {
        return std::string(caught.what()) ==
               "YONDER_SOURCE_WRONG: \"singed\" is not known: behind the URL there may be "
               "\"signed\" and \"timeout=2s\"";
    });
}

BOOST_AUTO_TEST_CASE(the_environment_goes_before_the_file_and_that_before_code) {
    shop const by_code("code"), by_file("file"), by_environment("environment");
    file_of const file("[sources]\n\"sources.v1.Shelf\" = \"" + by_file.url() +
                       "\"\n[bind]\n\"sources.v1.Shelf\" = \"source\"\n");
    yonder::container code, with_file, with_both;
    for (auto* const objects : {&code, &with_file, &with_both}) {
        objects->sources(yonder::static_sources({{"sources.v1.Shelf", {by_code.url()}}}));
        objects->bind<Shelf>().to_source();
    }
    with_file.configure(file.path);
    {
        variable const said("YONDER_SOURCE_SOURCES_V1_SHELF__WHERE", by_environment.url());
        with_both.configure(file.path);
    }
    BOOST_TEST(code.get<Shelf>()->where() == "code");
    BOOST_TEST(with_file.get<Shelf>()->where() == "file");
    BOOST_TEST(with_both.get<Shelf>()->where() == "environment");
    BOOST_TEST(with_both.get<Shelf>()->elsewhere() == "file");
}

BOOST_AUTO_TEST_CASE(what_no_source_knows_is_found_at_the_start) {
    yonder::container none, missing, unsigned_one, nonsense;
    none.bind<Shelf>().to_source();
    BOOST_TEST(problem_of(none) ==
               "wiring: sources.v1.Shelf: leads to a source, but there is none: call sources() of the "
               "container, give to_source() one, or write a table [sources]");
    missing.bind<Shelf>().to_source(yonder::static_sources({{"sources.v1.Shelf/where", {"http://127.0.0.1:1"}}}));
    BOOST_TEST(problem_of(missing) ==
               "wiring: sources.v1.Shelf: no source knows where these methods are: elsewhere, slow: "
               "add \"sources.v1.Shelf\" to the source repository");
    BOOST_TEST((failure_of([&] { missing.get<Shelf>()->slow(); }).code == yonder::code::unavailable));
    yonder::source signed_one{"http://127.0.0.1:1", true};
    unsigned_one.bind<Shelf>().to_source(
        yonder::static_sources({{"sources.v1.Shelf", {"http://127.0.0.1:1"}}, {"sources.v1.Shelf/slow", signed_one}}));
    BOOST_TEST(problem_of(unsigned_one) ==
               "wiring: sources.v1.Shelf: the source of its method \"slow\", \"http://127.0.0.1:1\", wants signed "
               "requests: give the binding a key with signed_by");
    yonder::container hurried;
    hurried.bind<Shelf>().to_source(
        yonder::static_sources({{"sources.v1.Shelf", {"http://127.0.0.1:1"}},
                                {"sources.v1.Shelf/slow", {.url = "http://127.0.0.1:1", .timeout = -1s}}}));
    BOOST_TEST(
        problem_of(hurried) ==
        "wiring: sources.v1.Shelf: the source of its method \"slow\", \"http://127.0.0.1:1\", allows its calls no "
        "time: give it a timeout that is longer than zero");
    yonder::container misspelled;
    yonder::source const there{"http://127.0.0.1:1"};
    misspelled.bind<Shelf>().to_source(yonder::first_of({yonder::static_sources(
        {{"sources.v1.Shelf", there}, {"sources.v1.Shelf/were", there}, {"other/were", there}})}));
    BOOST_TEST(
        problem_of(misspelled) ==
        "wiring: sources.v1.Shelf: its source repository names the method \"were\", which is none of it: correct "
        "the name, or remove it");
    nonsense.bind<Shelf>().to_source(yonder::static_sources({{"sources.v1.Shelf", {"pigeon://one"}}}));
    BOOST_TEST(problem_of(nonsense).find("\"pigeon://one\" is no way to a server") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_no_source_knows_any_more_is_not_sent) {
    struct forgetful : yonder::source_repository {
        std::optional<yonder::source> find(std::string_view, std::string_view) const override {
            if (mode == 1)
                return std::nullopt;
            if (mode == 2)
                throw std::runtime_error("the registry is on fire");
            return yonder::source{"http://127.0.0.1:1", mode == 3};
        }
        std::atomic<int> mode = 0;
    };
    auto const where = std::make_shared<forgetful>();
    yonder::container objects;
    objects.bind<Shelf>().to_source(where);
    auto const shelf = objects.get<Shelf>();
    auto const text_in = [&](int mode) {
        where->mode = mode;
        auto const failed = failure_of([&] { shelf->where(); });
        BOOST_TEST((failed.reached == yonder::reached::not_sent));
        return failed.message;
    };
    BOOST_TEST(text_in(1) ==
               "sources.v1.Shelf.where: not sent: no source says where it is served: add it to the source "
               "repository of the container");
    BOOST_TEST(text_in(2) ==
               "sources.v1.Shelf.where: not sent: its source could not be found or used: the registry is on fire");
    BOOST_TEST(text_in(3) == "sources.v1.Shelf.where: not sent: \"http://127.0.0.1:1\" wants signed requests, and the "
                             "binding has no key: give it one with signed_by");
}

BOOST_AUTO_TEST_CASE(a_repository_that_throws_does_not_break_the_report) {
    struct broken : yonder::source_repository {
        std::optional<yonder::source> find(std::string_view, std::string_view) const override {
            throw std::runtime_error("out of order");
        }
    };
    yonder::container objects;
    objects.bind<Shelf>().to_source(std::make_shared<broken>());
    BOOST_TEST(objects.wiring().front() == "sources.v1.Shelf -> nowhere (out of order) (source)");
}

BOOST_AUTO_TEST_CASE(a_transport_that_makes_nothing_is_told) {
    yonder::container objects;
    objects.add_transport("null", [](std::string_view, yonder::app::target const&) { return nullptr; });
    objects.bind<Shelf>().to_remote("null://here");
    BOOST_CHECK_EXCEPTION(objects.get<Shelf>(), yonder::wiring_error, [](auto const& caught) {
        return std::string(caught.what()) ==
               "wiring: \"null://here\" is no way to a server: its transport made a null pointer";
    });
}

BOOST_AUTO_TEST_CASE(a_filter_that_comes_after_remote_objects_is_refused) {
    yonder::container objects;
    objects.bind<Shelf>().to_remote("http://127.0.0.1:1");
    objects.gather("early", [](yonder::request&) {});
    objects.get<Shelf>();
    BOOST_CHECK_EXCEPTION(
        objects.gather("late", [](yonder::request&) {}), yonder::wiring_error, [](auto const& caught) {
            return std::string(caught.what()) == "wiring: the filter \"late\" comes too late: remote objects have been "
                                                 "made without it: add it before get";
        });
}

BOOST_AUTO_TEST_CASE(a_source_limits_the_time_of_calls) {
    for (std::string const scheme : {"http", "yonder"}) {
        shop const one("one", scheme);
        yonder::source quick{one.url()};
        quick.timeout = 100ms;
        yonder::container objects;
        objects.bind<Shelf>().to_source(
            yonder::static_sources({{"sources.v1.Shelf", {one.url()}}, {"sources.v1.Shelf/slow", quick}}));
        auto const shelf = objects.get<Shelf>();
        BOOST_TEST(shelf->where() == "one");
        auto const begun = std::chrono::steady_clock::now();
        auto const failed = failure_of([&] { shelf->slow(); });
        BOOST_TEST((failed.code == yonder::code::deadline_exceeded), scheme << ": " << failed.message);
        BOOST_TEST(failed.message.find("within 100 ms, which is what its source allows") != failed.message.npos,
                   scheme << ": " << failed.message);
        BOOST_TEST((std::chrono::steady_clock::now() - begun < suite::patience), scheme);
        auto const later = failure_of([&] { yonder::async(shelf)->slow().get(); });
        BOOST_TEST((later.code == yonder::code::deadline_exceeded), scheme << ": " << later.message);
    }
}

BOOST_AUTO_TEST_CASE(a_source_limits_the_time_of_calls_to_a_server_that_is_silent) {
    bare::server const silent([](bare::server& self, bare::connection from) {
        while (!self.is_over() && !from.ends(20ms))
            ;
    });
    for (std::string const scheme : {"http", "yonder"}) {
        yonder::source quick{scheme + "://127.0.0.1:" + std::to_string(silent.port())};
        quick.timeout = 100ms;
        yonder::container objects;
        objects.bind<Shelf>().to_source(yonder::static_sources({{"sources.v1.Shelf", quick}}));
        auto const shelf = objects.get<Shelf>();
        for (bool const is_blocking : {true, false})
            BOOST_TEST_CONTEXT(scheme << (is_blocking ? ", blocking" : "")) {
                yonder::call_scope const scope{yonder::timeout(1min)};
                auto const begun = std::chrono::steady_clock::now();
                auto const failed =
                    failure_of([&] { return is_blocking ? shelf->where() : yonder::async(shelf)->where().get(); });
                BOOST_TEST((std::chrono::steady_clock::now() - begun < suite::patience));
                BOOST_TEST((failed.code == yonder::code::deadline_exceeded), failed.message);
                if (failed.reached != yonder::reached::not_sent) // of the wire, as there is no connection yet
                    BOOST_TEST(failed.message == "sources.v1.Shelf.where: no answer within 100 ms, which is what its "
                                                 "source allows: the call may have been executed; see what keeps the "
                                                 "server, or give the source a longer timeout");
            }
    }
}

BOOST_AUTO_TEST_CASE(a_source_that_wants_signatures_gets_them) {
    auto const secret = std::string("a secret of thirty-two bytes and more");
    auto const key = yonder::security::key::shared_secret("shelf", secret);
    yonder::security::verifier_options accepted;
    accepted.keys = {key};
    yonder::listener_options signed_only;
    signed_only.signatures = std::make_shared<yonder::security::verifier const>(accepted);
    signed_only.requires_signature = true;
    shop const one("one", "http", signed_only);
    auto const where = yonder::static_sources({{"sources.v1.Shelf", {one.url(), true}}});
    yonder::container with_key, without;
    with_key.bind<Shelf>().to_source(where).signed_by(key);
    BOOST_TEST(with_key.get<Shelf>()->where() == "one");
    without.bind<Shelf>().to_source(where);
    BOOST_CHECK_THROW(without.check(), yonder::wiring_error);
}

BOOST_AUTO_TEST_SUITE_END()
