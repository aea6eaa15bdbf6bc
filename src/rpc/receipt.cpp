// SPDX-License-Identifier: BSL-1.0
#include "current_exception.hpp"

#include <yonder/call/error.hpp>
#include <yonder/rpc/receipt.hpp>

#include <exception>

namespace yonder::rpc {
namespace {

operation_status read_receipt(payload const& reply, method_descriptor const& method) {
    try {
        return read_status(reply.bytes);
    } catch (std::exception const&) {
        throw invoke_error(failure_of(method, code::internal, reached::executed,
                                      "the peer did not answer with a receipt: it may know no calls that go on without "
                                      "their caller, and has made this one as any other"));
    }
}

} // namespace

operation_handle operation_handle::begin(std::shared_ptr<invoker> target, request& what,
                                         remote_options const& options) {
    if (what.method().streams_arguments)
        throw invoke_error(failure_of(what.method(), code::unimplemented, reached::not_sent,
                                      "a method that takes a stream cannot be sent: it needs its caller"));
    what.header.intent = intent::call_and_go_on;
    payload const reply = call_remote(*target, what, options);
    return {std::move(target), what.method(), options, read_receipt(reply, what.method()).id, what.header.user};
}

request operation_handle::ask(intent about) const {
    request what(*method_, std::string_view(), format::json);
    what.header.intent = about;
    what.header.remembered = id_;
    what.header.user = user_;
    return what;
}

operation_status operation_handle::ask_and_wait(intent about) const {
    request what = ask(about);
    return read_receipt(call_remote(*target_, what, options_), *method_);
}

} // namespace yonder::rpc
