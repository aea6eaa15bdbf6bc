// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_WATCHDOG_HPP
#define YONDER_SRC_HTTP_WATCHDOG_HPP

#include <yonder/call/context.hpp>

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace yonder::http {

// Does something when a time has passed, unless it was told in time not to. cpp-httplib has time limits for each read,
// so a server that sends a byte now and then would hold a caller for ever. One thread, begun with the first watch.
class watchdog {
public:
    watchdog() = default;
    ~watchdog();

    // While this lives, `bark` is called once, in the watchdog's thread, when `deadline` passes. Its destructor waits
    // for a bark under way.
    class watch {
    public:
        watch(watchdog& by, clock::time_point deadline, std::function<void()> bark);
        ~watch();
        watch(watch const&) = delete;
        watch& operator=(watch const&) = delete;

    private:
        watchdog& by_;
        std::multimap<clock::time_point, std::function<void()>>::iterator entry_;
        bool is_set_ = false;
    };

private:
    void run();

    std::mutex mutex_;
    std::condition_variable changed_;
    std::multimap<clock::time_point, std::function<void()>> watches_;
    bool is_stopping_ = false;
    std::thread thread_;
};

} // namespace yonder::http

#endif
