// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_VIA_HPP
#define YONDER_CALL_VIA_HPP

#include <yonder/call/coroutine.hpp>
#include <yonder/call/executor.hpp>
#include <yonder/call/future.hpp>

#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace yonder {

// Done in a thread of `on`, so that what waits for it goes on there: co_await resume_in(pool). Fails with
// resource_exhausted, in this thread, if there is no room. Throws std::invalid_argument if `on` is null.
future<void> resume_in(std::shared_ptr<executor> on);

// The same result, with what follows in a thread of `on`: via(later->count("A-1"), pool).then(show). Cancelling it
// cancels `from`. Where there is no room it fails with resource_exhausted, and the result is lost.
template <class T>
future<T> via(future<T> from, std::shared_ptr<executor> on) {
    std::conditional_t<std::is_void_v<T>, std::optional<bool>, std::optional<T>> value;
    std::exception_ptr failed;
    try {
        if constexpr (std::is_void_v<T>)
            co_await std::move(from);
        else
            value.emplace(co_await std::move(from));
    } catch (...) {
        failed = std::current_exception(); // nothing may be awaited here
    }
    co_await resume_in(std::move(on));
    if (failed)
        std::rethrow_exception(failed);
    if constexpr (!std::is_void_v<T>)
        co_return std::move(*value);
}

} // namespace yonder

#endif
