// SPDX-License-Identifier: BSL-1.0
#include "ascii.hpp"
#include "token.hpp"

#include <yonder/call/context.hpp>
#include <yonder/call/header.hpp>
#include <yonder/call/trace.hpp>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

namespace yonder {

namespace {

// The ids of the calls of a scope whose calls are made once, in order.
struct once_ids {
    explicit once_ids(uuid id) noexcept : first(id) {}

    uuid next() noexcept {
        std::uint32_t const number = used++;
        uuid id = first;
        for (std::size_t i = 0; i < 4; ++i)
            id.bytes[12 + i] = static_cast<std::uint8_t>(id.bytes[12 + i] ^ (number >> (24 - 8 * i)));
        return id;
    }

    uuid const first;
    std::atomic<std::uint32_t> used = 0;
};

} // namespace

struct context::node {
    std::optional<clock::time_point> deadline;
    std::shared_ptr<call_owner> owner;
    uuid call_id;
    uuid response_to;
    std::string sender;
    std::chrono::sys_time<std::chrono::nanoseconds> sent_at{};
    uuid activity;
    std::shared_ptr<yonder::user const> user;
    std::shared_ptr<trace_context const> trace;
    std::shared_ptr<metadata_list const> metadata;
    std::shared_ptr<once_ids> once;

    void limit(clock::time_point until) { deadline = deadline ? std::min(*deadline, until) : until; }
};

namespace {

// Here and not inline: a thread-local in a header is another variable in each shared object built with hidden
// visibility.
context& current_context() noexcept {
    thread_local context current;
    return current;
}

} // namespace

metadata::metadata(std::string_view called, std::string_view text) : name(called), value(text) {
    if (!is_token(name))
        throw std::invalid_argument("metadata \"" + name +
                                    "\": a name is one or more of letters, digits and !#$%&'*+-.^_`|~");
}

context context::current() noexcept { return current_context(); }

template <class Change>
context context::changed(Change change) const {
    auto made = node_ ? std::make_shared<node>(*node_) : std::make_shared<node>();
    change(*made);
    context result;
    result.node_ = std::move(made);
    return result;
}

std::optional<clock::time_point> context::deadline() const noexcept { return node_ ? node_->deadline : std::nullopt; }

std::optional<clock::duration> context::remaining() const noexcept {
    if (!node_ || !node_->deadline)
        return std::nullopt;
    return std::max(*node_->deadline - clock::now(), clock::duration::zero());
}

bool context::is_wanted() const noexcept {
    return !node_ ||
           !((node_->owner && node_->owner->is_cancelled()) || (node_->deadline && clock::now() >= *node_->deadline));
}

std::stop_token context::stop_token() const {
    return node_ && node_->owner ? node_->owner->stop_token() : std::stop_token();
}

uuid context::call_id() const noexcept { return node_ ? node_->call_id : uuid(); }
uuid context::response_to() const noexcept { return node_ ? node_->response_to : uuid(); }
std::string context::sender() const { return node_ ? node_->sender : std::string(); }
std::chrono::sys_time<std::chrono::nanoseconds> context::sent_at() const noexcept {
    return node_ ? node_->sent_at : std::chrono::sys_time<std::chrono::nanoseconds>();
}
uuid context::activity() const noexcept { return node_ ? node_->activity : uuid(); }
std::shared_ptr<user const> context::user() const noexcept { return node_ ? node_->user : nullptr; }

std::shared_ptr<trace_context const> context::trace() const noexcept { return node_ ? node_->trace : nullptr; }

std::shared_ptr<metadata_list const> context::all_metadata() const noexcept {
    return node_ ? node_->metadata : nullptr;
}

std::optional<std::string_view> context::metadata(std::string_view name) const noexcept {
    if (node_ && node_->metadata)
        for (auto const& one : *node_->metadata)
            if (one.name == name)
                return one.value;
    return std::nullopt;
}

void context::report(progress how_far) const {
    if (node_ && node_->owner)
        node_->owner->report(std::move(how_far));
}

context context::with_deadline(clock::time_point deadline) const {
    return changed([&](node& one) { one.limit(deadline); });
}
context context::with(timeout limit) const { return with_deadline(time_after(limit.length)); }
context context::with(yonder::user whose) const {
    return changed([&](node& one) { one.user = std::make_shared<yonder::user const>(std::move(whose)); });
}
context context::with(trace_context of) const {
    return changed([&](node& one) { one.trace = std::make_shared<trace_context const>(std::move(of)); });
}
context context::with(yonder::activity of) const {
    return changed([&](node& one) { one.activity = of.id; });
}
context context::with(yonder::metadata added) const {
    return changed([&](node& one) {
        auto list = one.metadata ? std::make_shared<metadata_list>(*one.metadata) : std::make_shared<metadata_list>();
        std::erase_if(*list, [&](yonder::metadata const& old) { return old.name == added.name; });
        list->push_back(std::move(added));
        one.metadata = std::move(list);
    });
}
context context::with(once_only how) const {
    if (how.id.is_nil())
        throw std::invalid_argument("once_only: the id is nil, which is none: make one with yonder::new_uuid()");
    return changed([&](node& one) { one.once = std::make_shared<once_ids>(how.id); });
}

context context::with_owner(std::shared_ptr<call_owner> by) const {
    return changed([&](node& one) { one.owner = std::move(by); });
}

context context::for_call(message_header const& header, std::shared_ptr<call_owner> by) const {
    auto made = std::make_shared<node>();
    made->deadline = node_ ? node_->deadline : std::nullopt;
    if (header.deadline)
        made->limit(*header.deadline);
    made->owner = std::move(by);
    made->call_id = header.id;
    made->response_to = header.response_to;
    made->sender = header.sender;
    made->sent_at = header.time;
    made->activity = header.activity;
    made->user = header.user;
    made->trace = header.trace;
    made->metadata = header.ambient;
    context result;
    result.node_ = std::move(made);
    return result;
}

void complete(message_header& header) {
    auto const& node = current_context().node_;
    if (header.time == decltype(header.time)())
        header.time = std::chrono::system_clock::now();
    if (header.id.is_nil()) {
        header.is_once = header.is_once || (node && node->once);
        header.id = node && node->once ? node->once->next() : new_uuid(header.time);
    }
    if (node) {
        if (header.activity.is_nil())
            header.activity = node->activity;
        header.response_to = node->call_id;
        if (!header.user)
            header.user = node->user;
        header.trace = node->trace;
        header.ambient = node->metadata;
    }
    if (header.activity.is_nil())
        header.activity = header.id;
}

std::optional<std::string_view> find_field(message_header const& header, std::string_view name) noexcept {
    for (auto const& [other, value] : header.metadata)
        if (is_same_name(other, name))
            return value;
    return std::nullopt;
}

context exchange_context(context next) noexcept { return std::exchange(current_context(), std::move(next)); }

context_switch::context_switch(context next) noexcept : previous_(exchange_context(std::move(next))) {}
context_switch::~context_switch() { current_context() = std::move(previous_); }

} // namespace yonder
