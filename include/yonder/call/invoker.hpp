// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_INVOKER_HPP
#define YONDER_CALL_INVOKER_HPP

#include <yonder/call/blocking_exchange.hpp>
#include <yonder/call/exchange.hpp>
#include <yonder/call/request.hpp>

#include <functional>
#include <memory>
#include <variant>

namespace yonder {

// The narrow waist: everything that crosses a process goes through this. A client transport is an invoker, the server's
// dispatcher is one, and so is either of them behind filters. Any number of threads may use one at once.
class invoker {
public:
    virtual ~invoker() = default;

    // Begins the call. `caller` is completed when the call is over, maybe before this returns. `what` is borrowed: an
    // invoker that needs it after returning takes what.own(). Does not throw for failures of the call: those complete
    // the exchange.
    virtual void start(request& what, std::shared_ptr<exchange> caller) = 0;

    // A caller that blocks lends its thread until `caller` is complete or `deadline` has passed; it calls this after
    // start, for the same call. A transport may do its reading and writing here. The default waits, and runs what start
    // offered the exchange.
    virtual void drive(blocking_exchange& caller, clock::time_point deadline);
};

// A filter stands before an invoker and has the same form: it may change the request, hold it (own()), start it on
// `next` with the caller's exchange or one of its own, any number of times, now or later, or complete the exchange
// itself. `next` may be kept. What it throws is what the call fails with: a yonder::error with its code, anything else
// as internal; a server tells no text but that of a yonder::error. One that neither hands a call on, nor completes it,
// nor keeps the exchange, fails it, too.
using filter =
    std::function<void(request& what, std::shared_ptr<exchange> caller, std::shared_ptr<invoker> const& next)>;

// `next` behind `first`. A caller that drives lends its thread to `next`.
std::shared_ptr<invoker> filtered(std::shared_ptr<invoker> next, filter first);

// A filter that looks at each request, or changes it, and hands it on. The call fails with what `look` throws
// (yonder::error as it is, invalid_argument otherwise), and is not handed on.
filter gathering(std::function<void(request&)> look);

// What a caller is told whose deadline passed before an answer came.
failure deadline_failure(method_descriptor const& method);

// Makes the call and waits for it: starts it on `target`, drives it until `deadline`, and returns the reply or the
// failure. At the deadline it cancels the call, which failed with deadline_exceeded. Gives the request an id if it has
// none.
// `source` gives the items of a streamed argument, if there is one.
std::variant<payload, failure> call_and_collect(invoker& target, request& what, clock::time_point deadline,
                                                std::shared_ptr<feeder> source = nullptr);

// The same for callers that want exceptions: what the interface declares, invoke_error or remote_error.
payload call_and_wait(invoker& target, request& what, clock::time_point deadline,
                      std::shared_ptr<feeder> source = nullptr);

} // namespace yonder

#endif
