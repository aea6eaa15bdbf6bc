// SPDX-License-Identifier: BSL-1.0
#include "current_exception.hpp"

#include <yonder/call/error.hpp>
#include <yonder/rpc/observe_local.hpp>

namespace yonder::rpc {
namespace {

failure failure_of_current_exception(method_descriptor const& method) {
    failure what;
    what.reached = reached::executed;
    if (method.owner->describe_declared(what))
        return what;
    try {
        throw;
    } catch (error const& caught) {
        what = caught.as_failure();
        what.message = caught.what();
    } catch (...) {
        what.code = code::unknown;
        what.message = text_of_current_exception();
    }
    return what;
}

} // namespace

local_observation::local_observation(method_descriptor const& method, call_listener const& tell)
    : method_(method), tell_(tell) {
    complete(header_);
}

local_observation::~local_observation() {
    if (!is_told_)
        end(nullptr);
}

void local_observation::failed() noexcept {
    try {
        failure const what = failure_of_current_exception(method_);
        end(&what);
    } catch (...) { // nobody else is to suffer from it
        is_told_ = true;
    }
}

void local_observation::end(failure const* failed) noexcept {
    is_told_ = true;
    try {
        tell_({method_, header_, failed, clock::now() - begun_, 0});
    } catch (...) { // the same
        return;
    }
}

} // namespace yonder::rpc
