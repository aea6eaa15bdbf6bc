// SPDX-License-Identifier: BSL-1.0
// What the tests of the wire protocol serve.
#ifndef TESTS_WIRE_BOX_HPP
#define TESTS_WIRE_BOX_HPP

#include "../support/patience.hpp"

#include <yonder/yonder.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

namespace box::v1 {

class Box {
public:
    virtual ~Box() = default;
    virtual int add(int a, int b) = 0;
    virtual void pause(int milliseconds) = 0;       // whatever its caller wants
    virtual int hold(int gate) = 0;                 // until it is opened, or nobody wants it: then -1
    virtual void open() = 0;                        // all gates
    virtual std::string text(std::size_t size) = 0; // of so many bytes
    virtual std::size_t size_of(std::string text) = 0;
    virtual yonder::future<int> later(int value) = 0; // when the gate is open
    virtual yonder::stream<std::string> lines(int count, std::size_t size) = 0;
    virtual int sum(yonder::stream<int> numbers) = 0;
    virtual std::size_t thread() = 0; // in which it runs
    virtual std::size_t thread_that_may_wait() = 0;
};
YONDER_INTERFACE(Box, (), (add, a, b), (pause, milliseconds), (hold, gate), (open), (text, size), (size_of, text),
                 (later, value), (lines, count, size), (sum, numbers), (thread), (thread_that_may_wait))
YONDER_ANNOTATE(Box, thread_that_may_wait, yonder::blocks{})

class Real final : public Box {
public:
    int add(int a, int b) override {
        ++added;
        return a + b;
    }
    void pause(int milliseconds) override { std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds)); }
    int hold(int gate) override {
        ++held;
        std::unique_lock lock(mutex_);
        auto const token = yonder::context::current().stop_token();
        return changed_.wait(lock, token, [this] { return is_open_; }) ? gate : -1;
    }
    void open() override {
        std::vector<yonder::promise<int>> all;
        std::vector<int> values;
        {
            std::lock_guard const lock(mutex_);
            is_open_ = true;
            all.swap(waiting_);
            values.swap(values_);
        }
        changed_.notify_all();
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i].set_value(values[i]);
    }
    std::string text(std::size_t size) override { return std::string(size, 'x'); }
    std::size_t size_of(std::string text) override { return text.size(); }
    yonder::future<int> later(int value) override {
        std::lock_guard const lock(mutex_);
        if (is_open_)
            return yonder::make_ready(value);
        ++held;
        values_.push_back(value);
        return waiting_.emplace_back().get_future();
    }
    yonder::stream<std::string> lines(int count, std::size_t size) override {
        for (int i = 0; i < count; ++i) {
            std::string line(size, static_cast<char>('a' + i % 26));
            co_yield line;
        }
    }
    int sum(yonder::stream<int> numbers) override {
        int all = 0;
        for (int const one : numbers)
            all += one;
        return all;
    }

    std::size_t thread() override { return std::hash<std::thread::id>()(std::this_thread::get_id()); }
    std::size_t thread_that_may_wait() override { return thread(); }

    std::atomic<int> added = 0;
    std::atomic<int> held = 0;

private:
    std::mutex mutex_;
    std::condition_variable_any changed_;
    bool is_open_ = false;
    std::vector<yonder::promise<int>> waiting_;
    std::vector<int> values_;
};

// A host that serves one, and where.
struct served {
    explicit served(yonder::host_options options = {}, std::string const& where = "yonder://127.0.0.1:0")
        : host(app, options) {
        app.bind<Box>().to(std::static_pointer_cast<Box>(real));
        host.expose<Box>();
        host.listen(where);
        host.start();
        url = host.urls().front();
    }
    std::uint16_t port() const { return static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1))); }
    std::shared_ptr<Box> proxy() const { return yonder::wire<Box>(url); }

    std::shared_ptr<Real> const real = std::make_shared<Real>();
    yonder::container app;
    yonder::host host;
    std::string url;
};

template <class Condition>
bool eventually(Condition condition, std::chrono::milliseconds limit = suite::patience) {
    auto const end = yonder::clock::now() + limit;
    while (!condition() && yonder::clock::now() < end)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return condition();
}

} // namespace box::v1

#endif
