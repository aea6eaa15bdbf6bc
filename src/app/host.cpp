// SPDX-License-Identifier: BSL-1.0
#include "engine_server.hpp"
#include "wiring.hpp"

#include <yonder/app/host.hpp>
#include <yonder/app/wire.hpp>
#include <yonder/call/log.hpp>
#include <yonder/http/mount.hpp>
#include <yonder/http/server.hpp>
#include <yonder/rpc/registry.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <utility>

namespace yonder {

struct host::state {
    state(container& from, app::wiring& in, host_options chosen)
        : objects(from), wiring(in), options(std::move(chosen)) {}

    container& objects;
    app::wiring& wiring;
    host_options options;
    std::vector<std::pair<app::interface_operations const*, std::string>> exposed;
    std::vector<std::string> listening;
    std::vector<httplib::Server*> mounting;

    mutable std::mutex mutex;             // of the two below
    std::unique_ptr<http::server> server; // of cpp-httplib
    std::unique_ptr<net::server> engine;
    std::vector<std::unique_ptr<http::mounted>> mounted;
    bool was_mounted = false;
    std::shared_ptr<operations> remembered;
    std::vector<std::string> urls;

    void before_start(std::string const& what) const {
        std::lock_guard const lock(mutex);
        if (server || engine)
            throw wiring_error({"the host runs already, so " + what +
                                " comes too late: call it before start, or stop "
                                "the host first"});
    }

    // What code exposes and does not bind. What configuration exposes, container::check() sees.
    void check_exposed() const {
        std::vector<std::string> problems;
        if (!wiring.configured.expose)
            for (auto const& [operations, name] : exposed)
                if (!wiring.has(*operations, name))
                    problems.push_back(app::wiring::text_of(*operations, name) +
                                       ": is exposed, but the program does not bind it: call bind for it before the "
                                       "host starts, or do not expose it");
        if (!problems.empty())
            throw wiring_error(std::move(problems));
        if (wiring.configured.expose ? wiring.configured.expose->empty() : exposed.empty())
            log(log_level::warning, "the host exposes nothing, so it refuses every call: call expose, set host.expose "
                                    "in a file, or YONDER_EXPOSE");
    }

    http::server_options serving() const {
        http::server_options made;
        made.by = options.http_engine;
        made.max_body = options.max_body;
        made.max_in_flight = options.max_in_flight;
        made.max_connections = options.http_engine == http::engine::cpp_httplib // which has a thread for each
                                   ? std::min(options.max_connections, made.max_connections)
                                   : options.max_connections;
        made.keep_alive = options.keep_alive;
        made.read_timeout = options.read_timeout;
        made.request_timeout = options.request_timeout;
        made.stream_pause = options.stream_pause;
        made.drain = options.drain;
        made.certificate_file = options.certificate_file;
        made.key_file = options.key_file;
        made.allowed_origins = options.allowed_origins;
        made.development = is_development();
        return made;
    }

    bool is_development() const { return wiring.configured.development.value_or(options.development); }

