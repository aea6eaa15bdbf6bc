// SPDX-License-Identifier: BSL-1.0
// A small interface, something behind it, and a server that serves it at a free port.
#ifndef TESTS_HTTP_SERVICE_HPP
#define TESTS_HTTP_SERVICE_HPP

#include "../support/patience.hpp"
#include "engine.hpp"

#include <yonder/call/context.hpp>
#include <yonder/call/log.hpp>
#include <yonder/describe.hpp>
#include <yonder/http/client.hpp>
#include <yonder/http/server.hpp>
#include <yonder/net/url.hpp>
#include <yonder/rpc/remote.hpp>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>

namespace web::v1 {

struct Refused {
    std::string why;
};
BOOST_DESCRIBE_STRUCT(Refused, (), (why))

class Service {
public:
    virtual ~Service() = default;
    virtual std::string echo(std::string const& text) = 0;
    virtual int add(int a, int b) = 0;
    virtual std::int64_t slow(int milliseconds) = 0;
    virtual void fail() = 0;
    virtual void secret() = 0;
    virtual std::string big(std::uint64_t size) = 0;
};
YONDER_INTERFACE(Service, (), (echo, text), (add, a, b), (slow, milliseconds), (fail), (secret), (big, size))
YONDER_THROWS(Service, (Refused, failed_precondition))
YONDER_ANNOTATE(Service, add, yonder::idempotent{})

} // namespace web::v1

namespace web {

using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;

class handler final : public v1::Service {
public:
    std::string echo(std::string const& text) override { return text; }
    int add(int a, int b) override { return a + b; }

    // Waits so long, or until released; returns the milliseconds that the call had left when it came, -1 for no limit.
    std::int64_t slow(int milliseconds) override {
        auto const left = yonder::context::current().remaining();
        std::unique_lock lock(mutex_);
        ++begun_;
        changed_.notify_all();
        changed_.wait_for(lock, std::chrono::milliseconds(milliseconds), [&] { return is_released_; });
        return left ? std::chrono::duration_cast<std::chrono::milliseconds>(*left).count() : -1;
    }

    void fail() override { throw v1::Refused{"not today"}; }
    void secret() override { throw std::runtime_error("secret"); }
    std::string big(std::uint64_t size) override { return std::string(size, 'x'); }

    void release() {
        std::lock_guard const lock(mutex_);
        is_released_ = true;
        changed_.notify_all();
    }

    // Whether so many calls of slow() have begun, waiting for them a while.
    bool has_begun(int calls) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, suite::patience, [&] { return begun_ >= calls; });
    }

    int begun() {
        std::lock_guard const lock(mutex_);
        return begun_;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int begun_ = 0;
    bool is_released_ = false;
};

// A server of one handler, at work from the first line of a test to its end.
struct running {
    explicit running(yonder::http::server_options options = {}, std::string const& where = "http://127.0.0.1:0")
        : server(registry_of(target), suite::with_engine(std::move(options))), url(server.listen(where)) {
        server.start();
    }
    ~running() { target->release(); } // before the server waits for it

    static std::shared_ptr<yonder::rpc::registry const> registry_of(std::shared_ptr<handler> const& of) {
        auto const made = std::make_shared<yonder::rpc::registry>();
        made->add(yonder::rpc::make_service<v1::Service>(of));
        return made;
    }

    std::uint16_t port() const { return yonder::net::parse_url(url).port; }

    std::shared_ptr<handler> target = std::make_shared<handler>();
    yonder::http::server server;
    std::string url;
};

inline std::unique_ptr<v1::Service> remote(std::string const& url, yonder::http::client_options options = {}) {
    return yonder::rpc::make_remote<v1::Service>(yonder::http::connect(url, options));
}

// What the library logs while this lives.
class logged {
public:
    logged() {
        yonder::set_log_sink([kept = kept_](yonder::log_level, std::string_view line) {
            std::lock_guard const lock(kept->mutex);
            kept->text.append(line).append("\n");
        });
    }
    ~logged() { yonder::set_log_sink({}); }
    logged(logged const&) = delete;
    logged& operator=(logged const&) = delete;

    std::string text() const {
        std::lock_guard const lock(kept_->mutex);
        return kept_->text;
    }

private:
    struct lines {
        std::mutex mutex;
        std::string text;
    };
    std::shared_ptr<lines> kept_ = std::make_shared<lines>();
};

// How long something takes.
template <class Action>
std::chrono::milliseconds time_of(Action const& action) {
    auto const begun = clock::now();
    action();
    return std::chrono::duration_cast<std::chrono::milliseconds>(clock::now() - begun);
}

} // namespace web

#endif
