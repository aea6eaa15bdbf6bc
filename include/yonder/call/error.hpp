// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_ERROR_HPP
#define YONDER_CALL_ERROR_HPP

#include <yonder/call/failure.hpp>
#include <yonder/describe/code.hpp>

#include <stdexcept>
#include <string>
#include <vector>

namespace yonder {

// A call that failed for a reason that its interface does not declare. Thrown to callers as invoke_error or
// remote_error, so that "the network" and "the service" can be told apart; caught as error where that makes no
// difference.
//
// A service throws yonder::error itself to answer with a code and a text of its choice, both of which reach its caller.
class error : public std::runtime_error {
public:
    error(yonder::code code, std::string const& message);
    explicit error(failure what);

    yonder::code code() const noexcept { return failure_.code; }

    // Whether the call may have been executed: what decides if it is safe to repeat.
    yonder::reached reached() const noexcept { return failure_.reached; }

    // The id of the failed call, as in the peer's log; empty if none was given.
    std::string const& call_id() const noexcept { return failure_.call_id; }

    // The transport's own status, such as 503 for HTTP; 0 if the transport has none or no answer came.
    int transport_status() const noexcept { return failure_.transport_status; }

    // Structured data that the peer sent along, each with the name of its type.
    std::vector<failure_detail> const& details() const noexcept { return failure_.details; }

    failure const& as_failure() const noexcept { return failure_; }

private:
    failure failure_;
};

// No answer came: the peer is not there, the connection broke, the caller's own deadline passed, or what came was not
// an answer.
class invoke_error : public error {
    using error::error;
};

// The peer answered that the call failed.
class remote_error : public error {
    using error::error;
};

// Throws what.cause if there is one, else `what` as invoke_error or remote_error, as what.answered says.
[[noreturn]] void throw_failure(failure what);

} // namespace yonder

#endif
