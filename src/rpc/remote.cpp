// SPDX-License-Identifier: BSL-1.0
#include <yonder/call/error.hpp>
#include <yonder/rpc/remote.hpp>

#include <algorithm>
#include <exception>
#include <string>

namespace yonder::rpc {

payload call_remote(invoker& target, request& what, remote_options const& options) {
    auto deadline = context::current().deadline().value_or(clock::time_point::max());
    if (options.has_deadline && deadline == clock::time_point::max())
        deadline = clock::now() + options.timeout;
    return call_and_wait(target, what, deadline);
}

void throw_malformed_reply(method_descriptor const& method) {
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
    throw invoke_error(std::move(what));
}

} // namespace yonder::rpc
