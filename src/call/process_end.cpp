// SPDX-License-Identifier: BSL-1.0
#include "process_end.hpp"

#include <atomic>
#include <cstdlib>
#include <map>
#include <mutex>
#include <utility>

namespace yonder::process_end {
namespace {

struct place {
    std::mutex mutex;
    std::multimap<stage, std::weak_ptr<part>> parts;
    std::atomic<bool> has_begun = false;
};

place& the_place() {
    static auto* const instance = new place; // never destroyed, as this is asked until the very end
    return *instance;
}

// By exit(), maybe several times; parts that are added meanwhile end too.
void end() noexcept {
    place& all = the_place();
    for (;;) {
        std::shared_ptr<part> next;
        {
            std::lock_guard const lock(all.mutex);
            while (!next && !all.parts.empty()) {
                auto const first = all.parts.begin();
                all.has_begun = all.has_begun || first->first != stage::work;
                next = first->second.lock();
                all.parts.erase(first);
            }
        }
        if (!next)
            return;
        next->end_with_process();
    }
}

} // namespace

void add(stage when, std::weak_ptr<part> one) {
    place& all = the_place();
    std::lock_guard const lock(all.mutex);
    std::erase_if(all.parts, [](auto const& old) { return old.second.expired(); });
    all.parts.emplace(when, std::move(one));
}

void come_before_what_exists() noexcept {
    the_place();
    static_cast<void>(std::atexit(&end) == 0); // else it ends as it can
}

bool has_begun() noexcept { return the_place().has_begun; }

} // namespace yonder::process_end
