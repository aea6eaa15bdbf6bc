// SPDX-License-Identifier: BSL-1.0
// What is too large or too deep to be sent is refused alike over every binding that sends.
#include "bindings.hpp"

#include <yonder/describe.hpp>
#include <yonder/future.hpp>
#include <yonder/outcome.hpp>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

using yonder::code;
using yonder::reached;

namespace suite::v1 {

struct Link {
    std::unique_ptr<Link> next;
};
BOOST_DESCRIBE_STRUCT(Link, (), (next))

class Store {
public:
    virtual ~Store() = default;
    virtual std::string load(std::uint64_t size) = 0;
    virtual yonder::future<std::string> load_later(std::uint64_t size) = 0;
    virtual yonder::result<std::string> try_load(std::uint64_t size) noexcept = 0;
    virtual std::uint64_t save(std::string const& bytes) = 0;
    virtual Link chain(int links) = 0;
    virtual int length(Link first) = 0;
};
YONDER_INTERFACE(Store, (), (load, size), (load_later, size), (try_load, size), (save, bytes), (chain, links),
                 (length, first))

} // namespace suite::v1

namespace {

using suite::v1::Link;
using suite::v1::Store;

class Real final : public Store {
public:
    std::string load(std::uint64_t size) override { return std::string(size, 'x'); }
    yonder::future<std::string> load_later(std::uint64_t size) override { co_return load(size); }
    yonder::result<std::string> try_load(std::uint64_t size) noexcept override { return load(size); }
    std::uint64_t save(std::string const& bytes) override { return bytes.size(); }
    Link chain(int links) override {
        Link first;
        for (Link* last = &first; --links > 0; last = last->next.get())
            last->next = std::make_unique<Link>();
        return first;
    }
    int length(Link first) override {
        int links = 1;
        for (Link const* at = first.next.get(); at; at = at->next.get())
            ++links;
        return links;
    }
};

using world = suite::world<Store, Real>;

template <class Error>
yonder::failure failure_of(auto const& call) {
    try {
        call();
    } catch (Error const& caught) {
        return caught.as_failure();
    }
    throw std::logic_error("the call should have failed");
}

// The ways to ask for so many bytes, each of which is to fail.
std::vector<yonder::failure> failures_of_loading(std::shared_ptr<Store> const& store, std::uint64_t size) {
    auto const later = yonder::async(store);
    using yonder::remote_error;
    return {failure_of<remote_error>([&] { (void)store->load(size); }),
            failure_of<remote_error>([&] { (void)store->load_later(size).get(); }),
            failure_of<remote_error>([&] { (void)store->try_load(size).value(); }),
            failure_of<remote_error>([&] { (void)later->load(size).get(); })};
}

bool has(std::string const& text, std::string_view part) { return text.find(part) != std::string::npos; }

constexpr std::uint64_t five_megabytes = 5 * 1024 * 1024;

} // namespace

BOOST_AUTO_TEST_SUITE(limits)

BOOST_DATA_TEST_CASE(a_reply_that_is_too_large_is_refused_with_method_and_sizes, suite::bindings, where) {
    world here(where);
    auto const store = here.service();
    if (here.is_direct()) {
        BOOST_TEST(store->load(five_megabytes).size() == five_megabytes);
        return;
    }
    std::string const size = std::to_string(five_megabytes + (suite::is_binary(where) ? 5 : 13));
    for (yonder::failure const& refused : failures_of_loading(store, five_megabytes)) {
        BOOST_TEST((refused.code == code::resource_exhausted));
        BOOST_TEST((refused.reached == reached::executed));
        BOOST_TEST(has(refused.message, "load"));
        BOOST_TEST(refused.message.starts_with("suite.v1.Store."));
        BOOST_TEST(refused.message.ends_with(": the reply has " + size +
                                             " bytes, more than the 4194304 that are allowed: raise "
                                             "max_reply of the host, or return a stream"));
    }
    BOOST_TEST(store->load(1000).size() == 1000u);
}

