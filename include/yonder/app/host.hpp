// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_APP_HOST_HPP
#define YONDER_APP_HOST_HPP

#include <yonder/app/container.hpp>
#include <yonder/call/executor.hpp>
#include <yonder/http/engine.hpp>
#include <yonder/http/rendering.hpp>
#include <yonder/net/listener_options.hpp>
#include <yonder/rpc/operations.hpp>
#include <yonder/rpc/registry.hpp>
#include <yonder/security/policy.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace httplib {
class Server;
}

namespace yonder {

struct host_options {
    // For developers: texts of undeclared exceptions reach the caller, and unknown arguments and members are refused.
    bool development = false;

    std::size_t max_body = 4 * 1024 * 1024;  // bytes of one request, unpacked
    std::size_t max_reply = 4 * 1024 * 1024; // bytes of one reply
    std::size_t max_in_flight = 1024;        // calls at work at once; one more is refused with resource_exhausted
    std::size_t max_connections = 10'000;    // at once; one more ends an idle one, or waits
    std::chrono::milliseconds keep_alive = std::chrono::seconds(10);      // how long a connection may be idle
    std::chrono::milliseconds read_timeout = std::chrono::seconds(5);     // how long a peer may stand still
    std::chrono::milliseconds request_timeout = std::chrono::seconds(30); // for a request to arrive
    std::chrono::milliseconds stream_pause = std::chrono::minutes(5);     // how long the peer of a stream may
    std::chrono::milliseconds drain = std::chrono::seconds(10); // of a stop, after which calls at work end unavailable

    std::string certificate_file{}; // in PEM, for https and yonder+tls
    std::string key_file{};         // the same

    // What serves HTTP. With cpp-httplib, an address of http serves HTTP alone, on 512 connections at most.
    http::engine http_engine = http::engine::own;

    // Pages of these origins ("https://shop.example") may call from a browser. None at first.
    std::vector<std::string> allowed_origins{};

    // Other ways to write calls over HTTP than the Connect protocol, asked before that in this order.
    std::vector<http::rendering> renderings{};

    // Where methods run. Null: where their call is read, and in the default executor if nobody waits for it. A full one
    // refuses calls with resource_exhausted.
    std::shared_ptr<executor> on{};

    // How calls are remembered that go on without their caller, or are made once.
    operation_options remembering{};
};

// Serves interfaces of a container to other processes. Nothing is remote unless it is exposed. A program may have
// several hosts, and keeps its own main. Not for several threads at once, but for stop(), urls() and is_running().
class host {
public:
    explicit host(container& objects, host_options options = {});
    ~host(); // stops, if it runs
    host(host const&) = delete;
    host& operator=(host const&) = delete;

    // Serves what is bound to I under `name`, as I. Before start(), which throws wiring_error if it is not bound.
    template <class I>
    host& expose(std::string name = {}) {
        static_cast<void>(sizeof(undescribed<I>));
        static_cast<void>(requires { codec::refuse<rpc::interface_fault<I>>::value; });
        expose(binding<I>::operations(), std::move(name));
        return *this;
    }

    // Serves what the program has made itself, beside what is said elsewhere: an interface described at run time, or
    // one whose calls go on to somewhere else. Its description outlives the host. Before start().
    host& expose(rpc::service made);

    // Serves what is bound to I under `name` without this method, as if there were none: what it is called on the wire.
    // Before start(), which throws wiring_error if there is no such method, or I is not exposed.
    template <class I>
    host& withhold(std::string method) {
        withhold(binding<I>::operations(), std::move(method));
        return *this;
    }

    // Listens at "http://127.0.0.1:8080", "https://...", "http+unix:///run/shop.sock", or the same with yonder,
    // yonder+tls and yonder+unix (docs/transports.md), at as many addresses as it is called for. Each address serves
    // both protocols, as its options say. Port 0 is a free one: see urls(). Before start(). Where configuration says
    // where to listen, options stay with the listener of their name (docs/wiring.md).
    host& listen(std::string url, listener_options options = {});

    // Stands between the protocols and the methods of all that is exposed, behind the authenticators of listeners: the
    // filter that was declared first sees a call first, and its reply last. `name` is for people. Before start().
    host& filter(std::string name, yonder::filter run);

    // Asks whether each call may be made, behind the filters that were declared before.
    host& authorize(policy who_may);

    // Serves on a server of cpp-httplib that the program has already, beside its own routes: see http::mounted. The
    // server outlives the host, and begins to listen after start(). Such a host starts once.
    host& mount(httplib::Server& on, listener_options options = {});

    // Checks the wiring, makes the exposed objects, and serves in threads of its own. Throws wiring_error, or
    // std::system_error if it cannot listen; then nothing is left running.
    void start();

    // Takes no more calls, gives those at work the time of host_options::drain, and returns when all is over. From any
    // thread; a second call waits for the first. Does nothing if the host does not run.
    void stop();

    // Waits for SIGINT or SIGTERM, then stops. What the signals did before is back while it drains, so a second one
    // ends the process as usual. A signal that comes before this is called has its usual effect.
    void wait();

    // Waits until `token` asks, then stops, for programs whose signals are theirs.
    void wait(std::stop_token token);

    // start() and wait(), with nothing missed in between.
    void run();
    void run(std::stop_token token);

    // Where it listens, with the ports that were chosen.
    std::vector<std::string> urls() const;

    // What is served where, one line for each interface and address, from outside in: "http://127.0.0.1:8080 (outer)
    // -> [authenticate, audit, policy] -> shop.v1.Orders, without cancel". From start() to stop().
    std::vector<std::string> wiring() const;

private:
    void expose(app::interface_operations const& operations, std::string name);
    void withhold(app::interface_operations const& operations, std::string method);

    struct state;
    std::unique_ptr<state> state_;
};

} // namespace yonder

#endif
