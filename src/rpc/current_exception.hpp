// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_RPC_CURRENT_EXCEPTION_HPP
#define YONDER_SRC_RPC_CURRENT_EXCEPTION_HPP

#include <yonder/call/descriptor.hpp>
#include <yonder/call/failure.hpp>

#include <string>

namespace yonder::rpc {

// A failure of a call, its text begun with the method's name.
failure failure_of(method_descriptor const& method, code why, reached how_far, std::string const& text);

// What the exception being handled says.
std::string text_of_current_exception();

// What the caller is told of the exception being handled.
failure describe_current_exception(method_descriptor const& method, bool development);

} // namespace yonder::rpc

#endif
