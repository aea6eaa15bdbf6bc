// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_HANGUP_WATCH_HPP
#define YONDER_SRC_HTTP_HANGUP_WATCH_HPP

#include <yonder/call/context.hpp>
#include <yonder/call/descriptor.hpp>
#include <yonder/call/exchange.hpp>

#include <condition_variable>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace yonder::http {

struct watched_call {
    int socket;
    clock::time_point since;
    std::shared_ptr<exchange> call;
    method_descriptor const* method;
};

// Cancels calls whose clients are gone. The threads of the connections run handlers and cannot look, so one thread
// looks at all connections every few milliseconds; a call that is quicker than that costs it nothing but its place in a
// list. Begun with the first call.
class hangup_watch {
public:
    hangup_watch() = default;
    ~hangup_watch();

    // Calls `end` with all calls that are watched.
    void end_all(std::function<void(std::vector<watched_call> const&)> const& end);

    // While this lives, `call` is cancelled when the other side of `socket` closes. A socket below 0 never closes.
    class watch {
    public:
        watch(hangup_watch& by, int socket, std::shared_ptr<exchange> call, method_descriptor const& method);
        ~watch();
        watch(watch const&) = delete;
        watch& operator=(watch const&) = delete;

    private:
        hangup_watch& by_;
        std::list<watched_call>::iterator entry_;
    };

private:
    void run();

    std::mutex mutex_;
    std::condition_variable changed_;
    std::list<watched_call> calls_;
    bool is_stopping_ = false;
    std::thread thread_;
};

} // namespace yonder::http

#endif
