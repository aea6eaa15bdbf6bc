// SPDX-License-Identifier: BSL-1.0
#include <yonder/call/duration.hpp>
#include <yonder/call/error.hpp>
#include <yonder/call/relay.hpp>
#include <yonder/call/timer.hpp>
#include <yonder/fabric/sourced.hpp>

#include <exception>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace yonder {
namespace {

// A call for which its source allows less time than its caller: it ends in that time, whoever carries it, and what it
// fails with says whose limit it was.
class limited final : public relay {
public:
    limited(std::shared_ptr<exchange> caller, method_descriptor const& method, clock::duration limit,
            clock::time_point latest)
        : relay(std::move(caller)), method_(method), limit_(limit), latest_(latest) {}

    static void start(std::shared_ptr<limited> const& made, request& what, invoker& next) {
        what.header.deadline = made->latest_;
        relay::start(made, what, next);
        std::lock_guard const lock(made->mutex_);
        if (!made->is_over_)
            made->alarm_ = run_at(made->latest_, [weak = std::weak_ptr(made)] {
                if (auto const late = weak.lock())
                    late->abandon(deadline_failure(late->method_));
            });
    }

private:
    void on_reply(payload result) override {
        end();
        relay::on_reply(std::move(result));
    }
    void on_failure(failure what) override {
        end();
        relay::on_failure(as_told(std::move(what)));
    }

    void end() noexcept {
        std::optional<alarm> set;
        {
            std::lock_guard const lock(mutex_);
            is_over_ = true;
            set.swap(alarm_);
        }
        if (set)
            call_off(*set);
    }

    // The server counts the same time, from when the call came, so its word on it may come just before our own.
    failure as_told(failure what) const {
        bool const is_ours = what.code == code::deadline_exceeded && what.details.empty() &&
                             what.reached != reached::not_sent &&
                             clock::now() + std::chrono::milliseconds(2) >= latest_;
        if (!is_ours)
            return what;
        what.reached = reached::maybe_executed;
        what.answered = false;
        what.message =
            full_name(method_) + ": no answer within " +
            std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(limit_).count()) +
            " ms, which is what its source allows: the call may have been executed; see what keeps the server, or give "
            "the source a longer timeout";
        return what;
    }

    method_descriptor const& method_;
    clock::duration const limit_;
    clock::time_point const latest_;
    std::mutex mutex_;
    bool is_over_ = false;
    std::optional<alarm> alarm_;
};

class sourced_invoker final : public invoker {
public:
    sourced_invoker(std::shared_ptr<source_repository const> where, connector connect, bool is_signed)
        : where_(std::move(where)), connect_(std::move(connect)), is_signed_(is_signed) {}

    void start(request& what, std::shared_ptr<exchange> caller) override {
        failure none;
        none.code = code::unavailable;
        none.reached = reached::not_sent;
        std::shared_ptr<invoker> way;
        std::shared_ptr<limited> within;
        try {
            auto const found = where_->find(what.method().owner->name, what.method().name);
            if (!found) {
                none.message = "no source says where it is served: add it to the source repository of the container";
            } else if (found->requires_signature && !is_signed_) {
                none.code = code::failed_precondition;
                none.message = "\"" + found->url +
                               "\" wants signed requests, and the binding has no key: give it one "
                               "with signed_by";
            } else {
                way = connect_(found->url);
                auto const latest = found->timeout ? time_after(*found->timeout) : clock::time_point::max();
                if (latest < what.header.deadline.value_or(clock::time_point::max()))
                    within = std::make_shared<limited>(caller, what.method(), *found->timeout, latest);
            }
        } catch (error const& caught) {
            none = caught.as_failure();
            none.reached = reached::not_sent;
            none.answered = false;
            none.message = caught.what();
        } catch (std::exception const& caught) {
            none.message = std::string("its source could not be found or used: ") + caught.what();
        }
        if (within)
            return limited::start(within, what, *way);
        if (way)
            return way->start(what, std::move(caller));
        none.message = full_name(what.method()) + ": not sent: " + none.message;
        caller->fail(std::move(none));
    }

private:
    std::shared_ptr<source_repository const> where_;
    connector connect_;
    bool is_signed_;
};

} // namespace

std::shared_ptr<invoker> sourced(std::shared_ptr<source_repository const> where, connector connect, bool is_signed) {
    return std::make_shared<sourced_invoker>(std::move(where), std::move(connect), is_signed);
}

} // namespace yonder
