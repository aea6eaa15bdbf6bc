// SPDX-License-Identifier: BSL-1.0
// What can cross is told apart from what cannot when compiling, and the fault names the member. What is said
// to users is in tests/compile_fail.
#include "types.hpp"

#include <boost/test/unit_test.hpp>

#include <exception>
#include <functional>

namespace shop::v1 {

struct Bare {
    int a = 0;
};
struct WithBare {
    std::vector<std::optional<Bare>> list;
};
BOOST_DESCRIBE_STRUCT(WithBare, (), (list))
struct Outer {
    std::map<std::string, WithBare> inner;
};
BOOST_DESCRIBE_STRUCT(Outer, (), (inner))
struct OverBare : Bare {
    int b = 0;
};
BOOST_DESCRIBE_STRUCT(OverBare, (Bare), (b))
struct HidesId : Record {
    int id = 0;
};
BOOST_DESCRIBE_STRUCT(HidesId, (Record), (id))
class Secretive {
    BOOST_DESCRIBE_CLASS(Secretive, (), (open), (), (closed))
public:
    int open = 0;

private:
    int closed = 0;
};
struct Numbered {
    explicit Numbered(int wanted) : number(wanted) {}
    int number;
};
BOOST_DESCRIBE_STRUCT(Numbered, (), (number))
struct NumberedInPlace {
    Numbered one{1};
};
BOOST_DESCRIBE_STRUCT(NumberedInPlace, (), (one))
struct Shape {
    virtual ~Shape() = default;
};
BOOST_DESCRIBE_STRUCT(Shape, (), ())
struct Refused : std::exception {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(Refused, (), (reason))
struct Frozen {
    int const a = 0;
};
BOOST_DESCRIBE_STRUCT(Frozen, (), (a))
struct OneWay {
    int a = 0;
};
inline int yonder_to_wire(OneWay const& value) { return value.a; }
struct Constrained {
    std::optional<int> number;
    std::shared_ptr<double const> share;
    std::map<std::string, int> counts;
    std::array<std::byte, 2> bytes{};
    std::unique_ptr<std::string> name;
};
BOOST_DESCRIBE_STRUCT(Constrained, (), (number, share, counts, bytes, name))
YONDER_ANNOTATE(Constrained, number, yonder::range{.min = 1}, yonder::required{}, yonder::field_number{7})
YONDER_ANNOTATE(Constrained, share, yonder::range{.max = 1})
YONDER_ANNOTATE(Constrained, counts, yonder::length{.max = 1}, yonder::required{})
YONDER_ANNOTATE(Constrained, bytes, yonder::length{.min = 1})
YONDER_ANNOTATE(Constrained, name, yonder::length{.min = 1}, yonder::pattern{"a+"}, yonder::doc{"a name"})
struct Unsuited : Constrained {
    bool ready = false;
};
BOOST_DESCRIBE_STRUCT(Unsuited, (Constrained), (ready))
YONDER_ANNOTATE(Unsuited, ready, yonder::doc{"at last"}, yonder::length{.min = 1})
struct Numbers {
    int a = 0;
    int b = 0;
    int c = 0;
};
BOOST_DESCRIBE_STRUCT(Numbers, (), (a, b, c))
YONDER_ANNOTATE(Numbers, b, yonder::field_number{3})

} // namespace shop::v1

using namespace shop::v1;
namespace codec = yonder::codec;

namespace {

template <class T, class Fault>
constexpr bool fails_with = std::is_same_v<codec::first_fault<T>, Fault>;

} // namespace

BOOST_AUTO_TEST_SUITE(crossing)

BOOST_AUTO_TEST_CASE(the_value_model_crosses) {
    static_assert(codec::crosses<bool, signed char, unsigned char, std::uint64_t, float, double, std::string, Color>);
    static_assert(
        codec::crosses<Order, Tree, Celsius, boost::json::value, std::vector<std::byte>, std::array<Order, 2>>);
    static_assert(
        codec::crosses<std::variant<std::monostate, Card, Cash>, std::vector<std::variant<std::monostate, Card>>>);
    static_assert(codec::crosses<std::chrono::nanoseconds, std::chrono::sys_days, std::tuple<>, std::pair<int, Tree>>);
    static_assert(codec::crosses<std::shared_ptr<Order const>, std::unordered_set<Color>, std::map<Color, Order>>);
    static_assert(codec::crosses<NumberedInPlace>); // read into the object that the initializer made
    static_assert(codec::crosses<Refused>);         // thrown, with an empty list of bases
    BOOST_TEST(true);
}

BOOST_AUTO_TEST_CASE(views_cross_as_parameters_only) {
    static_assert(codec::crosses<std::string_view, std::span<std::byte const>>);
    static_assert(fails_with<std::vector<std::string_view>, codec::in_type<std::string_view>>);
    static_assert(fails_with<std::optional<std::span<std::byte const>>, codec::in_type<std::span<std::byte const>>>);
    BOOST_TEST(true);
}

BOOST_AUTO_TEST_CASE(a_fault_names_the_innermost_member_and_its_type) {
    static_assert(fails_with<WithBare, codec::in_member<&WithBare::list, Bare>>);
    static_assert(fails_with<std::vector<Outer>, codec::in_member<&WithBare::list, Bare>>);
    static_assert(fails_with<Frozen, codec::in_member<&Frozen::a, int const>>);
    static_assert(fails_with<int*, codec::in_type<int*>>);
    static_assert(fails_with<std::vector<char>, codec::in_type<char>>);
    static_assert(fails_with<long double, codec::in_type<long double>>);
    static_assert(fails_with<std::function<void()>, codec::in_type<std::function<void()>>>);
    static_assert(fails_with<std::unique_ptr<int[]>, codec::in_type<std::unique_ptr<int[]>>>);
    static_assert(fails_with<std::monostate, codec::in_type<std::monostate>>);
    BOOST_TEST(true);
}

BOOST_AUTO_TEST_CASE(a_struct_that_would_lose_members_without_a_word_is_refused) {
    static_assert(fails_with<OverBare, codec::base_not_described<OverBare, Bare>>);
    static_assert(fails_with<HidesId, codec::names_alike<HidesId>>);
    static_assert(fails_with<Secretive, codec::not_public<Secretive>>);
    static_assert(fails_with<std::unique_ptr<Shape>, codec::in_type<codec::sliced<Shape>>>);
    BOOST_TEST(true);
}

BOOST_AUTO_TEST_CASE(what_could_not_be_read_back_is_refused) {
    static_assert(fails_with<std::vector<Numbered>, codec::in_type<codec::not_default_constructible<Numbered>>>);
    static_assert(fails_with<OneWay, codec::in_type<codec::not_read_back<OneWay>>>);
    static_assert(fails_with<std::map<double, int>, codec::in_type<codec::not_a_key<double>>>);
    static_assert(fails_with<std::map<std::string_view, int>, codec::in_type<codec::not_a_key<std::string_view>>>);
    static_assert(fails_with<std::set<Card>, codec::in_type<codec::not_told_apart<Card>>>);
    static_assert(fails_with<std::unordered_set<Card>, codec::in_type<codec::not_told_apart<Card>>>);
    static_assert(
        fails_with<std::optional<std::unique_ptr<int>>, codec::in_type<codec::empty_twice<std::unique_ptr<int>>>>);
    BOOST_TEST(true);
}

BOOST_AUTO_TEST_CASE(what_is_said_of_a_member_suits_it) {
    static_assert(codec::crosses<Constrained>);
    static_assert(fails_with<Unsuited, codec::in_member<&Unsuited::ready, codec::unsuited<yonder::length>>>);
    static_assert(fails_with<Numbers, codec::in_member<&Numbers::c, codec::bad_field_number<3U>>>);
    BOOST_TEST(true);
}

BOOST_AUTO_TEST_CASE(alternatives_of_a_variant_have_names_of_their_own) {
    using lists = std::variant<std::vector<int>, std::set<int>>;
    static_assert(fails_with<lists, codec::tags_alike<lists>>);
    using numbers = std::variant<int, std::optional<int>>;
    static_assert(fails_with<numbers, codec::tags_alike<numbers>>);
    static_assert(fails_with<std::variant<int*, float*>, codec::in_type<int*>>);
    BOOST_TEST(true);
}

BOOST_AUTO_TEST_SUITE_END()
