// SPDX-License-Identifier: BSL-1.0
// One suite over every binding: what a caller sees must not depend on where the object is.
#include "bindings.hpp"
#include "everything.hpp"

#include <yonder/http/client.hpp>
#include <yonder/rpc/remote.hpp>
#include <yonder/yonder.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <thread>

using namespace suite::v1;
using namespace std::chrono_literals;

namespace {

class Real : public Everything {
public:
    std::string name() const override { return "real"; }
    int add(int a, int b) const override { return a + b; }
    void remember(std::string const& text) override { texts_.push_back(text); }
    std::vector<std::string> remembered() override { return texts_; }
    Sample echo(Sample const& sample) override { return sample; }
    Sample echo(Sample const& sample, int times) override {
        Sample result = sample;
        result.number *= times;
        return result;
    }
    std::optional<std::string> maybe(bool wanted) override {
        return wanted ? std::optional<std::string>("here") : std::nullopt;
    }
    std::string joined(std::string_view left, std::span<std::byte const> right) override {
        return std::string(left) + std::to_string(right.size());
    }
    std::unique_ptr<Node> moved(std::unique_ptr<Node> node) override { return node; }
    std::unique_ptr<Pet> adopted(std::unique_ptr<Pet> pet) override {
        if (pet)
            pet->name += " of the shelter";
        if (auto* const dog = dynamic_cast<Dog*>(pet.get()))
            ++dog->tricks;
        return pet;
    }
    std::vector<std::shared_ptr<Pet const>> twice(std::shared_ptr<Pet const> const& pet) override {
        return {pet, nullptr, pet};
    }
    void fail(std::string const& how) override {
        if (how == "late")
            throw TooLate{"the train", 5};
        if (how == "full") {
            Overfull full;
            full.wanted = 18446744073709551615u;
            full.limit = 7;
            throw full;
        }
        if (how == "plain")
            throw yonder::error(yonder::code::permission_denied, "not for you");
        if (how == "integer")
            throw 42;
        throw std::runtime_error("a secret");
    }
    std::string big(std::uint64_t size) override { return std::string(size, 'x'); }
    std::int64_t milliseconds_left() override {
        auto const left = yonder::context::current().remaining();
        return left ? std::chrono::duration_cast<std::chrono::milliseconds>(*left).count() : -1;
    }

private:
    std::vector<std::string> texts_;
};

using world = suite::world<Everything, Real>;

Sample example() {
    Sample sample;
    sample.number = std::int64_t(1) << 60;
    sample.note = "a \"note\" with \xc3\xbc and \n";
    sample.mood = Mood::excited;
    sample.shape = Square{1.5};
    sample.table = {{"one", {1}}, {"none", {}}};
    sample.length = 1500ms;
    sample.moment = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + 10h + 1ms;
    sample.bytes = {std::byte{0}, std::byte{255}};
    sample.tree = {"root", {{"leaf", {}}}};
    return sample;
}

} // namespace

BOOST_AUTO_TEST_SUITE(common)

BOOST_DATA_TEST_CASE(results_come_back, suite::bindings, where) {
    world service(where);
    BOOST_TEST(service->add(2, 3) == 5);
    BOOST_TEST(service->add(-2, 2) == 0);
}

BOOST_DATA_TEST_CASE(a_method_without_a_result_is_done_when_it_returns, suite::bindings, where) {
    world service(where);
    service->remember("first");
    service->remember("second");
    BOOST_TEST(service->remembered() == (std::vector<std::string>{"first", "second"}),
               boost::test_tools::per_element());
}

BOOST_DATA_TEST_CASE(every_kind_of_value_arrives_as_it_left, suite::bindings, where) {
    world service(where);
    BOOST_TEST((service->echo(example()) == example()));
    BOOST_TEST((service->echo(Sample()) == Sample()));
}

BOOST_DATA_TEST_CASE(overloads_are_told_apart, suite::bindings, where) {
    world service(where);
    BOOST_TEST(service->echo(Sample(), 3).number == 21);
    BOOST_TEST(service->echo(Sample()).number == 7);
}

BOOST_DATA_TEST_CASE(inherited_methods_are_called, suite::bindings, where) {
    world service(where);
    BOOST_TEST(service->name() == "real");
}

BOOST_DATA_TEST_CASE(a_default_body_runs_where_the_object_is, suite::bindings, where) {
    world service(where);
    BOOST_TEST(service->defaulted(21) == 42);
}

BOOST_DATA_TEST_CASE(an_empty_optional_is_a_result, suite::bindings, where) {
    world service(where);
    BOOST_TEST(service->maybe(true).value() == "here");
    BOOST_TEST(!service->maybe(false).has_value());
}

BOOST_DATA_TEST_CASE(views_are_parameters, suite::bindings, where) {
    world service(where);
    std::vector<std::byte> const bytes(3);
    BOOST_TEST(service->joined("bytes: ", bytes) == "bytes: 3");
}