BOOST_AUTO_TEST_CASE(how_large_a_reply_may_be_is_chosen) {
    yonder::set_log_sink(nullptr);
    yonder::rpc::dispatcher_options options;
    options.max_reply = 100; // of which {"result":""} takes 13
    std::shared_ptr<Store> const isolated = yonder::rpc::make_isolated<Store>(std::make_shared<Real>(), options);

    yonder::container objects;
    objects.bind<Store>().to<Real>();
    yonder::host_options hosting;
    hosting.max_reply = 100;
    yonder::host host(objects, hosting);
    host.expose<Store>().listen("http://127.0.0.1:0");
    host.start();
    auto const remote = yonder::wire<Store>(host.urls().front());

    for (auto const& store : {isolated, remote}) {
        BOOST_TEST(store->load(87).size() == 87u);
        BOOST_TEST(store->load_later(87).get().size() == 87u);
        BOOST_TEST(store->try_load(87)->size() == 87u);
        for (yonder::failure const& refused : failures_of_loading(store, 88)) {
            BOOST_TEST((refused.code == code::resource_exhausted));
            BOOST_TEST(has(refused.message, "the reply has 101 bytes, more than the 100 that are allowed"));
        }
    }
}

BOOST_DATA_TEST_CASE(arguments_that_are_too_large_are_refused, suite::bindings, where) {
    world here(where);
    auto const store = here.service();
    std::string const bytes(five_megabytes, 'x');
    if (here.is_direct()) {
        BOOST_TEST(store->save(bytes) == five_megabytes);
        return;
    }
    auto const later = yonder::async(store);
    using yonder::remote_error;
    for (yonder::failure const& refused : {failure_of<remote_error>([&] { (void)store->save(bytes); }),
                                           failure_of<remote_error>([&] { (void)later->save(bytes).get(); })}) {
        BOOST_TEST((refused.code == code::resource_exhausted));
        BOOST_TEST((refused.reached == reached::not_sent)); // so its caller may repeat it elsewhere
        BOOST_TEST(has(refused.message, "more than"));
        BOOST_TEST(has(refused.message, "4194304"));
    }
}

BOOST_DATA_TEST_CASE(arguments_that_are_too_deep_are_refused_before_they_are_sent, suite::bindings, where) {
    world here(where);
    auto const store = here.service();
    auto const deep = [] { return Real().chain(70); };
    if (here.is_direct()) {
        BOOST_TEST(store->length(deep()) == 70);
        return;
    }
    BOOST_TEST(store->length(Real().chain(60)) == 60);
    auto const later = yonder::async(store);
    using yonder::invoke_error;
    for (yonder::failure const& refused : {failure_of<invoke_error>([&] { (void)store->length(deep()); }),
                                           failure_of<invoke_error>([&] { (void)later->length(deep()).get(); })}) {
        BOOST_TEST((refused.code == code::invalid_argument));
        BOOST_TEST((refused.reached == reached::not_sent));
        BOOST_TEST(has(refused.message, "the arguments have no form: a value has more than 64 levels"));
    }
}

BOOST_DATA_TEST_CASE(a_result_that_is_too_deep_is_a_failure_of_the_service, suite::bindings, where) {
    world here(where);
    auto const store = here.service();
    if (here.is_direct()) {
        BOOST_TEST(store->length(store->chain(70)) == 70);
        return;
    }
    BOOST_TEST(store->length(store->chain(60)) == 60);
    auto const later = yonder::async(store);
    using yonder::remote_error;
    for (yonder::failure const& failed : {failure_of<remote_error>([&] { (void)store->chain(70); }),
                                          failure_of<remote_error>([&] { (void)later->chain(70).get(); })}) {
        BOOST_TEST((failed.code == code::internal));
        BOOST_TEST((failed.reached == reached::executed));
    }
}

BOOST_AUTO_TEST_SUITE_END()
