// SPDX-License-Identifier: BSL-1.0
// The two ends of the waist, joined without a transport.
#include "../describe/contracts.hpp"

#include <yonder/call/error.hpp>
#include <yonder/call/log.hpp>
#include <yonder/rpc/remote.hpp>

#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace odd::v1 {

// A type of the user's own that has no form at all.
struct Formless {
    int value = 0;
};
inline int yonder_to_wire(Formless const&) { throw std::runtime_error("a secret of the server"); }
inline Formless yonder_from_wire(std::type_identity<Formless>, int value) { return {value}; }

class Maker {
public:
    virtual ~Maker() = default;
    virtual Formless make() = 0;
    virtual void take(std::vector<Formless> const& values) = 0;
};
YONDER_INTERFACE(Maker, (), (make), (take, values))

class RealMaker : public Maker {
public:
    Formless make() override { return {}; }
    void take(std::vector<Formless> const&) override {}
};

} // namespace odd::v1

namespace rpc = yonder::rpc;
using bank::v1::Accounts;
using bank::v1::Money;

namespace {

struct Undeclared {};

class Ledger : public Accounts {
public:
    Money balance(std::string const& account) const override {
        if (account == "secret")
            throw std::runtime_error("the password is 1234");
        if (account == "undeclared")
            throw Undeclared();
        if (account == "downstream")
            throw yonder::invoke_error(yonder::code::unavailable, "http://10.0.0.7:8080: nobody answers there");
        return {100, "EUR"};
    }
    Money transfer(std::string const&, std::string const&, Money amount) override { return amount; }
};

// Calls a method with arguments as text, and gives the reply or the failure as text.
std::string call(std::string_view method, std::string_view arguments, rpc::dispatcher_options options = {},
                 yonder::uuid id = {}) {
    auto const service = rpc::make_service<Accounts>(std::make_shared<Ledger>(), options);
    auto const* const described = service.description->find(method);
    BOOST_REQUIRE(described);
    yonder::request what(*described, arguments, yonder::format::json);
    what.header.id = id;
    auto const caller = std::make_shared<yonder::blocking_exchange>();
    service.target->start(what, caller);
    auto outcome = caller->take();
    if (auto const* const reply = std::get_if<yonder::payload>(&outcome))
        return reply->bytes;
    auto const& failed = std::get<yonder::failure>(outcome);
    return std::string(to_string(failed.code)) + ": " + failed.message;
}

struct silence {
    silence() {
        yonder::set_log_sink([this](yonder::log_level, std::string_view line) { logged = line; });
    }
    ~silence() { yonder::set_log_sink(nullptr); }
    std::string logged;
};

} // namespace

BOOST_AUTO_TEST_SUITE(dispatching)

BOOST_AUTO_TEST_CASE(an_interface_is_described_at_run_time) {
    auto const& described = rpc::describe_interface<Accounts>();
    BOOST_TEST(described.name == "bank.v1.Accounts");
    BOOST_REQUIRE(described.methods.size() == 2u);
    BOOST_TEST(full_name(described.methods[1]) == "bank.v1.Accounts.transfer");
    BOOST_TEST(described.methods[1].parameter_names[2] == "amount");
    BOOST_TEST(described.methods[0].is_idempotent);
    BOOST_TEST(!described.methods[1].is_idempotent);
    BOOST_TEST(described.find("Balance") == nullptr);
    BOOST_TEST(described.find("") == nullptr);
}

BOOST_AUTO_TEST_CASE(arguments_come_by_name_or_in_order) {
    BOOST_TEST(call("balance", R"({"account":"a"})") == R"({"cents":100,"currency":"EUR"})");
    BOOST_TEST(call("balance", R"(["a"])") == R"({"cents":100,"currency":"EUR"})");
    BOOST_TEST(call("transfer", R"({"amount":{"cents":5},"to":"b","from":"a"})") == R"({"cents":5,"currency":"EUR"})");
}

BOOST_AUTO_TEST_CASE(a_wrong_argument_is_told_with_method_and_path_and_nothing_runs) {
    BOOST_TEST(call("transfer", R"({"from":"a","to":"b","amount":{"cents":"ten"}})") ==
               "invalid_argument: bank.v1.Accounts.transfer: amount.cents: expected an integer, got \"ten\" (line 1, "
               "column 40)");
    BOOST_TEST(
        call("transfer", R"({"from":"a","to":"b"})") ==
        "invalid_argument: bank.v1.Accounts.transfer: missing argument \"amount\": the arguments are from, to, amount "
        "(line 1, column 1)");
}

BOOST_AUTO_TEST_CASE(unknown_arguments_are_refused_in_development) {
    rpc::dispatcher_options options;
    BOOST_TEST(call("balance", R"({"account":"a","colour":1})", options) == R"({"cents":100,"currency":"EUR"})");
    options.development = true;
    BOOST_TEST(call("balance", R"({"account":"a","colour":1})", options) ==
               "invalid_argument: bank.v1.Accounts.balance: unknown argument \"colour\": known are account (line 1, "
               "column 16)");
}

BOOST_AUTO_TEST_CASE(the_text_of_an_undeclared_exception_goes_to_the_log_and_to_developers) {
    silence quiet;
    BOOST_TEST(
        call("balance", R"(["secret"])") ==
        "unknown: bank.v1.Accounts.balance: failed with an exception that its interface does not declare; the log of "
        "the server has the reason");
    BOOST_TEST(quiet.logged ==
               "bank.v1.Accounts.balance: failed with an exception that its interface does not declare: the "
               "password is 1234");
    rpc::dispatcher_options options;
    options.development = true;
    BOOST_TEST(
        call("balance", R"(["secret"])", options) ==
        "unknown: bank.v1.Accounts.balance: failed with an exception that its interface does not declare: the password "
        "is 1234");
}

