// SPDX-License-Identifier: BSL-1.0
#include "../describe/contracts.hpp"

#include <yonder/proxy/facade.hpp>
#include <yonder/proxy/implement.hpp>

#include <boost/test/unit_test.hpp>

#include <map>
#include <string>
#include <vector>

namespace {

using bank::v1::Accounts;
using bank::v1::Money;

class Ledger : public Accounts {
public:
    Money balance(std::string const& account) const override { return {account == "a" ? 100 : 7, "EUR"}; }
    Money transfer(std::string const&, std::string const&, Money amount) override { return amount; }
};

// A described interface with every form of method, for proceed.
class Everything : public forms::All {
public:
    std::string name() const override { return "everything"; }
    void count() override { ++total_; }
    int total() const noexcept override { return total_; }
    int by_reference() & override { return 1; }
    int by_const_reference() const& override { return 2; }
    int find(int key) override { return key; }
    int find(std::string const& key) const override { return static_cast<int>(key.size()); }
    std::unique_ptr<int> moved(std::unique_ptr<int> value) override { return value; }
    std::string view(std::string_view text) override { return std::string(text); }

private:
    int total_ = 0;
};

} // namespace

BOOST_AUTO_TEST_SUITE(implement)

BOOST_AUTO_TEST_CASE(a_handler_gets_every_call_typed) {
    std::vector<std::string> seen;
    auto const accounts = yonder::implement<Accounts>([&](auto call) {
        seen.push_back(std::string(call.interface_name()) + "." + std::string(call.name()));
        if constexpr (call.name() == "transfer")
            return std::get<2>(call.arguments());
        else
            return Money{300, "USD"};
    });
    BOOST_TEST(accounts->balance("a").cents == 300);
    BOOST_TEST(accounts->transfer("a", "b", {5}).cents == 5);
    BOOST_TEST(seen.at(0) == "bank.v1.Accounts.balance");
    BOOST_TEST(seen.at(1) == "bank.v1.Accounts.transfer");
}

BOOST_AUTO_TEST_CASE(every_form_of_method_proceeds_to_its_target) {
    Everything target;
    int calls = 0;
    auto const proxy = yonder::implement<forms::All>([&](auto call) {
        ++calls;
        return call.proceed(target);
    });
    BOOST_TEST(proxy->name() == "everything");
    proxy->count();
    proxy->count();
    BOOST_TEST(proxy->total() == 2);
    BOOST_TEST(proxy->by_reference() == 1);
    BOOST_TEST(proxy->by_const_reference() == 2);
    BOOST_TEST(proxy->find(41) == 41);
    BOOST_TEST(proxy->find("four") == 4);
    BOOST_TEST(*proxy->moved(std::make_unique<int>(9)) == 9);
    BOOST_TEST(proxy->view("text") == "text");
    BOOST_TEST(calls == 10);
}

BOOST_AUTO_TEST_CASE(a_default_body_is_not_run_by_a_proxy_but_by_its_target) {
    Everything target;
    std::string seen;
    auto const proxy = yonder::implement<forms::All>([&](auto call) {
        seen = call.name();
        return call.proceed(target);
    });
    BOOST_TEST(proxy->defaulted(4) == 8);
    BOOST_TEST(seen == "defaulted");
}

BOOST_AUTO_TEST_CASE(a_proxy_of_a_derived_interface_serves_its_bases) {
    Everything target;
    auto const proxy = yonder::implement<forms::All>([&](auto call) { return call.proceed(target); });
    forms::Named const& named = *proxy;
    forms::Counting& counting = *proxy;
    counting.count();
    BOOST_TEST(named.name() == "everything");
    BOOST_TEST(counting.total() == 1);
}

BOOST_AUTO_TEST_CASE(arguments_can_be_used_again_when_they_are_copied) {
    Ledger target;
    int attempts = 0;
    auto const twice = yonder::implement<Accounts>([&](auto call) {
        ++attempts;
        (void)call.proceed_with_copies(target);
        ++attempts;
        return call.proceed(target);
    });
    std::string const currency = "a currency whose name is too long for the small string buffer";
    BOOST_TEST(twice->transfer("a", "b", Money{1, currency}).currency == currency);
    BOOST_TEST(attempts == 2);
}

BOOST_AUTO_TEST_CASE(exceptions_of_a_handler_reach_the_caller_as_they_are) {
    auto const failing = yonder::implement<Accounts>([](auto) -> Money { throw bank::v1::UnknownAccount{"x"}; });
    try {
        (void)failing->balance("x");
        BOOST_FAIL("nothing was thrown");
    } catch (bank::v1::UnknownAccount const& caught) {
        BOOST_TEST(caught.account == "x");
    }
}

BOOST_AUTO_TEST_CASE(a_handler_may_keep_what_cannot_be_copied) {
    auto counter = std::make_unique<int>(0);
    auto const proxy = yonder::implement<Unscoped>([counter = std::move(counter)](auto) mutable { return ++*counter; });
    BOOST_TEST(proxy->answer() == 1);
    BOOST_TEST(proxy->answer() == 2);
}

BOOST_AUTO_TEST_CASE(nested_and_empty_interfaces_are_implemented) {
    BOOST_TEST(yonder::implement<forms::Outer::Inner>([](auto) { return 5; })->ping() == 5);
    BOOST_TEST((yonder::implement<forms::Empty>([](auto) {}) != nullptr));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(facades)

BOOST_AUTO_TEST_CASE(a_facade_has_the_same_methods_with_other_results) {
    auto const described = yonder::make_facade<Accounts>([](auto call) {
        return std::string(call.name()) + "/" + std::to_string(std::tuple_size_v<decltype(call.arguments())>);
    });
    BOOST_TEST(described.balance("a") == "balance/1");
    BOOST_TEST(described.transfer("a", "b", {300}) == "transfer/3");
}

BOOST_AUTO_TEST_CASE(a_facade_keeps_overloads_apart) {
    auto const facade = yonder::make_facade<forms::All>([](auto call) { return call.wire_name(); });
    BOOST_TEST(facade.find(1) == "find");
    BOOST_TEST(facade.find("text") == "find_by_text");
    BOOST_TEST(facade.name() == "name");
    BOOST_TEST(facade.moved(nullptr) == "moved");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_CASE(the_method_table_finds_methods_by_their_name_on_the_wire) {
    using table = yonder::proxy::method_table<forms::All>;
    static_assert(table::find("name") == 0);
    static_assert(table::find("find_by_text") == 6);
    static_assert(table::find("Name") == table::none);
    static_assert(table::find("") == table::none);
    static_assert(table::is_unambiguous());
    BOOST_TEST(table::size == 10u);
}
