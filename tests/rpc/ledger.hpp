// SPDX-License-Identifier: BSL-1.0
// An interface of work that goes on without its caller, and is counted.
#ifndef TESTS_RPC_LEDGER_HPP
#define TESTS_RPC_LEDGER_HPP

#include <yonder/yonder.hpp>

#include <atomic>
#include <cmath>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>

namespace suite::v1 {

struct Overdrawn {
    int missing = 0;
};
BOOST_DESCRIBE_STRUCT(Overdrawn, (), (missing))

struct Amount {
    int cents = 0;
};
BOOST_DESCRIBE_STRUCT(Amount, (), (cents))
YONDER_ANNOTATE(Amount, cents, yonder::range{.min = 0, .max = 1000})

class Ledger {
public:
    virtual ~Ledger() = default;
    virtual int add(Amount amount) = 0; // the sum so far
    virtual int get(int key) const = 0; // annotated idempotent
    virtual int wait(int gate) = 0;     // until open(gate), or until nobody wants it: then -1
    virtual void open(int gate) = 0;
    virtual int runs() const = 0; // of add, get, wait and the failing ones
    virtual void overdraw(int missing) = 0;
    virtual void crash() = 0;
    virtual yonder::future<int> add_later(int cents) = 0;
    virtual yonder::stream<int> count(int to) = 0;
    virtual void take(yonder::stream<int> items) = 0;
    virtual std::string about() = 0; // the context it runs in
    virtual yonder::future<std::string> about_later() = 0;
    virtual yonder::stream<std::string> about_items() = 0;
    virtual void boast() = 0; // reports odd progress
};
YONDER_INTERFACE(Ledger, (), (add, amount), (get, key), (wait, gate), (open, gate), (runs), (overdraw, missing),
                 (crash), (add_later, cents), (count, to), (take, items), (about), (about_later), (about_items),
                 (boast))
YONDER_THROWS(Ledger, (Overdrawn, failed_precondition))
YONDER_ANNOTATE(Ledger, get, yonder::idempotent{})

// What a handler sees, as text: the activity, the parent, the user, the metadata.
inline std::string text_of_context() {
    auto const here = yonder::context::current();
    std::string text = to_string(here.activity());
    text += here.user() ? " " + here.user()->type + ":" + here.user()->id : " nobody";
    if (auto const list = here.all_metadata())
        for (auto const& one : *list)
            text += " " + one.name + "=" + one.value;
    return text;
}

class Book final : public Ledger {
public:
    int add(Amount amount) override {
        ++runs_;
        return sum_ += amount.cents;
    }
    int get(int key) const override {
        ++runs_;
        return key;
    }
    int wait(int gate) override {
        auto const here = yonder::context::current();
        here.report({0.5, "waiting"});
        ++runs_; // now others may look
        std::unique_lock lock(mutex_);
        bool const is_open = changed_.wait(lock, here.stop_token(), [&] { return gates_[gate]; });
        return is_open ? gate : -1;
    }
    void open(int gate) override {
        std::lock_guard const lock(mutex_);
        gates_[gate] = true;
        changed_.notify_all();
    }
    int runs() const override { return runs_; }
    void overdraw(int missing) override {
        ++runs_;
        throw Overdrawn{missing};
    }
    void crash() override {
        ++runs_;
        throw std::runtime_error("out of ink");
    }
    yonder::future<int> add_later(int cents) override {
        ++runs_;
        co_await yonder::sleep_for(std::chrono::milliseconds(1));
        co_return sum_ += cents;
    }
    yonder::stream<int> count(int to) override {
        for (int i = 1; i <= to; ++i)
            co_yield i;
    }
    void take(yonder::stream<int> items) override {
        for (int const one : items)
            sum_ += one;
    }
    std::string about() override { return text_of_context(); }
    yonder::future<std::string> about_later() override {
        co_await yonder::sleep_for(std::chrono::milliseconds(1));
        co_return text_of_context();
    }
    yonder::stream<std::string> about_items() override {
        for (int i = 0; i < 3; ++i) {
            co_await yonder::sleep_for(std::chrono::milliseconds(1));
            std::string text = text_of_context();
            co_yield std::move(text);
        }
    }

    void boast() override { yonder::context::current().report({std::nan(""), "a\xff\"\n" + std::string(5000, 'x')}); }

private:
    std::atomic<int> sum_ = 0;
    mutable std::atomic<int> runs_ = 0;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::map<int, bool> gates_;
};

} // namespace suite::v1

#endif
