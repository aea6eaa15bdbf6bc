// SPDX-License-Identifier: BSL-1.0
#include "process_end.hpp"

#include <yonder/call/failure_hook.hpp>
#include <yonder/call/log.hpp>

#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace yonder {
namespace {

using hook = std::function<void(std::exception_ptr)>;

struct place {
    std::mutex mutex;
    std::shared_ptr<hook const> current;
};

place& the_place() {
    static auto* const instance = new place; // never destroyed, as futures may be dropped while the program ends
    return *instance;
}

void log_it(std::exception_ptr const& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (std::exception const& caught) {
        log(log_level::failure, std::string("a failure that nobody looked at: ") + caught.what());
    } catch (...) {
        log(log_level::failure, "a failure that nobody looked at, and that is no std::exception");
    }
}

} // namespace

void set_unobserved_failure_hook(hook chosen) {
    auto made = chosen ? std::make_shared<hook const>(std::move(chosen)) : nullptr;
    std::lock_guard const lock(the_place().mutex);
    the_place().current.swap(made);
}

void report_unobserved(std::exception_ptr failure) noexcept {
    if (process_end::has_begun()) // what ends with the process is no news, and what the hook uses may be gone
        return;
    std::shared_ptr<hook const> current;
    {
        std::lock_guard const lock(the_place().mutex);
        current = the_place().current;
    }
    if (current)
        (*current)(std::move(failure));
    else
        log_it(failure);
}

} // namespace yonder
