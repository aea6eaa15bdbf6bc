// SPDX-License-Identifier: BSL-1.0
#include <yonder/call/error.hpp>

#include <utility>

namespace yonder {

std::string_view to_string(reached value) noexcept {
    switch (value) {
    case reached::not_sent:
        return "not sent";
    case reached::maybe_executed:
        return "maybe executed";
    case reached::executed:
        break;
    }
    return "executed";
}

error::error(yonder::code code, std::string const& message) : std::runtime_error(message) {
    failure_.code = code;
    failure_.message = message;
    failure_.reached = yonder::reached::executed; // whoever throws this is at work on the call
}

error::error(failure what) : std::runtime_error(what.message), failure_(std::move(what)) {}

void throw_failure(failure what) {
    if (what.cause)
        std::rethrow_exception(what.cause);
    if (what.answered)
        throw remote_error(std::move(what));
    throw invoke_error(std::move(what));
}

} // namespace yonder