    std::shared_ptr<rpc::registry> make_registry(bool has_http) {
        rpc::dispatcher_options dispatching;
        dispatching.development = is_development();
        dispatching.max_size = options.max_body;
        dispatching.max_reply = options.max_reply;
        dispatching.on = options.on;
        remembered = std::make_shared<operations>(options.remembering);
        dispatching.operations = remembered;
        auto made = std::make_shared<rpc::registry>();
        auto const add = [&](app::interface_operations const& of, std::string const& name) {
            if (std::string unfit = has_http ? app::unfit_for(of, "http:") : std::string(); !unfit.empty())
                throw wiring_error({std::move(unfit)});
            made->add(of.make_service(wiring.find_or_make(objects, of.type, name), dispatching));
        };
        if (wiring.configured.expose) {
            for (std::string const& text : *wiring.configured.expose) {
                auto const& of = *wiring.find_by_text(text); // check() has seen it
                add(*of.operations, of.name);
            }
        } else {
            for (auto const& [of, name] : exposed)
                add(*of, name);
        }
        return made;
    }
};

host::host(container& objects, host_options options)
    : state_(std::make_unique<state>(objects, *objects.wiring_, std::move(options))) {}

host::~host() { stop(); }

void host::expose(app::interface_operations const& operations, std::string name) {
    state_->before_start("expose");
    state_->exposed.emplace_back(&operations, std::move(name));
}

host& host::listen(std::string url) {
    state_->before_start("listen");
    state_->listening.push_back(std::move(url));
    return *this;
}

host& host::mount(httplib::Server& on) {
    state_->before_start("mount");
    state_->mounting.push_back(&on);
    return *this;
}

void host::start() {
    std::lock_guard const lock(state_->mutex);
    if (state_->server || state_->engine)
        throw wiring_error({"the host runs already: stop it before it is started again"});
    auto const& configured = state_->wiring.configured;
    auto const& listening = configured.listen ? *configured.listen : state_->listening;
    state_->objects.check();
    if (state_->was_mounted)
        throw wiring_error({"the host was mounted on a server of cpp-httplib, whose routes cannot be taken back: make "
                            "another host and server to serve again"});
    if (listening.empty() && state_->mounting.empty())
        throw wiring_error({"the host listens nowhere: call listen, set host.listen in a file, or YONDER_LISTEN"});
    state_->check_exposed();
    std::vector<net::url> where;
    for (std::string const& url : listening)
        try {
            where.push_back(net::parse_url(url));
        } catch (std::invalid_argument const& caught) {
            throw wiring_error({"the host cannot listen at \"" + url + "\": " + caught.what()});
        }
    auto const is_http = [](net::url const& one) { return one.dialect == net::dialect::http; };
    auto const services =
        state_->make_registry(!state_->mounting.empty() || std::any_of(where.begin(), where.end(), is_http));
    bool const has_threads = state_->options.http_engine == http::engine::cpp_httplib;
    auto server = has_threads ? std::make_unique<http::server>(services, state_->serving()) : nullptr;
    auto engine = app::make_engine_server(services, state_->serving());
    std::vector<std::string> urls;
    for (net::url const& one : where)
        try {
            urls.push_back(server && is_http(one) ? server->listen(one.to_string()) : engine->listen(one));
        } catch (std::invalid_argument const& caught) {
            throw wiring_error({"the host cannot listen at \"" + one.to_string() + "\": " + caught.what()});
        }
    if (server)
        server->start();
    engine->start();
    for (httplib::Server* const one : state_->mounting)
        state_->mounted.push_back(std::make_unique<http::mounted>(*one, services, state_->serving()));
    state_->was_mounted = !state_->mounting.empty();
    state_->server = std::move(server);
    state_->engine = std::move(engine);
    state_->urls = std::move(urls);
}

void host::stop() {
    std::lock_guard const lock(state_->mutex);
    auto const drained = clock::now() + state_->options.drain;
    if (state_->engine)
        state_->engine->stop();
    if (state_->server)
        state_->server->stop();
    for (auto const& one : state_->mounted)
        one->stop();
    if (state_->remembered)
        state_->remembered->stop(std::max(drained - clock::now(), clock::duration::zero()));
    state_->remembered.reset();
    state_->server.reset();
    state_->engine.reset();
    state_->mounted.clear();
    state_->urls.clear();
}

namespace {

// Calls `ready` once signals are caught, and returns when one came.
template <class Function>
void until_signal(Function ready) {
    boost::asio::io_context waiting;
    boost::asio::signal_set signals(waiting, SIGINT, SIGTERM);
    signals.async_wait([](boost::system::error_code const&, int) {});
    ready();
    waiting.run();
}

} // namespace

void host::wait() {
    until_signal([] {});
    stop();
}

void host::wait(std::stop_token token) {
    std::mutex mutex;
    std::condition_variable_any changed;
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, token, [] { return false; });
    }
    stop();
}

void host::run() {
    until_signal([this] { start(); });
    stop();
}

void host::run(std::stop_token token) {
    start();
    wait(std::move(token));
}

std::vector<std::string> host::urls() const {
    std::lock_guard const lock(state_->mutex);
    return state_->urls;
}

} // namespace yonder
