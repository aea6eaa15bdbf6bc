// SPDX-License-Identifier: BSL-1.0
#ifndef TESTS_DESCRIBE_CONTRACTS_HPP
#define TESTS_DESCRIBE_CONTRACTS_HPP

#include <yonder/describe.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bank::v1 {

struct Money {
    std::int64_t cents = 0;
    std::string currency = "EUR";
    bool operator==(Money const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Money, (), (cents, currency))

struct InsufficientFunds {
    Money missing;
};
BOOST_DESCRIBE_STRUCT(InsufficientFunds, (), (missing))

struct UnknownAccount {
    std::string account;
};
BOOST_DESCRIBE_STRUCT(UnknownAccount, (), (account))

class Accounts {
public:
    virtual ~Accounts() = default;
    virtual Money balance(std::string const& account) const = 0;
    virtual Money transfer(std::string const& from, std::string const& to, Money amount) = 0;
};
YONDER_INTERFACE(Accounts, (), (balance, account), (transfer, from, to, amount))
YONDER_THROWS(Accounts, InsufficientFunds, (UnknownAccount, not_found))
YONDER_ANNOTATE(Accounts, balance, yonder::idempotent{}, yonder::doc{"What is left."})

} // namespace bank::v1

// Every form of method that a contract may have.
namespace forms {

struct Marker {
    int level = 0;
};

class Named {
public:
    virtual ~Named() = default;
    virtual std::string name() const = 0;
};
YONDER_INTERFACE(Named, (), (name))

class Counting {
public:
    virtual ~Counting() = default;
    virtual void count() = 0;
    virtual int total() const noexcept = 0;
};
YONDER_INTERFACE(Counting, (), (count), (total))

class All : public Named, public Counting {
public:
    virtual int by_reference() & = 0;
    virtual int by_const_reference() const& = 0;
    virtual int find(int key) = 0;
    virtual int find(std::string const& key) const = 0;
    virtual int defaulted(int value) { return value * 2; }
    virtual std::unique_ptr<int> moved(std::unique_ptr<int> value) = 0;
    virtual std::string view(std::string_view text) = 0;
    void ordinary() {}
};
YONDER_INTERFACE(All, (Named, Counting), (by_reference), (by_const_reference), ((int(int))find, key),
                 ((int(std::string const&) const)find, key), (defaulted, value), (moved, value), (view, text))
YONDER_ANNOTATE(All, (int(std::string const&) const)find, yonder::wire_name{"find_by_text"}, Marker{3})

class Empty {
public:
    virtual ~Empty() = default;
};
YONDER_INTERFACE(Empty, ())

struct Outer {
    class Inner {
    public:
        virtual ~Inner() = default;
        virtual int ping() = 0;
    };
};
YONDER_INTERFACE(Outer::Inner, (), (ping))

} // namespace forms

class Unscoped {
public:
    virtual ~Unscoped() = default;
    virtual int answer() = 0;
};
YONDER_INTERFACE(Unscoped, (), (answer))

#endif