BOOST_DATA_TEST_CASE(what_can_only_be_moved_crosses, suite::bindings, where) {
    world service(where);
    auto const node = service->moved(std::make_unique<Node>(Node{"x", {}}));
    BOOST_REQUIRE(node);
    BOOST_TEST(node->name == "x");
    BOOST_TEST(!service->moved(nullptr));
}

BOOST_DATA_TEST_CASE(an_object_behind_a_pointer_to_its_base_arrives_as_what_it_is, suite::bindings, where) {
    world service(where);
    auto dog = std::make_unique<Dog>();
    dog->name = "rex";
    dog->tricks = 3;
    auto const back = service->adopted(std::move(dog));
    auto const* const trained = dynamic_cast<Dog const*>(back.get());
    BOOST_REQUIRE(trained);
    BOOST_TEST(trained->name == "rex of the shelter");
    BOOST_TEST(trained->tricks == 4);
    BOOST_TEST(!service->adopted(nullptr));
    auto const cats = service->twice(std::make_shared<Cat const>());
    BOOST_REQUIRE(cats.size() == 3u);
    BOOST_TEST(dynamic_cast<Cat const*>(cats[0].get()));
    BOOST_TEST(!cats[1]);
    BOOST_TEST(dynamic_cast<Cat const*>(cats[2].get()));
}

BOOST_DATA_TEST_CASE(an_object_of_a_type_that_may_not_travel_is_kept_at_home, suite::bindings, where) {
    world service(where);
    if (service.is_direct()) {
        BOOST_TEST(dynamic_cast<Wolf const*>(service->adopted(std::make_unique<Wolf>()).get()));
        return;
    }
    BOOST_CHECK_EXCEPTION(service->adopted(std::make_unique<Wolf>()), yonder::invoke_error, [](auto const& caught) {
        std::string_view const text = caught.what();
        return caught.reached() == yonder::reached::not_sent && text.find("suite::v1::Wolf") != text.npos &&
               text.find("Dog, Cat") != text.npos;
    });
}

BOOST_DATA_TEST_CASE(a_declared_exception_is_caught_by_type_with_its_data, suite::bindings, where) {
    world service(where);
    BOOST_CHECK_EXCEPTION(service->fail("late"), TooLate,
                          [](auto const& caught) { return caught.why == "the train" && caught.minutes == 5; });
    BOOST_CHECK_EXCEPTION(service->fail("full"), Overfull, [](auto const& caught) {
        return caught.wanted == 18446744073709551615u && caught.limit == 7;
    });
}

BOOST_DATA_TEST_CASE(a_plain_error_of_the_service_keeps_its_code_and_text, suite::bindings, where) {
    world service(where);
    BOOST_CHECK_EXCEPTION(service->fail("plain"), yonder::error, [](auto const& caught) {
        return caught.code() == yonder::code::permission_denied && caught.what() == std::string("not for you") &&
               caught.reached() == yonder::reached::executed;
    });
}

BOOST_DATA_TEST_CASE(an_undeclared_exception_is_a_remote_error_without_its_text, suite::bindings, where) {
    world service(where);
    if (service.is_direct()) {
        BOOST_CHECK_THROW(service->fail("secret"), std::runtime_error);
        BOOST_CHECK_THROW(service->fail("integer"), int);
        return;
    }
    for (char const* const how : {"secret", "integer"})
        BOOST_CHECK_EXCEPTION(service->fail(how), yonder::remote_error, [](auto const& caught) {
            return caught.code() == yonder::code::unknown &&
                   caught.what() ==
                       std::string("suite.v1.Everything.fail: failed with an exception that its interface does "
                                   "not declare; the log of the server has the reason");
        });
}

BOOST_DATA_TEST_CASE(large_values_cross, suite::bindings, where) {
    world service(where);
    BOOST_TEST(service->big(1'000'000).size() == 1'000'000u);
}

BOOST_DATA_TEST_CASE(one_object_serves_many_threads, suite::bindings, where) {
    world service(where);
    std::atomic<int> right = 0;
    std::vector<std::jthread> threads;
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&target = *service.operator->(), &right, t] {
            for (int i = 0; i < 50; ++i)
                right += target.add(t, i) == t + i ? 1 : 0;
        });
    threads.clear();
    BOOST_TEST(right == 400);
}

BOOST_DATA_TEST_CASE(the_callers_deadline_is_the_handlers, suite::bindings, where) {
    world service(where);
    {
        yonder::call_scope scope{yonder::timeout(8s)};
        auto const left = service->milliseconds_left();
        BOOST_TEST(left > 0);
        BOOST_TEST(left <= 8000);
    }
    // Without one, calls that cross a process have the default; the others have none.
    auto const left = service->milliseconds_left();
    BOOST_TEST((service.is_remote() ? left > 8000 && left <= 10000 : left == -1));
}

BOOST_AUTO_TEST_SUITE_END()
