// SPDX-License-Identifier: BSL-1.0
#include <yonder/call/context.hpp>

#include <algorithm>
#include <utility>

namespace yonder {

struct context::node {
    std::optional<clock::time_point> deadline;
    std::shared_ptr<cancellation> cancelled_by;
};

namespace {

// Here and not inline: a thread-local in a header is another variable in each shared object built with hidden
// visibility.
context& current_context() noexcept {
    thread_local context current;
    return current;
}

} // namespace

context context::current() noexcept { return current_context(); }

std::optional<clock::time_point> context::deadline() const noexcept { return node_ ? node_->deadline : std::nullopt; }

std::optional<clock::duration> context::remaining() const noexcept {
    if (!node_ || !node_->deadline)
        return std::nullopt;
    return std::max(*node_->deadline - clock::now(), clock::duration::zero());
}

bool context::is_wanted() const noexcept {
    return !node_ || !((node_->cancelled_by && node_->cancelled_by->is_cancelled()) ||
                       (node_->deadline && clock::now() >= *node_->deadline));
}

std::stop_token context::stop_token() const {
    return node_ && node_->cancelled_by ? node_->cancelled_by->stop_token() : std::stop_token();
}

context context::for_call(std::optional<clock::time_point> deadline, std::shared_ptr<cancellation> by) const {
    node changed = node_ ? *node_ : node();
    if (deadline)
        changed.deadline = changed.deadline ? std::min(*changed.deadline, *deadline) : *deadline;
    changed.cancelled_by = std::move(by);
    context result;
    result.node_ = std::make_shared<node const>(std::move(changed));
    return result;
}

context context::with_deadline(clock::time_point deadline) const {
    node changed = node_ ? *node_ : node();
    changed.deadline = changed.deadline ? std::min(*changed.deadline, deadline) : deadline;
    context result;
    result.node_ = std::make_shared<node const>(changed);
    return result;
}

context exchange_context(context next) noexcept { return std::exchange(current_context(), std::move(next)); }

context_switch::context_switch(context next) noexcept : previous_(exchange_context(std::move(next))) {}
context_switch::~context_switch() { current_context() = std::move(previous_); }

namespace {

// now() plus a length that may be duration::max().
clock::time_point time_after(clock::duration length) noexcept {
    auto const now = clock::now();
    return length < clock::time_point::max() - now ? now + length : clock::time_point::max();
}

} // namespace

call_scope::call_scope(timeout limit) : switch_(context::current().with_deadline(time_after(limit.length))) {}

} // namespace yonder
