// SPDX-License-Identifier: BSL-1.0
// An interface whose methods say in what they return how it went, for suites over every binding.
#ifndef TESTS_RPC_DECISIONS_HPP
#define TESTS_RPC_DECISIONS_HPP

#include <yonder/describe.hpp>
#include <yonder/future.hpp>
#include <yonder/outcome.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace suite::v1 {

struct Transferred {
    std::int64_t left = 0;
    std::string to;
    bool operator==(Transferred const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Transferred, (), (left, to))

struct Short {
    std::int64_t missing = 0;
    bool operator==(Short const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Short, (), (missing))

struct Closed { // there is nothing more to say
    bool operator==(Closed const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Closed, (), ())

struct Parcel { // can only be moved
    std::unique_ptr<std::string> content;
};
BOOST_DESCRIBE_STRUCT(Parcel, (), (content))

struct Forbidden { // thrown
    std::string why;
};
BOOST_DESCRIBE_STRUCT(Forbidden, (), (why))

using Transfer = yonder::outcome<Transferred, Short, Closed>;

class Decisions {
public:
    virtual ~Decisions() = default;
    virtual Transfer transfer(std::string const& to, std::int64_t amount) = 0;
    virtual yonder::future<Transfer> transfer_later(std::string to, std::int64_t amount) = 0;
    virtual yonder::outcome<Closed, Parcel> open(std::unique_ptr<std::string> content) = 0;
    virtual yonder::result<Transfer> try_transfer(std::string const& to, std::int64_t amount) = 0;
    virtual yonder::result<int> divide(int a, int b) noexcept = 0;
    virtual yonder::result<std::unique_ptr<int>> doubled(std::unique_ptr<int> value) = 0;
    virtual yonder::result<void> check(std::string const& how) = 0;
    virtual yonder::future<yonder::result<int>> divide_later(int a, int b) = 0;
    virtual yonder::future<yonder::result<void>> check_later(std::string how) = 0;
};
YONDER_INTERFACE(Decisions, (), (transfer, to, amount), (transfer_later, to, amount), (open, content),
                 (try_transfer, to, amount), (divide, a, b), (doubled, value), (check, how), (divide_later, a, b),
                 (check_later, how))
YONDER_THROWS(Decisions, (Forbidden, permission_denied))

} // namespace suite::v1

namespace suite {

// An account with 100 on it that closes for transfers to nobody.
class Bank final : public v1::Decisions {
public:
    v1::Transfer transfer(std::string const& to, std::int64_t amount) override {
        if (to.empty())
            return v1::Closed();
        if (amount > 100)
            return v1::Short{amount - 100};
        return v1::Transferred{100 - amount, to};
    }
    yonder::future<v1::Transfer> transfer_later(std::string to, std::int64_t amount) override {
        co_await yonder::sleep_for(std::chrono::milliseconds(1));
        co_return transfer(to, amount);
    }
    yonder::outcome<v1::Closed, v1::Parcel> open(std::unique_ptr<std::string> content) override {
        if (!content)
            return v1::Closed();
        return v1::Parcel{std::move(content)};
    }
    yonder::result<v1::Transfer> try_transfer(std::string const& to, std::int64_t amount) override {
        if (amount < 0)
            return yonder::error(yonder::code::out_of_range, "less than nothing");
        return transfer(to, amount);
    }
    yonder::result<int> divide(int a, int b) noexcept override {
        if (b == 0)
            return yonder::error(yonder::code::invalid_argument, "by zero");
        return a / b;
    }
    yonder::result<std::unique_ptr<int>> doubled(std::unique_ptr<int> value) override {
        if (!value)
            return yonder::error(yonder::code::invalid_argument, "there is nothing");
        return std::make_unique<int>(2 * *value);
    }
    yonder::result<void> check(std::string const& how) override {
        if (how == "returned")
            return yonder::error(yonder::code::aborted, "not now");
        if (how == "plain")
            throw yonder::error(yonder::code::aborted, "not now");
        if (how == "declared")
            throw v1::Forbidden{"a rule"};
        if (how == "undeclared")
            throw std::runtime_error("a secret");
        if (how == "downstream")
            return yonder::invoke_error(yonder::code::unavailable, "http://10.0.0.7: nobody answers there");
        return {};
    }
    yonder::future<yonder::result<int>> divide_later(int a, int b) override {
        co_await yonder::sleep_for(std::chrono::milliseconds(1));
        co_return divide(a, b);
    }
    yonder::future<yonder::result<void>> check_later(std::string how) override {
        co_await yonder::sleep_for(std::chrono::milliseconds(1));
        co_return check(how);
    }
};

} // namespace suite

#endif