BOOST_AUTO_TEST_CASE(a_line_of_the_log_names_the_call) {
    silence quiet;
    auto const id = *yonder::uuid_from_string("018f3c2e-7a10-7c4f-9a55-0242ac120002");
    call("balance", R"(["secret"])", {}, id);
    BOOST_TEST(quiet.logged ==
               "call 018f3c2e-7a10-7c4f-9a55-0242ac120002: bank.v1.Accounts.balance: failed with an exception that its "
               "interface does not declare: the password is 1234");
}

BOOST_AUTO_TEST_CASE(an_exception_that_is_no_std_exception_is_told_by_its_type) {
    silence quiet;
    BOOST_TEST(call("balance", R"(["undeclared"])") ==
               "unknown: bank.v1.Accounts.balance: failed with an exception that its interface does not declare; the "
               "log of the server has the reason");
    BOOST_TEST(
        quiet.logged ==
        "bank.v1.Accounts.balance: failed with an exception that its interface does not declare: an exception of "
        "the type (anonymous namespace)::Undeclared, which is not a std::exception: if it is a described struct, "
        "declare it with YONDER_THROWS");
}

BOOST_AUTO_TEST_CASE(a_result_without_a_form_is_told_as_that_and_what_user_code_says_of_it_stays_in) {
    silence quiet;
    auto const maker = rpc::make_isolated<odd::v1::Maker>(std::make_shared<odd::v1::RealMaker>());
    auto const message_of = [](auto const& action) -> std::string {
        try {
            action();
        } catch (yonder::error const& caught) {
            return caught.what();
        }
        return "no error";
    };
    BOOST_TEST(message_of([&] { (void)maker->make(); }) ==
               "odd.v1.Maker.make: the result has no form; the log of the server has the reason");
    BOOST_TEST(quiet.logged.starts_with("call "));
    BOOST_TEST(quiet.logged.ends_with(": odd.v1.Maker.make: the result has no form: result: a secret of the server"),
               quiet.logged);
    BOOST_TEST(message_of([&] { maker->take({{}}); }) ==
               "odd.v1.Maker.take: the arguments have no form: values[0]: a secret of the server");
}

BOOST_AUTO_TEST_CASE(a_failed_call_of_the_service_keeps_its_code_and_hides_its_address) {
    silence quiet;
    BOOST_TEST(call("balance", R"(["downstream"])") == "unavailable: bank.v1.Accounts.balance: a call that it depends "
                                                       "on failed; the log of the server has the reason");
    BOOST_TEST(quiet.logged.find("10.0.0.7") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(limits_of_size_and_depth_hold) {
    rpc::dispatcher_options options;
    options.max_size = 20;
    BOOST_TEST(call("balance", R"({"account":"a longer name than that"})", options)
                   .find("more than the 20 that are allowed") != std::string::npos);
    options.max_size = 1000;
    options.max_depth = 2;
    BOOST_TEST(call("balance", R"({"account":"a","x":[[[]]]})", options).find("more than 2 levels") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_filter_reads_and_changes_arguments_without_knowing_their_types) {
    auto const service = rpc::make_service<Accounts>(std::make_shared<Ledger>());
    boost::json::value seen;
    auto const doubling = [&](yonder::request& what, std::shared_ptr<yonder::exchange> caller,
                              std::shared_ptr<yonder::invoker> const& next) {
        auto arguments = what.to_value();
        seen = arguments;
        if (what.method().name == "transfer") {
            auto& cents = arguments.as_object()["amount"].as_object()["cents"];
            cents = cents.as_int64() * 2;
            what.set_arguments(arguments);
        }
        next->start(what, std::move(caller));
    };
    auto const accounts = rpc::make_remote<Accounts>(yonder::filtered(service.target, doubling));
    BOOST_TEST(accounts->transfer("a", "b", {21, "EUR"}).cents == 42);
    BOOST_TEST(seen.at("from").as_string() == "a");
}

BOOST_AUTO_TEST_CASE(a_reply_that_does_not_fit_names_the_place) {
    struct liar final : yonder::invoker {
        void start(yonder::request&, std::shared_ptr<yonder::exchange> caller) override {
            caller->reply({yonder::format::json, R"({"cents":"many"})"});
        }
    };
    auto const accounts = rpc::make_remote<Accounts>(std::make_shared<liar>());
    BOOST_CHECK_EXCEPTION((void)accounts->balance("a"), yonder::invoke_error, [](auto const& caught) {
        return caught.code() == yonder::code::internal && caught.reached() == yonder::reached::executed &&
               caught.what() ==
                   std::string("bank.v1.Accounts.balance: the reply does not fit the method: cents: expected an "
                               "integer, got \"many\" (line 1, column 10); see that both sides have the same "
                               "version of the interface");
    });
}

BOOST_AUTO_TEST_CASE(an_owned_request_outlives_its_arguments) {
    auto const service = rpc::make_service<Accounts>(std::make_shared<Ledger>());
    std::optional<yonder::request> kept;
    {
        std::string const account = "a long name that is not in the object itself";
        std::tuple<std::string const&> const arguments(account);
        yonder::request borrowed(*service.description->find("balance"), &arguments);
        kept.emplace(borrowed.own());
    }
    std::string buffer;
    BOOST_TEST(kept->bytes(yonder::format::json, buffer) ==
               R"({"account":"a long name that is not in the object itself"})");
    auto const again = kept->own();
    BOOST_TEST(again.bytes(yonder::format::json, buffer).data() == kept->bytes(yonder::format::json, buffer).data());
}

BOOST_AUTO_TEST_SUITE_END()
