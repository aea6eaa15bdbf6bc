// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_CONTEXT_HPP
#define YONDER_CALL_CONTEXT_HPP

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>

namespace yonder {

using clock = std::chrono::steady_clock;

// Whoever may say that a call is not wanted any more: the exchange of the call.
class cancellation {
public:
    virtual bool is_cancelled() const noexcept = 0;

    // Requested when that happens; made when it is asked for first.
    virtual std::stop_token stop_token() = 0;

protected:
    ~cancellation() = default;
};

// What a call inherits from where it is made, without a parameter: when it must be over, and whether it is
// still wanted. A handler runs in the context
// of the call it serves, so calls it makes end with that one. Immutable; copies are cheap and may be used by any
// thread.
class context {
public:
    // The context of this thread. Without a scope or a call being served it is empty.
    static context current() noexcept;

    // When the work must be over, if anybody said so.
    std::optional<clock::time_point> deadline() const noexcept;

    // What is left until then, zero when it has passed; nothing without a deadline.
    std::optional<clock::duration> remaining() const noexcept;

    // Whether the result of the work is still wanted: false in a handler whose caller has cancelled, is gone, or had a
    // deadline that has passed.
    bool is_wanted() const noexcept;

    // For std::stop_callback, which is called back when it is not wanted any more, and for all that takes one. A token
    // that is never requested where nobody can cancel.
    std::stop_token stop_token() const;

    // This context with a deadline, or with its own if that is earlier.
    context with_deadline(clock::time_point deadline) const;

    // This context for a call of its own, which `by` may cancel.
    context for_call(std::optional<clock::time_point> deadline, std::shared_ptr<cancellation> by) const;

private:
    friend class context_switch;
    struct node;
    std::shared_ptr<node const> node_;
};

// Makes `next` the context of this thread until the end of the block.
class context_switch {
public:
    explicit context_switch(context next) noexcept;
    ~context_switch();
    context_switch(context_switch const&) = delete;
    context_switch& operator=(context_switch const&) = delete;
    static void* operator new(std::size_t) = delete;

private:
    context previous_;
};

// Makes `next` the context of this thread and returns what it was: for coroutines, which are left and entered in ways
// that no block has.
context exchange_context(context next) noexcept;

// An option of call_scope: calls are over after this much time, the time to reach the peer and back included.
struct timeout {
    explicit timeout(clock::duration time) noexcept : length(time) {}
    clock::duration length;
};

// Options for all calls of this thread until the end of the block:
//     yonder::call_scope scope{yonder::timeout(100ms)};
// Scopes nest; the earlier deadline holds. Neither moved nor allocated, as it is bound to its block.
class call_scope {
public:
    explicit call_scope(timeout limit);
    call_scope(call_scope const&) = delete;
    call_scope& operator=(call_scope const&) = delete;
    static void* operator new(std::size_t) = delete;

private:
    context_switch switch_;
};

} // namespace yonder

#endif
