// SPDX-License-Identifier: BSL-1.0
#include "current_exception.hpp"

#include <yonder/call/error.hpp>
#include <yonder/rpc/local_call.hpp>
#include <yonder/rpc/not_null.hpp>
#include <yonder/rpc/remote.hpp>
#include <yonder/rpc/stream_exchange.hpp>

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <string>

namespace yonder::rpc {

namespace {

failure not_begun(code why, std::string_view interface_name, std::string_view method_name, std::string_view text) {
    failure what;
    what.code = why;
    what.reached = reached::not_sent;
    what.message.append(interface_name).append(".").append(method_name).append(": ").append(text);
    return what;
}

} // namespace

failure no_room_for(std::string_view interface_name, std::string_view method_name) {
    return not_begun(code::resource_exhausted, interface_name, method_name,
                     "the executor has no room for one more call");
}

failure cancelled_before(std::string_view interface_name, std::string_view method_name) {
    return not_begun(code::canceled, interface_name, method_name, "the call was cancelled before it began");
}

void throw_null(std::string_view function, std::string_view interface_name) {
    throw std::invalid_argument(std::string(function) + ": expected an object of " + std::string(interface_name) +
                                ", got a null pointer: bind the interface in a container and take the object from it");
}

failure empty_stream(method_descriptor const& method, std::size_t parameter) {
    return failure_of(
        method, code::invalid_argument, reached::not_sent,
        "the stream for \"" + std::string(method.parameter_names[parameter]) +
            "\" is empty: it was made of nothing, moved from or handed on before; pass one of a coroutine "
            "or of a stream_source");
}

clock::time_point deadline_of(remote_options const& options) {
    if (auto const inherited = context::current().deadline())
        return *inherited;
    return options.has_deadline ? time_after(options.timeout) : clock::time_point::max();
}

clock::time_point deadline_of_stream() { return context::current().deadline().value_or(clock::time_point::max()); }

namespace {

payload call_until(clock::time_point deadline, invoker& target, request& what, std::shared_ptr<feeder> source) {
    try {
        return call_and_wait(target, what, deadline, std::move(source));
    } catch (remote_error const& caught) {
        failure told = as_own_deadline(caught.as_failure(), what.method(), deadline);
        if (told.answered)
            throw;
        throw invoke_error(std::move(told));
    }
}

void decode_reply(payload const& reply, method_descriptor const& method, erased_room const& into) {
    if (!into.value)
        return;
    try {
        decode_result(reply.bytes, reply.form, into);
    } catch (codec::decode_error const&) {
        throw invoke_error(describe_malformed_reply(method));
    }
}

} // namespace

payload call_remote(invoker& target, request& what, remote_options const& options) {
    return call_until(deadline_of(options), target, what, nullptr);
}

void call_remote(invoker& target, method_descriptor const& method, void const* arguments, remote_options const& options,
                 erased_room const& result) {
    request what(method, arguments);
    decode_reply(call_remote(target, what, options), method, result);
}

void call_remote(invoker& target, method_descriptor const& method, void const* arguments,
                 std::shared_ptr<feeder> source, erased_room const& result) {
    request what(method, arguments);
    decode_reply(call_until(deadline_of_stream(), target, what, std::move(source)), method, result);
}

failure as_own_deadline(failure what, method_descriptor const& method, clock::time_point deadline) {
    bool const is_own = what.answered && what.code == code::deadline_exceeded && what.details.empty() &&
                        clock::now() >= deadline; // details: an exception that the interface declares
    if (!is_own)
        return what;
    failure late = deadline_failure(method);
    late.call_id = std::move(what.call_id);
    late.transport_status = what.transport_status;
    return late;
}

failure describe_malformed_reply(method_descriptor const& method) {
    failure what;
    what.code = code::internal;
    what.reached = reached::executed;
    what.message = full_name(method) + ": the reply does not fit the method: ";
    try {
        throw;
    } catch (std::exception const& caught) {
        what.message += caught.what();
    }
    what.message += "; see that both sides have the same version of the interface";
    return what;
}

failure too_many_items(method_descriptor const& method) {
    return failure_of(method, code::internal, reached::maybe_executed,
                      "the peer sends more items than it was allowed to");
}

void pending_call::begin(std::weak_ptr<pending_call> self, invoker& target, request& what, clock::time_point deadline) {
    self_ = std::move(self);
    method_ = &what.method();
    complete(what.header);
    id_ = what.header.id;
    with_parent_.emplace(context::current().stop_token(), cancel_it{this});
    if (deadline == clock::time_point::max()) {
        target.start(what, self_.lock());
        return;
    }
    what.header.deadline = deadline_ = deadline;
    target.start(what, self_.lock());
    if (is_complete())
        return;
    std::lock_guard const lock(alarm_mutex_);
    if (!is_over_)
        alarm_ = run_at(deadline, [self = self_] {
            if (auto const late = self.lock())
                late->abandon(deadline_failure(*late->method_));
        });
}

void pending_call::end() noexcept {
    std::optional<alarm> set;
    {
        std::lock_guard const lock(alarm_mutex_);
        is_over_ = true;
        set.swap(alarm_);
    }
    if (set)
        call_off(*set);
}

failure pending_call::as_told(failure what) const {
    if (what.call_id.empty())
        what.call_id = to_string(id_);
    return as_own_deadline(std::move(what), *method_, deadline_);
}

std::exception_ptr pending_call::exception_of(failure what) const {
    what = as_told(std::move(what));
    try {
        if (!what.cause && method_->owner->rethrow_declared)
            method_->owner->rethrow_declared(what);
        throw_failure(std::move(what));
    } catch (...) {
        return std::current_exception();
    }
}

failure pending_call::describe_malformed() const { return describe_malformed_reply(*method_); }
std::exception_ptr pending_call::malformed_reply() const { return exception_of(describe_malformed()); }

} // namespace yonder::rpc
