// SPDX-License-Identifier: BSL-1.0
#include "connection_list.hpp"

#include <utility>

namespace yonder::net {
namespace {

constexpr auto between_looks = std::chrono::milliseconds(250);
constexpr auto surely_idle = std::chrono::milliseconds(10); // a client may be about to send its next request

} // namespace

void connection_list::add(std::shared_ptr<connection> one, std::shared_ptr<void> kept) {
    one->at_end([list = weak_from_this()](connection& ended) {
        if (auto const here = list.lock())
            here->remove(ended);
    });
    all_.emplace(std::move(one), std::move(kept));
    size_ = all_.size();
    if (!std::exchange(is_looking_, true))
        look();
}

std::shared_ptr<void> connection_list::remove(connection& one) {
    one.at_end(nullptr);
    auto const found = all_.extract(one.shared_from_this());
    size_ = all_.size();
    return found ? found.mapped() : nullptr;
}

void connection_list::look() {
    timer_.expires_after(between_looks);
    timer_.async_wait([list = shared_from_this()](boost::system::error_code const& cancelled) {
        if (cancelled || list->is_stopped_)
            return;
        auto const now = clock::now();
        list->for_each([&](connection& one) { one.look_at_time(now, list->stuck_for_); });
        list->is_looking_ = !list->all_.empty();
        if (list->is_looking_)
            list->look();
    });
}

void connection_list::end_longest_idle() {
    std::shared_ptr<connection> longest;
    auto earliest = clock::now() - surely_idle;
    for (auto const& [one, kept] : all_)
        if (one->moved() < earliest && one->idle_since() < earliest) {
            longest = one;
            earliest = one->moved();
        }
    if (longest)
        longest->end_idle();
}

void connection_list::stop() {
    is_stopped_ = true;
    timer_.cancel();
}

} // namespace yonder::net
