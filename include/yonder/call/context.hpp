// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_CONTEXT_HPP
#define YONDER_CALL_CONTEXT_HPP

#include <yonder/call/scope_options.hpp>
#include <yonder/call/uuid.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string_view>
#include <utility>

namespace yonder {

using clock = std::chrono::steady_clock;

struct message_header;
struct trace_context;

// Whoever waits for a call: may say that it is not wanted any more, and may want to hear how far it is.
class call_owner {
public:
    virtual bool is_cancelled() const noexcept = 0;

    // Requested when that happens; made when it is asked for first.
    virtual std::stop_token stop_token() = 0;

    virtual void report(progress) {}

protected:
    ~call_owner() = default;
};

// What a call inherits from where it is made, without a parameter: when it must be over, whether it is still wanted,
// which activity it is part of, for whom it is made. A handler runs in the context of the call it serves, so calls it
// makes end with that one. Follows continuations, coroutines and what is posted to our executors. Immutable; copies are
// cheap and may be used by any thread.
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

    // The id of the call being served, which calls made here name as their parent; nil where none is.
    uuid call_id() const noexcept;

    // Of the call being served: the call whose handler made it, nil if none did; the program that made it, as that says
    // or a listener has verified, empty if nobody knows; and when, by that program's clock, zero if it did not say.
    uuid response_to() const noexcept;
    std::string sender() const;
    std::chrono::sys_time<std::chrono::nanoseconds> sent_at() const noexcept;

    // What all calls have in common that one thing led to; nil where nothing has begun one: then the next call does.
    uuid activity() const noexcept;

    // For whom the work is done; null where nobody said so. A server believes it of whom it trusts alone.
    std::shared_ptr<yonder::user const> user() const noexcept;

    // The trace that the work is part of, as a caller of the call being served has said; null where none did.
    std::shared_ptr<trace_context const> trace() const noexcept;

    // The value of this name, which travels with every call. As the caller says: no ground to allow anything. The view
    // lives as long as this context.
    std::optional<std::string_view> metadata(std::string_view name) const noexcept;
    std::shared_ptr<metadata_list const> all_metadata() const noexcept;

    // Of a handler: says how far it is, to whoever asks after a call that goes on without its caller (see send()).
    void report(progress how_far) const;

    // This context with one thing changed. Of deadlines the earlier one holds.
    context with_deadline(clock::time_point deadline) const;
    context with(timeout limit) const;
    context with(yonder::user whose) const;
    context with(trace_context of) const;
    context with(yonder::activity of) const;
    context with(yonder::metadata one) const;
    context with(once_only how) const;

    // This context for work that `by` may cancel.
    context with_owner(std::shared_ptr<call_owner> by) const;

    // The context of a handler that serves a call with this header, which `by` waits for.
    context for_call(message_header const& header, std::shared_ptr<call_owner> by) const;

private:
    friend class context_switch;
    friend void complete(message_header& header);
    struct node;
    template <class Change>
    context changed(Change change) const;

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

// Options for all calls of this thread until the end of the block:
//     yonder::call_scope scope{yonder::timeout(100ms), yonder::metadata("tenant", "north")};
// Scopes nest. Neither moved nor allocated, as it is bound to its block.
class call_scope {
public:
    template <class... Option>
    explicit call_scope(Option... options) : switch_(with_all(context::current(), std::move(options)...)) {}
    call_scope(call_scope const&) = delete;
    call_scope& operator=(call_scope const&) = delete;
    static void* operator new(std::size_t) = delete;

private:
    static context with_all(context made) { return made; }
    template <class First, class... Rest>
    static context with_all(context const& from, First first, Rest... rest) {
        return with_all(from.with(std::move(first)), std::move(rest)...);
    }

    context_switch switch_;
};

} // namespace yonder

#endif
