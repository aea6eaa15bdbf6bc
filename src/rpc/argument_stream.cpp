// SPDX-License-Identifier: BSL-1.0
#include <yonder/call/error.hpp>
#include <yonder/rpc/argument_stream.hpp>

namespace yonder::rpc {

std::exception_ptr argument_failure(std::string const& text) {
    return std::make_exception_ptr(error(code::canceled, text));
}

void throw_bad_item(method_descriptor const& method, std::string const& text) {
    throw error(code::invalid_argument, full_name(method) + ": an item of the stream: " + text);
}

void throw_bad_item(method_descriptor const& method, violations const& found) {
    if (found.broken().empty())
        throw_bad_item(method, found.to_string());
    throw error(code::internal, full_name(method) + ": an item of the stream: " + found.broken());
}

void argument_performer::follow(std::shared_ptr<performer> result) {
    std::size_t granted = 0;
    bool cancelled = false;
    {
        std::lock_guard const lock(mutex_);
        result_ = result;
        granted = std::exchange(granted_early_, 0);
        cancelled = is_cancelled_;
    }
    if (granted)
        result->grant(granted);
    if (cancelled)
        result->cancel();
}

void argument_performer::cancel() noexcept {
    items_.receive_cancel();
    cancel_result();
}

void argument_performer::break_off() noexcept {
    items_.receive_break();
    cancel_result();
}

void argument_performer::cancel_result() noexcept {
    std::shared_ptr<performer> result;
    {
        std::lock_guard const lock(mutex_);
        is_cancelled_ = true;
        result = result_;
    }
    if (result)
        result->cancel();
}

void argument_performer::grant(std::size_t items) noexcept {
    std::shared_ptr<performer> result;
    {
        std::lock_guard const lock(mutex_);
        result = result_;
        if (!result)
            granted_early_ += items;
    }
    if (result)
        result->grant(items);
}

} // namespace yonder::rpc
