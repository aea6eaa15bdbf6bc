// SPDX-License-Identifier: BSL-1.0
#include "../describe/contracts.hpp"
#include "../support/problem_of.hpp"

#include <yonder/app/container.hpp>
#include <yonder/call/error.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <exception>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using bank::v1::Accounts;
using bank::v1::Money;

class Audit { // not described: for this process only
public:
    virtual ~Audit() = default;
    virtual int count() const = 0;
};

class Ledger : public Accounts {
public:
    Money balance(std::string const&) const override { return {100, "EUR"}; }
    Money transfer(std::string const& from, std::string const&, Money amount) override {
        if (from == "nobody")
            throw bank::v1::UnknownAccount{from};
        return amount;
    }
};

class Counter : public Audit {
public:
    int count() const override { return 7; }
};

class Teller {
public:
    virtual ~Teller() = default;
    virtual std::int64_t total() = 0;
};

class Desk : public Teller {
public:
    Desk(std::shared_ptr<Accounts> accounts, std::shared_ptr<Audit> audit)
        : accounts_(std::move(accounts)), audit_(std::move(audit)) {}
    std::int64_t total() override { return accounts_->balance("a").cents + audit_->count(); }

private:
    std::shared_ptr<Accounts> accounts_;
    std::shared_ptr<Audit> audit_;
};

struct Hen;
struct Egg {
    explicit Egg(std::shared_ptr<Hen>) {}
};
struct Hen {
    explicit Hen(std::shared_ptr<Egg>) {}
};

// A file that is there for one test.
class temporary_file {
public:
    explicit temporary_file(std::string const& text) {
        int const descriptor = mkstemp(path_.data());
        BOOST_REQUIRE(descriptor >= 0);
        close(descriptor);
        std::ofstream(path_) << text;
    }
    ~temporary_file() { std::remove(path_.c_str()); }
    std::string const& path() const { return path_; }

private:
    std::string path_ = "/tmp/yonder-test-XXXXXX";
};

