// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_RPC_CURRENT_EXCEPTION_HPP
#define YONDER_SRC_RPC_CURRENT_EXCEPTION_HPP

#include <yonder/call/descriptor.hpp>
#include <yonder/call/failure.hpp>
#include <yonder/call/uuid.hpp>

#include <string>

namespace yonder::rpc {

// A failure of a call, its text begun with the method's name.
failure failure_of(method_descriptor const& method, code why, reached how_far, std::string const& text);

// The same as a peer's answer, also to callers in this process.
failure answer_of(method_descriptor const& method, code why, reached how_far, std::string const& text);

// What the exception being handled says, or of which type it is.
std::string text_of_current_exception();

// What the caller is told of the exception being handled. What it is not told goes to the log with the id of the call,
// unless that is nil.
failure describe_current_exception(method_descriptor const& method, bool development, uuid const& call_id);

// The beginning of a line of the log about a call.
std::string log_begin(uuid const& call_id);

} // namespace yonder::rpc

#endif
