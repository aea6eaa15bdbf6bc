// SPDX-License-Identifier: BSL-1.0
#include <yonder/call/timer.hpp>
#include <yonder/rpc/retry.hpp>

#include <algorithm>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <utility>

namespace yonder {
namespace {

// How many repetitions all calls of a filter may have.
class allowance {
public:
    explicit allowance(retry_options const& options) : most_(options.reserve), share_(options.share), left_(most_) {}

    void add_call() {
        std::lock_guard const lock(mutex_);
        left_ = std::min(most_, left_ + share_);
    }
    bool take() {
        std::lock_guard const lock(mutex_);
        if (left_ < 1)
            return false;
        left_ -= 1;
        return true;
    }

private:
    double const most_;
    double const share_;
    std::mutex mutex_;
    double left_;
};

clock::duration some_of(clock::duration pause) {
    thread_local std::minstd_rand generator{std::random_device{}()};
    return std::chrono::duration_cast<clock::duration>(pause *
                                                       std::uniform_real_distribution<double>(0.5, 1)(generator));
}

// One call with its attempts. Between the caller and each attempt in turn.
class repeated_call final : public performer, public std::enable_shared_from_this<repeated_call> {
public:
    repeated_call(retry_options const& options, std::shared_ptr<allowance> left, request what,
                  std::shared_ptr<exchange> caller, std::shared_ptr<invoker> next)
        : options_(options), allowance_(std::move(left)), what_(std::move(what)), caller_(std::move(caller)),
          next_(std::move(next)), inherited_(context::current()), last_begin_(clock::now() + options.total),
          pause_(options.first_pause) {}

    void begin() {
        caller_->attach(shared_from_this());
        attempt();
    }

    void cancel() noexcept override {
        std::shared_ptr<exchange> running;
        std::optional<alarm> pausing;
        std::optional<failure> last;
        {
            std::lock_guard const lock(mutex_);
            is_cancelled_ = true;
            running = current_;
            pausing.swap(alarm_);
            last.swap(last_failure_);
        }
        if (running) {
            running->cancel();
        } else if (last) { // in a pause
            last->code = code::canceled;
            last->message += "; cancelled before it was tried again";
            caller_->fail(std::move(*last));
        }
        if (pausing)
            call_off(*pausing);
    }

private:
    struct one_attempt final : exchange {
        explicit one_attempt(std::shared_ptr<repeated_call> whole) : of(std::move(whole)) {}
        void on_reply(payload result) override {
            of->end_attempt();
            of->caller_->reply(std::move(result));
        }
        void on_failure(failure what) override { of->failed(std::move(what)); }
        bool offer(std::function<void()> task, clock::time_point when) override {
            return of->caller_->offer(std::move(task), when);
        }
        bool is_blocking() const noexcept override { return of->caller_->is_blocking(); }
        std::shared_ptr<repeated_call> const of;
    };

    void attempt() {
        auto const made = std::make_shared<one_attempt>(shared_from_this());
        {
            std::lock_guard const lock(mutex_);
            last_failure_.reset();
            alarm_.reset();
            current_ = made;
            ++attempts_;
            if (is_cancelled_)
                made->cancel();
        }
        request again = what_;
        next_->start(again, made);
    }

    // The two refer to each other until then.
    void end_attempt() {
        std::lock_guard const lock(mutex_);
        current_.reset();
    }

    void failed(failure what) {
        end_attempt();
        clock::time_point const when = clock::now() + some_of(pause_);
        bool const is_repeated = what.code == code::unavailable && attempts_ < options_.attempts &&
                                 !caller_->is_complete() && !is_cancelled() && when < last_begin_ &&
                                 (!what_.header.deadline || when < *what_.header.deadline) && allowance_->take();
        if (!is_repeated) {
            if (attempts_ > 1)
                what.message += " (attempt " + std::to_string(attempts_) + ")";
            caller_->fail(std::move(what));
            return;
        }
        pause_ = std::min(2 * pause_, options_.longest_pause);
        {
            std::lock_guard const lock(mutex_);
            last_failure_ = std::move(what);
        }
        auto const go_on = [self = shared_from_this()] {
            context_switch const scope(self->inherited_);
            self->go_on();
        };
        if (caller_->offer(go_on, when))
            return;
        std::lock_guard const lock(mutex_);
        if (!is_cancelled_)
            alarm_ = run_at(when, go_on);
    }

    void go_on() {
        {
            std::lock_guard const lock(mutex_);
            if (!last_failure_) // cancelled in the pause
                return;
        }
        attempt();
    }

    bool is_cancelled() {
        std::lock_guard const lock(mutex_);
        return is_cancelled_;
    }

    retry_options const options_;
    std::shared_ptr<allowance> const allowance_;
    request const what_;
    std::shared_ptr<exchange> const caller_;
    std::shared_ptr<invoker> const next_;
    context const inherited_;
    clock::time_point const last_begin_;
    clock::duration pause_;
    std::size_t attempts_ = 0;
    std::mutex mutex_;
    bool is_cancelled_ = false;
    std::shared_ptr<exchange> current_;
    std::optional<failure> last_failure_; // in a pause
    std::optional<alarm> alarm_;
};

bool has_streams(method_descriptor const& method) noexcept {
    return method.streams_arguments || method.streams_results;
}

} // namespace

filter retries(retry_options options) {
    auto const left = std::make_shared<allowance>(options);
    return [options, left](request& what, std::shared_ptr<exchange> caller, std::shared_ptr<invoker> const& next) {
        left->add_call();
        if (options.gives_ids && what.header.intent == intent::call && !what.method().is_idempotent &&
            !has_streams(what.method()))
            what.header.is_once = true;
        bool const may_repeat = what.method().is_idempotent || what.header.is_once;
        if (!may_repeat || has_streams(what.method()) || what.header.intent != intent::call || options.attempts < 2)
            return next->start(what, std::move(caller));
        std::shared_ptr<repeated_call> whole;
        try {
            whole = std::make_shared<repeated_call>(options, left, what.own(), caller, next);
        } catch (std::exception const&) { // arguments without a form, which the next one says better
            return next->start(what, std::move(caller));
        }
        whole->begin();
    };
}

} // namespace yonder
