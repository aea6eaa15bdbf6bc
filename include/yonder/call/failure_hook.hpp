// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_FAILURE_HOOK_HPP
#define YONDER_CALL_FAILURE_HOOK_HPP

#include <exception>
#include <functional>

namespace yonder {

// Where failures go that nobody looked at: of futures that were dropped, with nobody to take the failure and not
// cancelled. One log line each, unless a program says otherwise; called from any thread, must not throw. Not called any
// more once the process ends. An empty function restores the log line.
void set_unobserved_failure_hook(std::function<void(std::exception_ptr)> hook);

// Hands a failure to the hook.
void report_unobserved(std::exception_ptr failure) noexcept;

} // namespace yonder

#endif
