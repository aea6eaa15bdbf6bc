// SPDX-License-Identifier: BSL-1.0
#include "contracts.hpp"

#include <boost/describe/members.hpp>
#include <boost/mp11/list.hpp>
#include <boost/test/unit_test.hpp>

#include <type_traits>

namespace describe = yonder::describe;

namespace {

struct Mixed {
    virtual ~Mixed() = default;
    virtual int pure(std::string const& text) const noexcept = 0;
    virtual void with_body() & {}
    int plain(std::string const&, int) const { return 0; }
    int plain(double) { return 0; }
    static void of_the_class() {}
    int data = 0;
};
struct Derived : Mixed {
    virtual void later() = 0;
};
struct Virtually : virtual Mixed {
    virtual void later() = 0;
    void plainly() {}
};

} // namespace

BOOST_AUTO_TEST_SUITE(interfaces)

BOOST_AUTO_TEST_CASE(an_interface_lists_its_methods_with_parameter_names) {
    using balance = describe::method<bank::v1::Accounts, 0>;
    using transfer = describe::method<bank::v1::Accounts, 1>;
    static_assert(balance::name() == "balance");
    static_assert(balance::parts::is_const && !transfer::parts::is_const);
    static_assert(transfer::parameter_names().size() == 3);
    static_assert(transfer::parameter_names()[0] == "from");
    static_assert(transfer::parameter_names()[2] == "amount");
    static_assert(std::is_same_v<transfer::result_type, bank::v1::Money>);
    BOOST_TEST(describe::methods_of<bank::v1::Accounts>::size == 2u);
}

BOOST_AUTO_TEST_CASE(annotations_are_found_by_type) {
    using balance = describe::method<bank::v1::Accounts, 0>;
    static_assert(balance::has<yonder::idempotent>());
    static_assert(balance::get<yonder::doc>().text == "What is left.");
    static_assert(!describe::method<bank::v1::Accounts, 1>::has<yonder::idempotent>());
    BOOST_TEST((describe::method<forms::All, 3>::get<forms::Marker>().level == 3));
}

BOOST_AUTO_TEST_CASE(methods_of_bases_come_first_and_once) {
    using list = describe::methods_of<forms::All>;
    BOOST_TEST(list::size == 10u);
    static_assert(describe::type_at<0, list>::type::name() == "name");
    static_assert(describe::type_at<2, list>::type::name() == "total");
    static_assert(describe::type_at<2, list>::type::parts::is_noexcept);
    static_assert(describe::type_at<9, list>::type::name() == "view");
}

BOOST_AUTO_TEST_CASE(an_overload_has_a_wire_name_of_its_own) {
    static_assert(describe::method<forms::All, 2>::wire_name() == "find");
    static_assert(describe::method<forms::All, 3>::wire_name() == "find_by_text");
    static_assert(describe::method<forms::All, 3>::name() == "find");
    BOOST_TEST(true);
}

BOOST_AUTO_TEST_CASE(declared_exceptions_carry_their_code) {
    using throws = describe::throws_of<bank::v1::Accounts>;
    static_assert(throws::size == 2);
    static_assert(describe::type_at<0, throws>::type::value == yonder::code::failed_precondition);
    static_assert(describe::type_at<1, throws>::type::value == yonder::code::not_found);
    static_assert(std::is_same_v<describe::type_at<1, throws>::type::type, bank::v1::UnknownAccount>);
    BOOST_TEST(describe::throws_of<forms::Empty>::size == 0u);
}

BOOST_AUTO_TEST_CASE(nested_global_and_empty_interfaces_are_described) {
    BOOST_TEST(yonder::type_name<forms::Outer::Inner>() == "forms.Outer.Inner");
    BOOST_TEST(yonder::type_name<Unscoped>() == "Unscoped");
    BOOST_TEST(describe::methods_of<forms::Empty>::size == 0u);
    static_assert(yonder::described_interface<forms::Outer::Inner>);
}

BOOST_AUTO_TEST_CASE(an_interface_is_a_described_class_of_boost) {
    using members = boost::describe::describe_members<bank::v1::Accounts,
                                                      boost::describe::mod_public | boost::describe::mod_function>;
    BOOST_TEST(boost::mp11::mp_size<members>::value == 2u);
    BOOST_TEST(boost::mp11::mp_first<members>::name == std::string_view("balance"));
}

BOOST_AUTO_TEST_CASE(a_virtual_method_is_told_from_what_is_none) {
    static_assert(describe::can_tell_virtual); // with this compiler
    static_assert(!describe::is_not_virtual<&Mixed::pure>());
    static_assert(!describe::is_not_virtual<&Mixed::with_body>());
    static_assert(!describe::is_not_virtual<&Derived::with_body>());
    static_assert(!describe::is_not_virtual<&Derived::later>());
    static_assert(!describe::is_not_virtual<&Virtually::pure>());
    static_assert(!describe::is_not_virtual<&Virtually::later>());
    static_assert(describe::is_not_virtual<static_cast<int (Mixed::*)(double)>(&Mixed::plain)>());
    static_assert(
        describe::is_not_virtual<static_cast<int (Mixed::*)(std::string const&, int) const>(&Mixed::plain)>());
    static_assert(describe::is_not_virtual<&Virtually::plainly>());
    static_assert(describe::is_not_virtual<&Mixed::of_the_class>());
    static_assert(describe::is_not_virtual<&Mixed::data>());
    BOOST_TEST(true);
}

BOOST_AUTO_TEST_CASE(an_implementation_is_not_described_because_its_interface_is) {
    struct Ledger : bank::v1::Accounts {};
    static_assert(!yonder::described_interface<Ledger>);
    static_assert(!yonder::described_interface<int>);
    BOOST_TEST(true);
}

BOOST_AUTO_TEST_SUITE_END()
