// SPDX-License-Identifier: BSL-1.0
// Arguments that their constraints do not allow, over every binding that has a codec.
#include "bindings.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>

namespace post::v1 {

struct Address {
    std::string street;
    std::string code;
    std::optional<std::string> country;
};
BOOST_DESCRIBE_STRUCT(Address, (), (street, code, country))
YONDER_ANNOTATE(Address, street, yonder::required{}, yonder::length{.max = 20})
YONDER_ANNOTATE(Address, code, yonder::pattern{"[0-9]{5}"})
YONDER_ANNOTATE(Address, country, yonder::length{.min = 2, .max = 2})

struct Parcel {
    double weight = 1;
    int priority = 1;
    std::vector<Address> to;
    std::map<std::string, Address> copies;
    std::optional<Address> sender;
    std::shared_ptr<Parcel> inner;
    std::variant<std::monostate, Address> pickup;
};
BOOST_DESCRIBE_STRUCT(Parcel, (), (weight, priority, to, copies, sender, inner, pickup))
YONDER_ANNOTATE(Parcel, weight, yonder::range{.min = 0.1, .max = 30})
YONDER_ANNOTATE(Parcel, priority, yonder::range{.min = 1})
YONDER_ANNOTATE(Parcel, to, yonder::required{})

void yonder_validate(Parcel const& parcel, yonder::violations& found) {
    if (parcel.priority > 5 && !parcel.sender)
        found.add("sender", "must be there for what is urgent");
    if (parcel.priority == 13)
        found.add("", "is bad luck");
}

struct Label {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(Label, (), (text))
YONDER_ANNOTATE(Label, text, yonder::length{.max = 5}, yonder::pattern{"[a-"}) // an end is missing

struct Card {
    std::string number;
    int cvv = 0;
    std::map<std::string, Address> homes;
    std::string holder;
};
BOOST_DESCRIBE_STRUCT(Card, (), (number, cvv, homes, holder))
YONDER_ANNOTATE(Card, number, yonder::secret{}, yonder::pattern{"[0-9]+"})
YONDER_ANNOTATE(Card, cvv, yonder::range{.min = 100, .max = 999}, yonder::secret{})
YONDER_ANNOTATE(Card, homes, yonder::secret{})

class Vault {
public:
    virtual ~Vault() = default;
    virtual int pay(Card const& card, std::string const& pin) = 0;
    virtual Card broken() = 0;
};
YONDER_INTERFACE(Vault, (), (pay, card, pin), (broken))
YONDER_ANNOTATE(Vault, pay, yonder::secret{"pin"})

class RealVault : public Vault {
public:
    int pay(Card const& card, std::string const&) override { return std::stoi(card.number); }
    Card broken() override { return {"TOPSECRET\xff", 1, {}, ""}; }
};

class Post {
public:
    virtual ~Post() = default;
    virtual int send(Parcel const& parcel) = 0;
    virtual yonder::future<int> send_later(Parcel parcel) = 0;
    virtual yonder::result<int> try_send(Parcel const& parcel) noexcept = 0;
    virtual int send_all(yonder::stream<Address> addresses) = 0;
    virtual int print(std::vector<Label> const& labels) = 0;
    virtual int print_all(yonder::stream<Label> labels) = 0;
};
YONDER_INTERFACE(Post, (), (send, parcel), (send_later, parcel), (try_send, parcel), (send_all, addresses),
                 (print, labels), (print_all, labels))

} // namespace post::v1

namespace {

using namespace post::v1;

std::atomic<int> sent = 0;

class Office final : public Post {
public:
    int send(Parcel const&) override { return ++sent; }
    yonder::future<int> send_later(Parcel) override { co_return ++sent; }
    yonder::result<int> try_send(Parcel const&) noexcept override { return ++sent; }
    int send_all(yonder::stream<Address> addresses) override {
        int count = 0;
        for (Address const& one : addresses)
            count += one.street.empty() ? 0 : 1;
        return count;
    }
    int print(std::vector<Label> const&) override { return ++sent; }
    int print_all(yonder::stream<Label> labels) override {
        int count = 0;
        for ([[maybe_unused]] Label const& one : labels)
            ++count;
        return count;
    }
};

using world = suite::world<Post, Office>;

Address good() {
    Address made;
    made.street = "Elm Street 1";
    made.code = "12345";
    return made;
}

Parcel good_parcel() {
    Parcel made;
    made.to.push_back(good());
    return made;
}

Parcel bad_parcel() {
    Parcel made;
    made.weight = 31;
    made.priority = 0;
    made.copies["boss"] = good();
    made.copies["boss"].code = "1234";
    made.sender = good();
    made.sender->street = "A street whose name is too long";
    made.sender->country = "DEU";
    made.inner = std::make_shared<Parcel>(good_parcel());
    made.inner->to.push_back(Address());
    made.pickup = Address();
    return made;
}

std::string const all_that_is_bad =
    "weight must be from 0.1 to 30, got 31.000000; priority must be at least 1, got 0; to is required; "
    "copies.boss.code must match \"[0-9]{5}\", got \"1234\"; "
    "sender.street must have at most 20 characters, has 31; "
    "sender.country must have at most 2 characters, has 3; "
    "inner.to[1].street is required; inner.to[1].code must match \"[0-9]{5}\", got \"\"; "
    "pickup.street is required; pickup.code must match \"[0-9]{5}\", got \"\"";

std::string with_parcel(std::string text) {
    std::string result;
    for (std::size_t at = 0; at != text.npos;) {
        std::size_t const end = text.find("; ", at);
        result += (result.empty() ? "parcel." : "; parcel.") + text.substr(at, end - at);
        at = end == text.npos ? end : end + 2;
    }
    return result;
}

} // namespace

BOOST_AUTO_TEST_SUITE(validation)

BOOST_AUTO_TEST_CASE(all_violations_are_found_each_with_its_path) {
    yonder::violations found;
    yonder::codec::validate(bad_parcel(), found);
    BOOST_TEST(found.to_string() == all_that_is_bad);
    BOOST_TEST(found.count() == 10u);

    yonder::violations none;
    yonder::codec::validate(good_parcel(), none);
    BOOST_TEST(none.to_string() == "");
}

BOOST_AUTO_TEST_CASE(a_function_beside_the_struct_has_its_say) {
    yonder::violations found;
    Parcel urgent = good_parcel();
    urgent.priority = 13;
    yonder::codec::validate(std::vector<Parcel>(), found);
    BOOST_TEST(found.empty());
    Parcel around = good_parcel();
    around.inner = std::make_shared<Parcel>(std::move(urgent));
    yonder::codec::validate(around, found);
    BOOST_TEST(found.to_string() == "inner.sender must be there for what is urgent; inner is bad luck");
}

BOOST_AUTO_TEST_CASE(the_text_of_a_violation_reads_well) {
    yonder::violations found;
    yonder::codec::check(yonder::length{.min = 1}, 0, "characters", "a", found);
    yonder::codec::check(yonder::length{.max = 1}, 2, "elements", "b", found);
    yonder::codec::check(yonder::length{.min = 2}, 1, "bytes", "c", found);
    yonder::codec::check(yonder::pattern{"(a*)*b"}, std::string(10'000, 'a'), "e", found);
    found.add("", "");
    found.add("f", "");
    BOOST_TEST(found.to_string() ==
               "a must have at least 1 character, has 0; b must have at most 1 element, has 2; "
               "c must have at least 2 bytes, has 1; e is too long or too complex for the pattern \"(a*)*b\"; "
               "is not valid; f is not valid");
}

BOOST_AUTO_TEST_CASE(characters_are_counted_not_bytes) {
    Address address = good();
    address.country = "\xc3\xa4\xe2\x82\xac"; // two characters in five bytes
    yonder::violations found;
    yonder::codec::validate(address, found);
    BOOST_TEST(found.to_string() == "");
}

BOOST_AUTO_TEST_CASE(what_is_no_number_is_in_no_range) {
    Parcel parcel = good_parcel();
    parcel.weight = std::numeric_limits<double>::quiet_NaN();
    yonder::violations found;
    yonder::codec::validate(parcel, found);
    BOOST_TEST(found.count() == 1u);
}

BOOST_AUTO_TEST_CASE(a_thousand_violations_are_a_hundred_and_a_number) {
    Parcel parcel = good_parcel();
    parcel.to.assign(1000, Address());
    yonder::violations found;
    yonder::codec::validate(parcel, found);
    BOOST_TEST(found.count() == 2000u);
    BOOST_TEST(found.list().size() == 100u);
    BOOST_TEST(found.to_string().ends_with("; and 1900 more"));
}

BOOST_DATA_TEST_CASE(what_is_invalid_does_not_reach_the_method, suite::bindings, where) {
    world office(where);
    if (office.is_direct())
        return; // the object itself, with nothing around it
    sent = 0;
    auto const is_refused = [](yonder::error const& caught, std::string const& method) {
        return caught.code() == yonder::code::invalid_argument && caught.reached() == yonder::reached::not_sent &&
               caught.what() ==
                   "post.v1.Post." + method + ": the arguments are not valid: " + with_parcel(all_that_is_bad);
    };
    BOOST_CHECK_EXCEPTION(office->send(bad_parcel()), yonder::remote_error, [&](yonder::error const& caught) {
        auto const found = yonder::violations_of(caught);
        return is_refused(caught, "send") && found.size() == 10 && found[2].path == "parcel.to" &&
               found[2].text == "is required";
    });
    BOOST_CHECK_EXCEPTION(office->send_later(bad_parcel()).get(), yonder::remote_error,
                          [&](yonder::error const& caught) { return is_refused(caught, "send_later"); });
    auto const refused = office->try_send(bad_parcel());
    BOOST_REQUIRE(!refused.has_value());
    BOOST_TEST(is_refused(refused.error(), "try_send"));
    BOOST_TEST(sent == 0);
    BOOST_TEST(office->send(good_parcel()) == 1);
}

BOOST_DATA_TEST_CASE(items_of_a_stream_are_looked_at_as_they_come, suite::bindings, where) {
    world office(where);
    if (office.is_direct())
        return;
    auto const addresses = [](bool is_good) -> yonder::stream<Address> {
        co_yield good();
        Address last = good();
        if (!is_good)
            last.code = "1";
        co_yield std::move(last);
    };
    BOOST_TEST(office->send_all(addresses(true)) == 2);
    BOOST_CHECK_EXCEPTION(office->send_all(addresses(false)), yonder::remote_error, [](yonder::error const& caught) {
        return caught.code() == yonder::code::invalid_argument &&
               caught.what() ==
                   std::string("post.v1.Post.send_all: an item of the stream: code must match \"[0-9]{5}\", got \"1\"");
    });
}

BOOST_DATA_TEST_CASE(a_pattern_that_is_none_is_no_fault_of_the_caller, suite::bindings, where) {
    world office(where);
    if (office.is_direct())
        return;
    sent = 0;
    auto const is_broken = [](yonder::error const& caught, std::string_view place) {
        std::string_view const text = caught.what();
        return caught.code() == yonder::code::internal && text.starts_with(place) &&
               text.find("has a yonder::pattern that is no regular expression, \"[a-\": ") != text.npos;
    };
    BOOST_CHECK_EXCEPTION(
        office->print({Label{"a"}, Label{"too long"}}), yonder::remote_error,
        [&](yonder::error const& caught) { return is_broken(caught, "post.v1.Post.print: labels[0].text has "); });
    auto const labels = []() -> yonder::stream<Label> {
        Label one{"a"}; // g++ 12.2 frees a temporary twice
        co_yield std::move(one);
    };
    BOOST_CHECK_EXCEPTION(office->print_all(labels()), yonder::remote_error, [&](yonder::error const& caught) {
        return is_broken(caught, "post.v1.Post.print_all: an item of the stream: text has ");
    });
    BOOST_TEST(sent == 0);
    BOOST_TEST(office->print({}) == 1);
}

// What is wrong with a secret is told, but neither what it is, nor what stands within it.
BOOST_DATA_TEST_CASE(what_is_secret_is_not_shown_where_it_is_wrong, suite::bindings, where) {
    suite::world<Vault, RealVault> vault(where);
    if (vault.is_direct())
        return;
    auto const told = [](auto const& action) -> std::string {
        try {
            action();
        } catch (yonder::error const& caught) {
            for (auto const& one : yonder::violations_of(caught))
                BOOST_TEST((one.path + one.text).find("TOPSECRET") == std::string::npos);
            return caught.what();
        }
        return "none";
    };
    Card bad{"TOPSECRET", 77777, {{"TOPSECRET", {"TOPSECRET is too long for it", "TOPSECRET", {}}}}, "me"};
    BOOST_TEST(told([&] { vault->pay(bad, "1234"); }) ==
               "post.v1.Vault.pay: the arguments are not valid: card.number must match \"[0-9]+\", and is secret; "
               "card.cvv must be from 100 to 999, and is secret; card.homes must have at most 20 characters, and is "
               "secret; card.homes must match \"[0-9]{5}\", and is secret");
    Card const good{"12", 123, {}, "me"};
    std::string const no_text = told([&] { vault->pay(good, "TOPSECRET\xff"); });
    BOOST_TEST(no_text.ends_with(": the arguments have no form: pin: has no form, and is secret"), no_text);
    BOOST_TEST(vault->pay(good, "1234") == 12);
    bad.number += "\xff";
    std::string const where_it_is = told([&] { vault->pay(bad, "1234"); });
    BOOST_TEST(where_it_is.ends_with(": the arguments have no form: card.number: has no form, and is secret"),
               where_it_is);
    std::string const result = told([&] { vault->broken(); });
    BOOST_TEST(result.starts_with("post.v1.Vault.broken: the result has no form"), result);
    BOOST_TEST(result.find("TOPSECRET") == std::string::npos, result);
}

BOOST_AUTO_TEST_CASE(a_proxy_looks_too_where_it_is_asked_to) {
    yonder::container app;
    app.bind<Post>().to_remote("http://127.0.0.1:1").validated(); // nobody is there
    auto const office = app.get<Post>();
    auto const is_refused = [](yonder::error const& caught) {
        return caught.code() == yonder::code::invalid_argument && caught.reached() == yonder::reached::not_sent;
    };
    BOOST_CHECK_EXCEPTION(office->send(bad_parcel()), yonder::invoke_error, is_refused);
    BOOST_CHECK_EXCEPTION(office->send_later(bad_parcel()).get(), yonder::invoke_error, is_refused);
    BOOST_CHECK_EXCEPTION(yonder::async(office)->send(bad_parcel()).get(), yonder::invoke_error, is_refused);
    BOOST_TEST(is_refused(office->try_send(bad_parcel()).error()));
    BOOST_CHECK_EXCEPTION(office->send(good_parcel()), yonder::invoke_error,
                          [](yonder::error const& caught) { return caught.code() == yonder::code::unavailable; });
}

BOOST_AUTO_TEST_SUITE_END()
