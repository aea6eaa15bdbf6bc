// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe/code.hpp>
#include <yonder/describe/name.hpp>

#include <boost/test/unit_test.hpp>

namespace bank {
inline namespace v1 {
struct Money {};
struct Outer {
    struct Inner {};
};
template <class T>
struct Page {};
using MoneyPage = Page<Money>;
YONDER_NAME(MoneyPage, "bank.v1.MoneyPage")
} // namespace v1
} // namespace bank
struct Global {};

BOOST_AUTO_TEST_SUITE(names)

BOOST_AUTO_TEST_CASE(a_type_is_named_by_its_qualified_name_with_inline_namespaces) {
    BOOST_TEST(yonder::type_name<bank::Money>() == "bank.v1.Money");
    BOOST_TEST(yonder::type_name<bank::Outer::Inner>() == "bank.v1.Outer.Inner");
    BOOST_TEST(yonder::type_name<Global>() == "Global");
    BOOST_TEST(yonder::unqualified_name<bank::Money>() == "Money");
    BOOST_TEST(yonder::unqualified_name<Global>() == "Global");
}

BOOST_AUTO_TEST_CASE(a_given_name_wins) {
    BOOST_TEST(yonder::type_name<bank::MoneyPage>() == "bank.v1.MoneyPage");
    BOOST_TEST(yonder::unqualified_name<bank::MoneyPage>() == "MoneyPage");
}

BOOST_AUTO_TEST_CASE(every_code_has_the_name_that_connect_gives_it) {
    for (int number = 1; number <= 16; ++number) {
        auto const value = static_cast<yonder::code>(number);
        BOOST_TEST((yonder::code_from_string(to_string(value)) == value));
    }
    BOOST_TEST(to_string(yonder::code::canceled) == "canceled");
    BOOST_TEST(to_string(yonder::code::unauthenticated) == "unauthenticated");
    BOOST_TEST(!yonder::code_from_string("cancelled"));
}

BOOST_AUTO_TEST_SUITE_END()
