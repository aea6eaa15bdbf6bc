// SPDX-License-Identifier: BSL-1.0
#include "hangup_watch.hpp"

#include <poll.h>

#include <utility>
#include <vector>

namespace yonder::http {
namespace {

constexpr auto interval = std::chrono::milliseconds(10);

} // namespace

hangup_watch::~hangup_watch() {
    {
        std::lock_guard const lock(mutex_);
        is_stopping_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable())
        thread_.join();
}

hangup_watch::watch::watch(hangup_watch& by, int socket, std::shared_ptr<exchange> call,
                           method_descriptor const& method)
    : by_(by) {
    std::lock_guard const lock(by_.mutex_);
    entry_ = by_.calls_.insert(by_.calls_.end(), {socket, clock::now(), std::move(call), &method});
    if (!by_.thread_.joinable())
        by_.thread_ = std::thread([self = &by_] { self->run(); });
    else if (by_.calls_.size() == 1)
        by_.changed_.notify_all();
}

hangup_watch::watch::~watch() {
    std::shared_ptr<exchange> last; // let go of without the lock
    std::lock_guard const lock(by_.mutex_);
    last = std::move(entry_->call);
    by_.calls_.erase(entry_);
}

void hangup_watch::end_all(std::function<void(std::vector<watched_call> const&)> const& end) {
    std::vector<watched_call> calls;
    {
        std::lock_guard const lock(mutex_);
        calls.assign(calls_.begin(), calls_.end());
    }
    end(calls);
}

void hangup_watch::run() {
    std::unique_lock lock(mutex_);
    while (!is_stopping_) {
        if (calls_.empty())
            changed_.wait(lock);
        else
            changed_.wait_for(lock, interval);
        std::vector<pollfd> sockets;
        std::vector<std::shared_ptr<exchange>> calls;
        auto const before = clock::now() - interval;
        for (watched_call const& one : calls_)
            if (one.socket >= 0 && one.since < before && !one.call->is_cancelled()) {
                sockets.push_back({one.socket, POLLRDHUP, 0});
                calls.push_back(one.call);
            }
        if (sockets.empty())
            continue;
        // With the lock, so that no socket is closed meanwhile and its number used for another. It does not wait.
        bool const is_any = ::poll(sockets.data(), sockets.size(), 0) > 0;
        lock.unlock();
        for (std::size_t i = 0; is_any && i < sockets.size(); ++i)
            if (sockets[i].revents != 0)
                calls[i]->cancel(); // runs what handlers gave to std::stop_callback
        calls.clear();
        lock.lock();
    }
}

} // namespace yonder::http
