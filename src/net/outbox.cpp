// SPDX-License-Identifier: BSL-1.0
#include "outbox.hpp"

namespace yonder::net {

long_message* outbox::find_long(std::uint32_t sequence) noexcept {
    for (auto const& [of, message] : long_)
        if (of == sequence)
            return message.get();
    return nullptr;
}

std::uint64_t outbox::written() {
    std::lock_guard const lock(output_mutex_);
    return taken_ + pending_.size();
}

std::uint64_t outbox::sent() {
    std::lock_guard const lock(output_mutex_);
    if (tls_)
        return tls_->is_established() ? taken_ : 0;
    return is_in_send_ ? taken_ : taken_ - (sending_.size() - sent_); // what is being handed over may be there already
}

std::size_t outbox::unsent() {
    std::lock_guard const lock(output_mutex_);
    std::size_t all = pending_.size() + sending_.size() - sent_;
    for (auto const& [sequence, message] : long_)
        all += message->size();
    return all;
}

} // namespace yonder::net
