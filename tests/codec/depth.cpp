// SPDX-License-Identifier: BSL-1.0
// What is written has as many levels as what is read, so that whatever one side sends, the other takes.
#include <yonder/codec/binary.hpp>
#include <yonder/codec/json.hpp>
#include <yonder/describe.hpp>

#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

namespace depth {

struct Link { // a chain that ends where its pointers do
    int number = 0;
    std::unique_ptr<Link> next;
};
BOOST_DESCRIBE_STRUCT(Link, (), (number, next))

struct Ring { // one that may come back to itself
    std::shared_ptr<Ring> next;
    std::vector<std::shared_ptr<Ring>> others;
    std::map<std::string, std::shared_ptr<Ring>> named;
};
BOOST_DESCRIBE_STRUCT(Ring, (), (next, others, named))

struct Choice { // one within another through a variant or a tuple
    std::variant<std::monostate, std::unique_ptr<Choice>> held;
    std::tuple<std::unique_ptr<Choice>> pair;
};
BOOST_DESCRIBE_STRUCT(Choice, (), (held, pair))

} // namespace depth

using depth::Choice;
using depth::Link;
using depth::Ring;
namespace binary = yonder::binary;
namespace json = yonder::json;

namespace {

Link chain(int links) {
    Link first;
    for (Link* last = &first; --links > 0; last = last->next.get())
        last->next = std::make_unique<Link>();
    return first;
}

int length_of(Link const& first) {
    int links = 1;
    for (Link const* at = first.next.get(); at; at = at->next.get())
        ++links;
    return links;
}

// Why a value has no form, in either form.
template <class T>
std::string problem_of(T const& value) {
    std::string problem;
    try {
        (void)json::encode(value);
        problem = "JSON has a form";
    } catch (yonder::codec::encode_error const& caught) {
        problem = caught.what();
    }
    try {
        (void)binary::encode(value);
        return problem + ", binary has a form";
    } catch (yonder::codec::encode_error const& caught) {
        return problem == caught.what() ? problem : problem + ", " + caught.what();
    }
}

std::string const too_deep = "a value has more than 64 levels of values within each other";

// A ring of nodes that refer to each other, which does not own itself any more when this goes.
struct circle {
    explicit circle(int nodes) {
        for (int i = 0; i < nodes; ++i)
            all.push_back(std::make_shared<Ring>());
    }
    ~circle() {
        for (auto const& one : all)
            *one = {};
    }
    circle(circle const&) = delete;
    circle& operator=(circle const&) = delete;

    std::vector<std::shared_ptr<Ring>> all;
};

} // namespace

BOOST_AUTO_TEST_SUITE(depths)

BOOST_AUTO_TEST_CASE(a_chain_that_is_too_long_has_no_form) {
    BOOST_TEST(problem_of(chain(70)) == too_deep);
    BOOST_TEST(problem_of(chain(10'000)) == too_deep);
}

BOOST_AUTO_TEST_CASE(whatever_is_written_is_read) {
    int longest_of_json = 0;
    int longest_of_binary = 0;
    for (int links = 1; links < 70; ++links) {
        Link const value = chain(links);
        try {
            BOOST_TEST(length_of(json::decode<Link>(json::encode(value))) == links);
            longest_of_json = links;
        } catch (yonder::codec::encode_error const&) {
        }
        try {
            BOOST_TEST(length_of(binary::decode<Link>(binary::encode(value))) == links);
            longest_of_binary = links;
        } catch (yonder::codec::encode_error const&) {
        }
    }
    BOOST_TEST(longest_of_json == 64);
    BOOST_TEST(longest_of_binary >= 64);
}

BOOST_AUTO_TEST_CASE(an_error_leaves_the_output_as_it_was) {
    std::string out = "before";
    BOOST_CHECK_THROW(json::write(out, chain(70)), yonder::codec::encode_error);
    BOOST_TEST(out == "before");
    BOOST_CHECK_THROW(binary::write(out, chain(70)), yonder::codec::encode_error);
    BOOST_TEST(out == "before");
}

BOOST_AUTO_TEST_CASE(a_circle_ends_with_the_error) {
    circle one(1);
    one.all[0]->next = one.all[0];
    BOOST_TEST(problem_of(*one.all[0]) == too_deep);

    circle three(3);
    for (std::size_t i = 0; i < 3; ++i)
        three.all[i]->next = three.all[(i + 1) % 3];
    BOOST_TEST(problem_of(*three.all[0]) == too_deep);
    BOOST_TEST(problem_of(three.all[0]) == too_deep);
}

BOOST_AUTO_TEST_CASE(a_circle_through_lists_and_maps_ends_with_the_error) {
    circle listed(1);
    listed.all[0]->others = {listed.all[0]};
    BOOST_TEST(problem_of(*listed.all[0]) == too_deep);

    circle named(1);
    named.all[0]->named["self"] = named.all[0];
    BOOST_TEST(problem_of(*named.all[0]) == too_deep);
}

BOOST_AUTO_TEST_CASE(variants_and_tuples_count) {
    Choice first;
    Choice* last = &first;
    for (int i = 0; i < 70; ++i)
        last = last->held.emplace<1>(std::make_unique<Choice>()).get();
    BOOST_TEST(problem_of(first) == too_deep);

    Choice other;
    last = &other;
    for (int i = 0; i < 70; ++i) {
        std::get<0>(last->pair) = std::make_unique<Choice>();
        last = std::get<0>(last->pair).get();
    }
    BOOST_TEST(problem_of(other) == too_deep);
}

BOOST_AUTO_TEST_CASE(untyped_values_count) {
    boost::json::value value;
    for (int i = 0; i < 70; ++i) {
        boost::json::array outer;
        outer.push_back(std::move(value));
        value = std::move(outer);
    }
    BOOST_TEST(problem_of(value) == too_deep);
}

BOOST_AUTO_TEST_CASE(many_values_beside_each_other_are_no_levels) {
    std::vector<Link> links;
    for (int i = 0; i < 1000; ++i)
        links.push_back(chain(3));
    BOOST_TEST(json::decode<std::vector<Link>>(json::encode(links)).size() == 1000u);
    BOOST_TEST(binary::decode<std::vector<Link>>(binary::encode(links)).size() == 1000u);
}

BOOST_AUTO_TEST_SUITE_END()
