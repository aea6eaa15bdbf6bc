// SPDX-License-Identifier: BSL-1.0
#ifndef TESTS_CALL_FAKE_INVOKER_HPP
#define TESTS_CALL_FAKE_INVOKER_HPP

#include <yonder/call/error.hpp>
#include <yonder/call/invoker.hpp>

#include <array>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace fake {

// A method without C++ types, whose arguments are text already.
inline yonder::interface_descriptor const& service() {
    static std::array<std::string_view, 1> const names{"text"};
    static yonder::interface_descriptor descriptor;
    static yonder::method_descriptor method;
    static bool const ready = [] {
        method.owner = &descriptor;
        method.name = "repeat";
        method.parameter_names = names;
        method.is_idempotent = true;
        method.encode_arguments = [](yonder::method_descriptor const&, void const* tuple, yonder::format,
                                     std::string& out) { out += *static_cast<std::string const*>(tuple); };
        descriptor.name = "fake.Service";
        descriptor.methods = {&method, 1};
        return true;
    }();
    (void)ready;
    return descriptor;
}

// What the fake does with one attempt.
struct script {
    std::vector<std::string> items;
    bool fails = false;
    std::string answer = "done";
};

// An asynchronous, streaming transport with a thread of its own. Each call takes the next script. Items wait for
// credit.
class invoker final : public yonder::invoker {
public:
    explicit invoker(std::deque<script> scripts) : scripts_(std::move(scripts)), worker_([this] { run(); }) {}
    ~invoker() override {
        {
            std::lock_guard const lock(mutex_);
            stopped_ = true;
        }
        changed_.notify_all();
        worker_.join();
    }

    void start(yonder::request& what, std::shared_ptr<yonder::exchange> caller) override {
        auto const made = std::make_shared<attempt>(*this, what.own(), caller);
        caller->attach(made);
        std::lock_guard const lock(mutex_);
        std::string buffer;
        seen.emplace_back(made->kept.bytes(yonder::format::json, buffer));
        waiting_.push_back(made);
        changed_.notify_all();
    }

    std::vector<std::string> seen; // the arguments of each attempt
    int cancelled = 0;

private:
    struct attempt final : yonder::performer {
        attempt(invoker& by, yonder::request request, std::shared_ptr<yonder::exchange> of)
            : owner(by), kept(std::move(request)), caller(std::move(of)) {}
        void cancel() noexcept override {
            std::lock_guard const lock(owner.mutex_);
            ++owner.cancelled;
            is_cancelled = true;
            owner.changed_.notify_all();
        }
        void grant(std::size_t items) noexcept override {
            std::lock_guard const lock(owner.mutex_);
            credit += items;
            owner.changed_.notify_all();
        }
        invoker& owner;
        yonder::request kept;
        std::shared_ptr<yonder::exchange> caller;
        std::size_t credit = 0;
        bool is_cancelled = false;
    };

    void run() {
        std::unique_lock lock(mutex_);
        for (;;) {
            changed_.wait(lock, [&] { return stopped_ || !waiting_.empty(); });
            if (stopped_)
                return;
            auto const current = waiting_.front();
            waiting_.pop_front();
            script const todo = scripts_.empty() ? script() : scripts_.front();
            if (!scripts_.empty())
                scripts_.pop_front();
            bool complete = true;
            for (std::string const& item : todo.items) {
                changed_.wait(lock, [&] { return stopped_ || current->is_cancelled || current->credit > 0; });
                if (stopped_ || current->is_cancelled) {
                    complete = false;
                    break;
                }
                --current->credit;
                lock.unlock();
                current->caller->item({yonder::format::json, item});
                lock.lock();
            }
            lock.unlock();
            if (!complete)
                current->caller->fail(failed(yonder::code::canceled));
            else if (todo.fails)
                current->caller->fail(failed(yonder::code::unavailable));
            else
                current->caller->reply({yonder::format::json, todo.answer});
            lock.lock();
        }
    }

    static yonder::failure failed(yonder::code code) {
        yonder::failure what;
        what.code = code;
        what.message = "the fake says so";
        what.reached = yonder::reached::maybe_executed;
        return what;
    }

    std::deque<script> scripts_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::shared_ptr<attempt>> waiting_;
    bool stopped_ = false;
    std::thread worker_;
};

} // namespace fake

#endif
