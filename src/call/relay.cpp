// SPDX-License-Identifier: BSL-1.0
#include <yonder/call/relay.hpp>

#include <utility>

namespace yonder {

void relay::start(std::shared_ptr<relay> const& made, request& what, invoker& next) {
    made->caller_->attach(made);
    next.start(what, made);
}

std::optional<failure> relay::given_up() noexcept {
    std::lock_guard const lock(mutex_);
    return std::exchange(given_up_, std::nullopt);
}

void relay::cancel() noexcept {
    if (auto why = given_up())
        exchange::abandon(std::move(*why));
    else
        exchange::cancel();
}

void relay::break_off() noexcept {
    failure broken;
    broken.code = code::canceled;
    exchange::break_off(given_up().value_or(std::move(broken)));
}

void relay::before_abandon(failure& what) noexcept {
    ask_before_abandon(what);
    std::lock_guard const lock(mutex_);
    given_up_ = what;
}

} // namespace yonder
