// SPDX-License-Identifier: BSL-1.0
#include "filtered.hpp"

#include <yonder/call/error.hpp>
#include <yonder/call/log.hpp>

#include <exception>
#include <string>
#include <utility>

namespace yonder {
namespace {

// Whether the filter that runs in this thread has handed its call on.
thread_local bool has_handed_on = false;

// Runs when nobody holds the exchange any more that was given to a filter. Without it a caller would never be told that
// the filter has dropped it.
class let_go {
public:
    let_go(method_descriptor const& method, std::shared_ptr<exchange> caller)
        : method_(&method), caller_(std::move(caller)) {}

    // What follows may perform a call without holding it.
    void hand_on() noexcept { is_handed_on_ = true; }

    void operator()(exchange*) {
        if (is_handed_on_ || caller_->is_complete())
            return;
        failure dropped;
        dropped.code = code::internal;
        dropped.reached = reached::maybe_executed; // started with an exchange of its own
        dropped.message =
            full_name(*method_) + ": a filter dropped the call: it must hand it on, or complete its caller";
        log(log_level::failure, dropped.message);
        caller_->fail(std::move(dropped));
    }

private:
    method_descriptor const* method_;
    std::shared_ptr<exchange> caller_;
    bool is_handed_on_ = false;
};

// What stands after a filter.
class noting final : public invoker {
public:
    explicit noting(std::shared_ptr<invoker> next) : next_(std::move(next)) {}

    void start(request& what, std::shared_ptr<exchange> caller) override {
        has_handed_on = true;
        if (auto* const given = std::get_deleter<let_go>(caller))
            given->hand_on();
        next_->start(what, std::move(caller));
    }
    void drive(blocking_exchange& caller, clock::time_point deadline) override { next_->drive(caller, deadline); }

private:
    std::shared_ptr<invoker> next_;
};

class filtered_invoker final : public invoker {
public:
    filtered_invoker(std::shared_ptr<invoker> next, filter first, thrown_by_filter describe)
        : next_(std::make_shared<noting>(std::move(next))), first_(std::move(first)), describe_(std::move(describe)) {}

    void start(request& what, std::shared_ptr<exchange> caller) override {
        bool const outer = std::exchange(has_handed_on, false);
        std::shared_ptr<exchange> const given(caller.get(),
                                              let_go(what.method(), caller)); // which outlives what is thrown
        try {
            first_(what, given, next_);
        } catch (...) {
            failure wrong = describe_(what);
            wrong.reached = has_handed_on ? reached::maybe_executed : reached::not_sent;
            caller->fail(std::move(wrong));
        }
        has_handed_on = outer;
    }
    void drive(blocking_exchange& caller, clock::time_point deadline) override { next_->drive(caller, deadline); }

private:
    std::shared_ptr<invoker> next_;
    filter first_;
    thrown_by_filter describe_;
};

// Within one program its own texts may be told. `otherwise` is for what is no yonder::error.
failure what_was_thrown(request const& what, code otherwise, std::string const& before) {
    failure wrong;
    wrong.code = otherwise;
    try {
        throw;
    } catch (error const& caught) {
        wrong = caught.as_failure();
        wrong.message = caught.what();
    } catch (std::exception const& caught) {
        wrong.message = caught.what();
    } catch (...) {
        wrong.message = "something that is no exception was thrown";
    }
    wrong.answered = false;
    wrong.message = full_name(what.method()) + ": " + before + wrong.message;
    return wrong;
}

} // namespace

std::shared_ptr<invoker> filtered(std::shared_ptr<invoker> next, filter first, thrown_by_filter describe) {
    return std::make_shared<filtered_invoker>(std::move(next), std::move(first), std::move(describe));
}

std::shared_ptr<invoker> filtered(std::shared_ptr<invoker> next, filter first) {
    return filtered(std::move(next), std::move(first),
                    [](request const& what) { return what_was_thrown(what, code::internal, "a filter failed: "); });
}

filter gathering(std::function<void(request&)> look) {
    return [look = std::move(look)](request& what, std::shared_ptr<exchange> caller,
                                    std::shared_ptr<invoker> const& next) {
        try {
            look(what);
        } catch (...) {
            failure wrong = what_was_thrown(what, code::invalid_argument, "not sent: ");
            wrong.reached = reached::not_sent;
            caller->fail(std::move(wrong));
            return;
        }
        next->start(what, std::move(caller));
    };
}

} // namespace yonder
