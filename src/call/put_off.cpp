// SPDX-License-Identifier: BSL-1.0
#include "put_off.hpp"

#include <array>
#include <cstddef>
#include <utility>

namespace yonder {
namespace {

constexpr std::size_t most = 4; // one for each connection, mostly; what does not fit is done at once

struct list {
    std::array<std::shared_ptr<put_off>, most> all;
    std::size_t count = 0;
};
thread_local list here;

} // namespace

void put_off_until_wait(std::shared_ptr<put_off> what) noexcept {
    for (std::size_t i = 0; i < here.count; ++i)
        if (here.all[i] == what)
            return;
    if (here.count < most)
        here.all[here.count++] = std::move(what);
    else
        what->do_now();
}

void do_put_off() noexcept {
    while (here.count > 0) {
        auto const one = std::move(here.all[--here.count]);
        one->do_now();
    }
}

} // namespace yonder
