// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_REMOTE_CALL_HPP
#define YONDER_RPC_REMOTE_CALL_HPP

#include <yonder/call/exchange.hpp>
#include <yonder/call/invoker.hpp>
#include <yonder/codec/error.hpp>
#include <yonder/rpc/method_codec.hpp>

#include <chrono>
#include <cstddef>
#include <memory>

// What all remote proxies do, whatever their interface.
namespace yonder::rpc {

struct remote_options {
    // How long a call may take where nobody says otherwise with yonder::timeout or by being called with a deadline.
    clock::duration timeout = std::chrono::seconds(10);
    bool validates = false;   // true: arguments are checked here too, before they are sent
    bool has_deadline = true; // false: wait as long as it takes, unless the context says otherwise
};

// When a call that begins now is over, unless its context says otherwise.
clock::time_point deadline_of(remote_options const& options);

// What a caller is told at its own deadline, also where the performer, who counts it too, says so first: that was no
// answer of the service. Other failures are what they were.
failure as_own_deadline(failure what, method_descriptor const& method, clock::time_point deadline);

// Starts the call in the current context and waits. What it throws is call_and_wait's.
payload call_remote(invoker& target, request& what, remote_options const& options);

// The same, and decodes the reply, unless there is no room for a result.
// `arguments` is a tuple as a request has it. Throws invoke_error, too, if the reply is none.
void call_remote(invoker& target, method_descriptor const& method, void const* arguments, remote_options const& options,
                 erased_room const& result);
void call_remote(invoker& target, method_descriptor const& method, void const* arguments,
                 std::shared_ptr<feeder> source, erased_room const& result);

// When a call with streams is over, which may last: what its context says.
clock::time_point deadline_of_stream();

// What a caller is told in place of the codec's error being handled: the reply is not one.
failure describe_malformed_reply(method_descriptor const& method);

// What a caller is told whose streamed argument is none.
failure empty_stream(method_descriptor const& method, std::size_t parameter);

} // namespace yonder::rpc

#endif
