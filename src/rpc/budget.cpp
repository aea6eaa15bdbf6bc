// SPDX-License-Identifier: BSL-1.0
#include <yonder/call/log.hpp>
#include <yonder/rpc/budget.hpp>

#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace yonder {
namespace {

class counter {
public:
    explicit counter(budget_options options) : options_(options) {}

    budget_options const& options() const noexcept { return options_; }

    // How many there are with this one.
    std::size_t count(uuid const& activity) {
        auto const now = clock::now();
        std::lock_guard const lock(mutex_);
        while (!order_.empty() &&
               (now - order_.front().last > options_.remembered || order_.size() > options_.max_activities)) {
            known_.erase(order_.front().activity.bytes);
            order_.pop_front();
        }
        auto const [at, is_new] = known_.try_emplace(activity.bytes);
        if (is_new)
            at->second = order_.insert(order_.end(), {activity, 0, now});
        else
            order_.splice(order_.end(), order_, at->second);
        at->second->last = now;
        return ++at->second->calls;
    }

private:
    struct entry {
        uuid activity;
        std::size_t calls = 0;
        clock::time_point last;
    };

    budget_options const options_;
    std::mutex mutex_;
    std::list<entry> order_; // by their last call
    std::map<decltype(uuid::bytes), std::list<entry>::iterator> known_;
};

} // namespace

filter budget(budget_options options) {
    return [counted = std::make_shared<counter>(options)](request& what, std::shared_ptr<exchange> caller,
                                                          std::shared_ptr<invoker> const& next) {
        complete(what.header);
        std::size_t const limit = counted->options().calls;
        std::size_t const count = counted->count(what.header.activity);
        if (count <= limit)
            return next->start(what, std::move(caller));
        std::string const text = full_name(what.method()) + ": the activity " + to_string(what.header.activity) +
                                 " has made " + std::to_string(limit) +
                                 " remote calls, which is its budget: call less often, for many things at once, or "
                                 "raise budget_options::calls";
        if (!counted->options().fails) {
            if (count == limit + 1)
                log(log_level::warning, text);
            return next->start(what, std::move(caller));
        }
        failure over;
        over.code = code::resource_exhausted;
        over.reached = reached::not_sent;
        over.message = text;
        caller->fail(std::move(over));
    };
}

} // namespace yonder
