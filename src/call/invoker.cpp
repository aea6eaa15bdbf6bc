// SPDX-License-Identifier: BSL-1.0
#include <yonder/call/error.hpp>
#include <yonder/call/invoker.hpp>

#include <exception>
#include <optional>
#include <stop_token>
#include <utility>

namespace yonder {

failure deadline_failure(method_descriptor const& method) {
    failure late;
    late.code = code::deadline_exceeded;
    late.reached = reached::maybe_executed;
    late.message = full_name(method) +
                   ": no answer within the deadline: the call may have been executed; allow it more time "
                   "with yonder::timeout, or see what keeps the peer";
    return late;
}

void invoker::drive(blocking_exchange& caller, clock::time_point deadline) { caller.wait_until(deadline); }

std::variant<payload, failure> call_and_collect(invoker& target, request& what, clock::time_point deadline,
                                                std::shared_ptr<feeder> source) {
    complete(what.header);
    if (deadline != clock::time_point::max())
        what.header.deadline = deadline;
    auto const caller = std::make_shared<blocking_exchange>();
    if (source)
        exchange::feed(caller, std::move(source));
    std::stop_callback const with_parent(context::current().stop_token(), [&caller] { caller->cancel(); });
    target.start(what, caller);
    if (!caller->is_complete())
        target.drive(*caller, deadline);
    if (!caller->is_complete())
        caller->abandon(deadline_failure(what.method()));
    // A reply that won the race against the line above is being stored by another thread at this moment.
    caller->wait_until(clock::time_point::max());
    auto outcome = caller->take();
    if (auto* const failed = std::get_if<failure>(&outcome); failed && failed->call_id.empty())
        failed->call_id = to_string(what.header.id);
    return outcome;
}

payload call_and_wait(invoker& target, request& what, clock::time_point deadline, std::shared_ptr<feeder> source) {
    auto outcome = call_and_collect(target, what, deadline, std::move(source));
    if (auto* const result = std::get_if<payload>(&outcome))
        return std::move(*result);
    auto& failed = std::get<failure>(outcome);
    if (!failed.cause && what.method().owner->rethrow_declared)
        what.method().owner->rethrow_declared(failed);
    throw_failure(std::move(failed));
}

} // namespace yonder