class variable {
public:
    variable(char const* name, char const* value) : name_(name) { setenv(name, value, 1); }
    ~variable() { unsetenv(name_); }

private:
    char const* name_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(containers)

BOOST_AUTO_TEST_CASE(a_binding_gives_the_object_itself) {
    yonder::container app;
    auto const ledger = std::make_shared<Ledger>();
    app.bind<Accounts>().to(ledger);
    BOOST_TEST(app.get<Accounts>().get() == ledger.get());
}

BOOST_AUTO_TEST_CASE(an_object_is_made_once_with_its_dependencies) {
    yonder::container app;
    app.bind<Accounts>().to<Ledger>();
    app.bind<Audit>().to<Counter>();
    app.bind<Teller>().to<Desk, Accounts, Audit>();
    app.check();
    BOOST_TEST(app.get<Teller>()->total() == 107);
    BOOST_TEST(app.get<Teller>().get() == app.get<Teller>().get());
}

BOOST_AUTO_TEST_CASE(a_transient_object_is_made_each_time) {
    yonder::container app;
    app.bind<Accounts>().to<Ledger>().transient();
    BOOST_TEST(app.get<Accounts>().get() != app.get<Accounts>().get());
}

BOOST_AUTO_TEST_CASE(a_factory_makes_the_object_and_may_ask_the_container) {
    yonder::container app;
    app.bind<Audit>().to([] { return std::make_unique<Counter>(); });
    app.bind<Accounts>().to([] { return std::make_shared<Ledger>(); });
    app.bind<Teller>().to(
        [](yonder::container& from) { return std::make_shared<Desk>(from.get<Accounts>(), from.get<Audit>()); });
    BOOST_TEST(app.get<Teller>()->total() == 107);
}

BOOST_AUTO_TEST_CASE(bindings_of_one_interface_are_told_apart_by_name) {
    yonder::container app;
    auto const eu = std::make_shared<Ledger>();
    auto const us = std::make_shared<Ledger>();
    app.bind<Accounts>("eu").to(eu);
    app.bind<Accounts>("us").to(us);
    app.bind<Audit>().to<Counter>();
    app.bind<Teller>().to<Desk, yonder::named<Accounts, "us">, Audit>();
    BOOST_TEST(app.get<Accounts>("eu").get() == eu.get());
    BOOST_TEST(app.get<Accounts>("us").get() == us.get());
    BOOST_TEST(app.get<Teller>()->total() == 107);
    BOOST_TEST(suite::problem_of<yonder::wiring_error>([&] { (void)app.get<Accounts>(); }) ==
               "wiring: bank::v1::Accounts: is not bound: call bind for it before get");
}

BOOST_AUTO_TEST_CASE(an_isolated_binding_shares_nothing_and_throws_by_type) {
    yonder::container app;
    app.bind<Accounts>().to_isolated<Ledger>();
    auto const accounts = app.get<Accounts>();
    BOOST_TEST((dynamic_cast<Ledger*>(accounts.get()) == nullptr));
    BOOST_TEST(accounts->transfer("a", "b", {5, "USD"}).currency == "USD");
    BOOST_CHECK_EXCEPTION((void)accounts->transfer("nobody", "b", {}), bank::v1::UnknownAccount,
                          [](auto const& caught) { return caught.account == "nobody"; });
}

BOOST_AUTO_TEST_CASE(binding_twice_is_refused) {
    yonder::container app;
    app.bind<Accounts>().to<Ledger>();
    BOOST_TEST(suite::problem_of<yonder::wiring_error>([&] { app.bind<Accounts>(); }) ==
               "wiring: bank.v1.Accounts: is bound already: bind it once, or give this binding another name");
}

BOOST_AUTO_TEST_CASE(check_lists_every_problem_at_once) {
    yonder::container app;
    app.bind<Accounts>();
    app.bind<Teller>().to<Desk, Accounts, Audit>();
    app.bind<forms::Named>().to_remote("carrier-pigeon://roof");
    temporary_file const file("[bind]\n\"bank.v1.Acounts\" = \"local\"\n\"forms.Counting\" = \"isolated\"\n"
                              "[host]\nexpose = [\"bank.v1.Nothing\"]\n");
    app.bind<forms::Counting>();
    app.configure(file.path());
    try {
        app.check();
        BOOST_FAIL("nothing was found");
    } catch (yonder::wiring_error const& caught) {
        std::vector<std::string> const expected{
            "(anonymous namespace)::Teller: depends on (anonymous namespace)::Audit, which is not bound: call bind for "
            "it",
            "bank.v1.Accounts: is bound to nothing: say where it leads, in code with to() or to_remote(), or in a file "
            "under "
            "[bind], or with YONDER_BIND_BANK_V1_ACCOUNTS",
            "bank.v1.Acounts: is in " + file.path() +
                ", but the program does not bind it: see the spelling, or call bind for it",
            "bank.v1.Nothing: is to be exposed, says " + file.path() + ", but the program does not bind it",
            "forms.Counting: has a noexcept method, so it cannot be isolated (said by " + file.path() +
                "): drop the noexcept, or bind it to an object of this process",
            "forms.Counting: is to be an object of this process (said by " + file.path() +
                "), but code gives none: bind it in code with to<Implementation>()",
            "forms.Named: \"carrier-pigeon://roof\" is no way to a server: write \"local\", \"isolated\", \"source\", "
            "or a URL "
            "that begins "
            "with one of http://, http+unix://, https://, yonder://, yonder+tls://, yonder+unix://"};
        BOOST_TEST(caught.problems() == expected, boost::test_tools::per_element());
        BOOST_TEST(std::string(caught.what()).starts_with("wiring: 7 problems:\n  - "));
    }
}

BOOST_AUTO_TEST_CASE(cycles_are_found_by_check_and_by_get) {
    yonder::container app;
    app.bind<Egg>().to<Egg, Hen>();
    app.bind<Hen>().to<Hen, Egg>();
    std::string const found = suite::problem_of<yonder::wiring_error>([&] { app.check(); });
    BOOST_TEST(found.find("depends on itself") != std::string::npos);
    BOOST_TEST(found.find("break the cycle") != std::string::npos);
    BOOST_TEST(suite::problem_of<yonder::wiring_error>([&] { (void)app.get<Egg>(); }) ==
               "wiring: (anonymous namespace)::Egg: depends on itself: (anonymous namespace)::Egg -> (anonymous "
               "namespace)::Hen -> (anonymous namespace)::Egg");
}

BOOST_AUTO_TEST_CASE(a_missing_dependency_names_who_needs_it) {
    yonder::container app;
    app.bind<Accounts>().to<Ledger>();
    app.bind<Teller>().to(
        [](yonder::container& from) { return std::make_shared<Desk>(from.get<Accounts>(), from.get<Audit>()); });
    BOOST_TEST(
        suite::problem_of<yonder::wiring_error>([&] { (void)app.get<Teller>(); }) ==
        "wiring: (anonymous namespace)::Audit, which (anonymous namespace)::Teller depends on,: is not bound: call "
        "bind for it before get");
}

BOOST_AUTO_TEST_CASE(an_interface_that_is_not_described_cannot_be_sent_away) {
    yonder::container app;
    app.bind<Audit>().to<Counter>();
    temporary_file const file("[bind]\n\"(anonymous namespace)::Audit\" = \"http://127.0.0.1:1\"\n");
    app.configure(file.path());
    BOOST_TEST(suite::problem_of<yonder::wiring_error>([&] { (void)app.get<Audit>(); }) ==
               "wiring: (anonymous namespace)::Audit: is not described, so it cannot be remote (said by " +
                   file.path() + "): describe it with YONDER_INTERFACE, or bind it to an object of this process");
}

BOOST_AUTO_TEST_CASE(a_file_goes_before_code_and_the_environment_before_the_file) {
    yonder::container app;
    app.bind<Accounts>().to<Ledger>();
    temporary_file const file("[bind]\n\"bank.v1.Accounts\" = { to = \"isolated\", timeout = \"250ms\" }\n");
    app.configure(file.path());
    BOOST_TEST(app.wiring() == std::vector<std::string>{"bank.v1.Accounts -> isolated (" + file.path() + ")"},
               boost::test_tools::per_element());
    variable const set("YONDER_BIND_BANK_V1_ACCOUNTS", "local");
    app.configure();
    BOOST_TEST(app.wiring() == std::vector<std::string>{"bank.v1.Accounts -> local (YONDER_BIND_BANK_V1_ACCOUNTS)"},
               boost::test_tools::per_element());
    BOOST_TEST((dynamic_cast<Ledger*>(app.get<Accounts>().get()) != nullptr));
}

BOOST_AUTO_TEST_CASE(a_variable_for_nothing_is_a_problem) {
    yonder::container app;
    variable const set("YONDER_BIND_BANK_V1_ACOUNTS", "local");
    app.configure();
    BOOST_TEST(
        suite::problem_of<yonder::wiring_error>([&] { app.check(); }) ==
        "wiring: YONDER_BIND_BANK_V1_ACOUNTS: is in the environment, but the program binds nothing of that name");
}

BOOST_AUTO_TEST_CASE(a_named_binding_is_configured_behind_an_at_sign) {
    yonder::container app;
    app.bind<Accounts>("eu").to<Ledger>();
    temporary_file const file("[bind]\n\"bank.v1.Accounts@eu\" = \"isolated\"\n");
    app.configure(file.path());
    app.check();
    BOOST_TEST(app.wiring().front() == "bank.v1.Accounts@eu -> isolated (" + file.path() + ")");
    variable const set("YONDER_BIND_BANK_V1_ACCOUNTS__EU", "local");
    app.configure();
    BOOST_TEST(app.wiring().front() == "bank.v1.Accounts@eu -> local (YONDER_BIND_BANK_V1_ACCOUNTS__EU)");
}

BOOST_AUTO_TEST_CASE(what_a_file_says_wrong_is_told_with_its_line) {
    yonder::container app;
    temporary_file const file("colour = 1\n[bind]\n\"a.B\" = 7\n\"a.C\" = { to = \"local\", timeout = \"soon\" }\n"
                              "\"a.D\" = { where = \"local\" }\n[host]\nlisten = \"http://x\"\nport = 1\n");
    try {
        app.configure(file.path());
        BOOST_FAIL("it was understood");
    } catch (yonder::wiring_error const& caught) {
        std::string const text = caught.what();
        for (std::string const expected :
             {":1: colour is not known: a file has the key name and the tables [bind], [sources] and [host]",
              ":3: bind.\"a.B\" must be \"local\"",
              ":4: bind.\"a.C\".timeout must be a positive time such as \"250ms\", \"2s\" or \"1min\", not \"soon\"",
              ":5: bind.\"a.D\".where is not known: the keys are to, timeout, retries, ca_file and format",
              ":7: host.listen must be a list of URLs, or of tables such as { name = \"outer\", url",
              ":8: host.port is not known: the keys are listen, expose and development"})
            BOOST_TEST(text.find(file.path() + expected) != std::string::npos, expected << " is not in " << text);
    }
    temporary_file const broken("[bind\n");
    BOOST_TEST(suite::problem_of<yonder::wiring_error>([&] {
                   app.configure(broken.path());
               }).starts_with("wiring: " + broken.path() + ":1: "));
    BOOST_TEST(suite::problem_of<yonder::wiring_error>([&] { app.configure("/nowhere/wiring.toml"); }) ==
               "wiring: /nowhere/wiring.toml cannot be read: No such file or directory");
    temporary_file const bare("[bind]\nbank.v1.Accounts = \"local\"\n");
    BOOST_TEST(suite::problem_of<yonder::wiring_error>([&] { app.configure(bare.path()); }) ==
               "wiring: " + bare.path() +
                   ":2: bind.bank.v1.Accounts has dots outside of quotes: put the name of the interface in quotes, as "
                   "in \"bank.v1.Accounts\" = \"local\"");
    temporary_file const short_name("[bind]\nbank.Accounts = \"local\"\n");
    BOOST_TEST(
        suite::problem_of<yonder::wiring_error>([&] { app.configure(short_name.path()); }) ==
        "wiring: " + short_name.path() +
            ":2: bind.\"bank\".Accounts is not known: the keys are to, timeout, retries, ca_file and format; a name "
            "with dots stands in quotes: \"bank.Accounts\"");
    temporary_file const twice("[bind]\n\"a.B\" = \"local\"\n  \"a.B\"  = \"isolated\"\n");
    BOOST_TEST(suite::problem_of<yonder::wiring_error>([&] { app.configure(twice.path()); }) ==
               "wiring: " + twice.path() + ":3: \"a.B\" is there already: keep one of the two");
    temporary_file const formless("[bind]\n\"a.B\" = { to = \"local\", format = \"xml\" }\n");
    BOOST_TEST(suite::problem_of<yonder::wiring_error>([&] {
                   app.configure(formless.path());
               }).find(":2: bind.\"a.B\".format must be \"json\" or \"binary\", not \"xml\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_object_of_a_unique_pointer_is_bound_too) {
    yonder::container app;
    app.bind<Accounts>().to(std::make_unique<Ledger>());
    BOOST_TEST((dynamic_cast<Ledger*>(app.get<Accounts>().get()) != nullptr));
    BOOST_TEST(app.get<Accounts>() == app.get<Accounts>());
}

BOOST_AUTO_TEST_CASE(a_factory_that_returns_nothing_is_a_problem) {
    yonder::container app;
    app.bind<Accounts>().to([] { return std::shared_ptr<Accounts>(); });
    BOOST_TEST(suite::problem_of<yonder::wiring_error>([&] { (void)app.get<Accounts>(); }) ==
               "wiring: bank.v1.Accounts: its factory returned a null pointer");
}

BOOST_AUTO_TEST_CASE(an_object_that_is_a_null_pointer_is_a_problem) {
    yonder::container app;
    app.bind<Accounts>().to(std::shared_ptr<Ledger>());
    std::string const expected = "wiring: bank.v1.Accounts: the object that to() was given is a null pointer: give it "
                                 "one that is not, or a function that makes the object later";
    BOOST_TEST(suite::problem_of<yonder::wiring_error>([&] { app.check(); }) == expected);
    BOOST_TEST(suite::problem_of<yonder::wiring_error>([&] { (void)app.get<Accounts>(); }) == expected);
}

BOOST_AUTO_TEST_CASE(what_a_constructor_or_factory_throws_names_the_binding_and_is_nested) {
    yonder::container app;
    app.bind<Accounts>().to([]() -> std::shared_ptr<Accounts> { throw std::out_of_range("no such file"); });
    app.bind<Audit>().to<Counter>();
    app.bind<Teller>().to<Desk, Accounts, Audit>();
    std::string const expected =
        "wiring: bank.v1.Accounts: cannot be made: its constructor or factory threw: no such file";
    BOOST_TEST(suite::problem_of<yonder::wiring_error>([&] { (void)app.get<Accounts>(); }) == expected);
    BOOST_TEST(suite::problem_of<yonder::wiring_error>([&] { (void)app.get<Teller>(); }) == expected);
    try {
        (void)app.get<Accounts>();
    } catch (yonder::wiring_error const& caught) {
        BOOST_CHECK_THROW(std::rethrow_if_nested(caught), std::out_of_range);
    }
}

BOOST_AUTO_TEST_CASE(a_certificate_authority_for_what_is_not_tls_is_a_problem) {
    yonder::container app;
    app.bind<Accounts>().to_remote("http://127.0.0.1:1").trust("ca.pem");
    BOOST_TEST(suite::problem_of<yonder::wiring_error>([&] { app.check(); }) ==
               "wiring: bank.v1.Accounts: has the ca_file \"ca.pem\", but \"http://127.0.0.1:1\" is not TLS, so that "
               "nobody's certificate is looked at: write https://, or drop the ca_file");
    yonder::container shown;
    shown.bind<Accounts>().to_remote("yonder://127.0.0.1:1").certificate("us.pem", "us.key");
    BOOST_TEST(suite::problem_of<yonder::wiring_error>([&] { shown.check(); }) ==
               "wiring: bank.v1.Accounts: has the certificate \"us.pem\", but \"yonder://127.0.0.1:1\" is not TLS, so "
               "that nobody is shown it: write https://, or drop the certificate");
    yonder::container secure;
    secure.bind<Accounts>().to_remote("https://bank.example").trust("ca.pem");
    variable const set("YONDER_BIND_BANK_V1_ACCOUNTS", "http://127.0.0.1:1");
    secure.configure();
    BOOST_TEST(suite::problem_of<yonder::wiring_error>([&] { secure.check(); }) ==
               "no problem"); // it was for the server that code names
}

BOOST_AUTO_TEST_CASE(the_letters_of_a_scheme_may_be_large) {
    yonder::container app;
    app.bind<Accounts>().to_remote("HTTP://127.0.0.1:1");
    app.check();
    BOOST_TEST((app.get<Accounts>() != nullptr));
}

BOOST_AUTO_TEST_CASE(variables_that_are_not_understood_are_problems) {
    yonder::container app;
    variable const misspelt("YONDER_LISTN", "http://127.0.0.1:0");
    variable const nameless("YONDER_BIND", "local");
    variable const neither("YONDER_DEVELOPMENT", "maybe");
    std::string const known =
        " is not known: the environment has YONDER_LISTEN, YONDER_EXPOSE, YONDER_DEVELOPMENT, YONDER_NAME, "
        "for each binding one such as YONDER_BIND_BANK_V1_ACCOUNTS, and for each source one such as "
        "YONDER_SOURCE_BANK_V1_ACCOUNTS";
    BOOST_TEST(suite::problem_of<yonder::wiring_error>([&] { app.configure(); }) ==
               "wiring: 3 problems:\n  - YONDER_BIND" + known +
                   "\n  - YONDER_DEVELOPMENT must be true or false, not \"maybe\"\n  - YONDER_LISTN" + known);
}

BOOST_AUTO_TEST_CASE(a_transport_of_the_users_own_serves_its_scheme) {
    struct refusing final : yonder::invoker {
        void start(yonder::request& what, std::shared_ptr<yonder::exchange> caller) override {
            yonder::failure failed;
            failed.code = yonder::code::unavailable;
            failed.message = std::string(what.method().name) + " is out";
            caller->fail(failed);
        }
    };
    yonder::container app;
    app.add_transport("pigeon",
                      [](std::string_view, yonder::app::target const&) { return std::make_shared<refusing>(); });
    app.bind<Accounts>().to_remote("pigeon://roof");
    app.check();
    BOOST_CHECK_EXCEPTION((void)app.get<Accounts>()->balance("a"), yonder::invoke_error,
                          [](auto const& caught) { return caught.what() == std::string("balance is out"); });
}

BOOST_AUTO_TEST_SUITE_END()
