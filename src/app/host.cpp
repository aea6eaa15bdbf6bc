// SPDX-License-Identifier: BSL-1.0
#include "../net/listener.hpp"
#include "engine_server.hpp"
#include "exposure.hpp"
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
#include <set>
#include <utility>

namespace yonder {

namespace {

struct listening_at {
    std::string url;
    listener_options options;
    bool is_plain = false; // without options
};

} // namespace

struct host::state {
    state(container& from, app::wiring& in, host_options chosen)
        : objects(from), wiring(in), options(std::move(chosen)) {}

    container& objects;
    app::wiring& wiring;
    host_options options;
    std::vector<std::pair<app::interface_operations const*, std::string>> exposed;
    std::vector<rpc::service> ready_made;                                           // by the program
    std::vector<std::pair<app::interface_operations const*, std::string>> withheld; // methods
    std::vector<listening_at> listening;
    std::vector<std::pair<httplib::Server*, listener_options>> mounting;
    std::vector<app::named_filter> filters;

    mutable std::mutex mutex;             // of the two below
    std::unique_ptr<http::server> server; // of cpp-httplib
    std::unique_ptr<net::server> engine;
    std::vector<std::unique_ptr<http::mounted>> mounted;
    bool was_mounted = false;
    std::shared_ptr<operations> remembered;
    std::vector<std::string> urls;
    std::vector<std::string> lines; // of wiring()

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
        if (ready_made.empty() && (wiring.configured.expose ? wiring.configured.expose->empty() : exposed.empty()))
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
        made.renderings = options.renderings;
        made.development = is_development();
        return made;
    }

    bool is_development() const { return wiring.configured.development.value_or(options.development); }

    bool has_filters() const { return !filters.empty(); }

    // What is exposed, with what performs its calls.
    std::vector<rpc::service> make_services(bool has_http) {
        rpc::dispatcher_options dispatching;
        dispatching.development = is_development();
        dispatching.max_size = options.max_body;
        dispatching.max_reply = options.max_reply;
        dispatching.on = options.on;
        remembered = std::make_shared<operations>(options.remembering);
        dispatching.operations = remembered;
        std::vector<rpc::service> services = ready_made;
        auto const add = [&](app::interface_operations const& of, std::string const& name) {
            if (std::string unfit = has_http ? app::unfit_for(of, "http:") : std::string(); !unfit.empty())
                throw wiring_error({std::move(unfit)});
            services.push_back(of.make_service(wiring.find_or_make(objects, of.type, name), dispatching));
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
        withhold_from(services);
        return services;
    }

    void withhold_from(std::vector<rpc::service>& services) const {
        std::vector<std::string> problems;
        for (auto const& [of, method] : withheld) {
            auto const at = std::find_if(services.begin(), services.end(), [&, of = of](rpc::service const& one) {
                return one.description->name == of->name;
            });
            auto const* const found = at == services.end() ? nullptr : at->description->find(method);
            if (at == services.end() && !wiring.configured.expose)
                problems.push_back(std::string(of->name) + ": its method \"" + method +
                                   "\" is withheld, but the interface is not exposed: call expose for it");
            else if (at != services.end() && !found)
                problems.push_back(std::string(of->name) + ": its method \"" + method +
                                   "\" is withheld, but it has none of that name: see how it is spelled");
            else if (found)
                app::leave_out(*at, *found);
        }
        if (!problems.empty())
            throw wiring_error(std::move(problems));
    }

    // What would fail call by call.
    void check_parts(std::vector<listening_at> const& chosen) const {
        std::vector<std::string> problems;
        for (http::rendering const& one : options.renderings)
            if (!one.reader || !one.generator)
                problems.push_back("the rendering \"" + one.name + "\" has no " +
                                   (one.reader ? "response generator" : "request reader") + ": give it both");
        std::set<std::string> names;
        for (listening_at const& one : chosen) {
            std::string const begin =
                "the listener \"" + (one.options.name.empty() ? one.url : one.options.name) + "\" ";
            if (!one.options.name.empty() && !names.insert(one.options.name).second)
                problems.push_back(begin + "is there twice: give each a name of its own");
            if (one.options.requires_user && !one.options.authenticate && !one.options.is_trusted &&
                !one.options.signatures)
                problems.push_back(begin + "requires a user, and nobody says who that is: give it an authenticator");
            for (auto const& [path, make] : one.options.pages)
                if (!path.starts_with('/') || !make)
                    problems.push_back(
                        std::string(begin)
                            .append("has the page \"")
                            .append(path)
                            .append(make ? "\", which must begin with a slash" : "\", which nobody makes"));
        }
        if (!problems.empty())
            throw wiring_error(std::move(problems));
    }

    // Of what the program listens at, what configuration says.
    std::vector<listening_at> chosen_listeners() const {
        if (!wiring.configured.listen)
            return listening;
        std::vector<listening_at> chosen;
        for (app::configured_listener const& one : *wiring.configured.listen) {
            auto const at = std::find_if(listening.begin(), listening.end(), [&](listening_at const& other) {
                return one.name.empty() ? listening.size() == 1 : other.options.name == one.name;
            });
            bool const are_alike = std::all_of(listening.begin(), listening.end(),
                                               [](listening_at const& other) { return other.is_plain; }) &&
                                   std::all_of(mounting.begin(), mounting.end(),
                                               [](auto const& other) { return app::is_plain(other.second); });
            if (at != listening.end())
                chosen.push_back({one.url, at->options, at->is_plain});
            else if (one.name.empty() && are_alike)
                chosen.push_back({one.url, {}, true});
            else
                throw wiring_error({"the host is to listen at \"" + one.url + "\", says configuration, but " +
                                    (one.name.empty() ? "the program has several listeners with options of their own: "
                                                        "say which one it stands for, by its name"
                                                      : "the program has no listener of the name \"" + one.name +
                                                            "\": see listener_options::name")});
        }
        return chosen;
    }
};

host::host(container& objects, host_options options)
    : state_(std::make_unique<state>(objects, *objects.wiring_, std::move(options))) {}

host::~host() { stop(); }

void host::expose(app::interface_operations const& operations, std::string name) {
    state_->before_start("expose");
    state_->exposed.emplace_back(&operations, std::move(name));
}

host& host::expose(rpc::service made) {
    state_->before_start("expose");
    state_->ready_made.push_back(std::move(made));
    return *this;
}

void host::withhold(app::interface_operations const& operations, std::string method) {
    state_->before_start("withhold");
    state_->withheld.emplace_back(&operations, std::move(method));
}

host& host::listen(std::string url, listener_options options) {
    state_->before_start("listen");
    bool const is_plain = app::is_plain(options);
    state_->listening.push_back({std::move(url), std::move(options), is_plain});
    return *this;
}

host& host::mount(httplib::Server& on, listener_options options) {
    state_->before_start("mount");
    state_->mounting.emplace_back(&on, std::move(options));
    return *this;
}

host& host::filter(std::string name, yonder::filter run) {
    state_->before_start("filter");
    state_->filters.push_back({std::move(name), std::move(run)});
    return *this;
}

host& host::authorize(policy who_may) { return filter("policy", authorized(std::move(who_may))); }

void host::start() {
    std::lock_guard const lock(state_->mutex);
    if (state_->server || state_->engine)
        throw wiring_error({"the host runs already: stop it before it is started again"});
    state_->objects.check();
    if (state_->was_mounted)
        throw wiring_error({"the host was mounted on a server of cpp-httplib, whose routes cannot be taken back: make "
                            "another host and server to serve again"});
    auto const listening = state_->chosen_listeners();
    state_->check_parts(listening);
    if (listening.empty() && state_->mounting.empty())
        throw wiring_error({"the host listens nowhere: call listen, set host.listen in a file, or YONDER_LISTEN"});
    state_->check_exposed();
    std::vector<net::url> where;
    for (listening_at const& one : listening)
        try {
            where.push_back(net::parse_url(one.url));
        } catch (std::invalid_argument const& caught) {
            throw wiring_error({"the host cannot listen at \"" + one.url + "\": " + caught.what()});
        }
    auto const is_http = [](net::url const& one) { return one.dialect == net::dialect::http; };
    auto const services =
        state_->make_services(!state_->mounting.empty() || std::any_of(where.begin(), where.end(), is_http));
    auto const all = std::make_shared<rpc::registry>();
    for (rpc::service const& one : services)
        all->add(one);
    bool const has_threads = state_->options.http_engine == http::engine::cpp_httplib;
    auto server = has_threads ? std::make_unique<http::server>(all, state_->serving()) : nullptr;
    auto engine = app::make_engine_server(all, state_->serving());
    std::vector<std::string> urls;
    std::vector<std::string> lines;
    auto const prepare = [&](listener_options options, std::string const& url) {
        if (options.name.empty())
            options.name = url;
        options.looks_at_fields = options.looks_at_fields || state_->has_filters();
        auto made = app::services_at(options, services, state_->filters, url, state_->is_development(), lines);
        options.looks_at_fields = options.looks_at_fields || options.authenticate;
        options.authenticate = nullptr; // these are seen to now
        options.requires_user = false;
        options.only.clear();
        return std::pair(std::move(options), std::move(made));
    };
    for (std::size_t i = 0; i < where.size(); ++i)
        try {
            std::size_t const first = lines.size();
            auto [options, exposed] = prepare(listening[i].options, listening[i].url);
            net::refuse_missing_verifier(options);
            if (!options.client_ca_file.empty() && where[i].way != net::way::tls)
                throw std::invalid_argument("it has a client_ca_file, but nobody shows a certificate without TLS: "
                                            "listen at https:// or yonder+tls://, or drop the client_ca_file");
            urls.push_back(server && is_http(where[i])
                               ? server->listen(where[i].to_string(), std::move(options), std::move(exposed))
                               : engine->listen(where[i], {std::move(options), std::move(exposed)}));
            for (std::size_t line = first; line < lines.size(); ++line) // with the port that was chosen
                lines[line].replace(0, listening[i].url.size(), urls.back());
        } catch (std::invalid_argument const& caught) {
            throw wiring_error({"the host cannot listen at \"" + where[i].to_string() + "\": " + caught.what()});
        }
    std::vector<std::unique_ptr<http::mounted>> mounted;
    for (auto const& [on, as] : state_->mounting)
        try {
            auto [options, exposed] = prepare(as, as.name.empty() ? "mounted" : as.name);
            mounted.push_back(
                std::make_unique<http::mounted>(*on, std::move(exposed), state_->serving(), std::move(options)));
        } catch (std::invalid_argument const& caught) {
            throw wiring_error({caught.what()});
        }
    if (server)
        server->start();
    engine->start();
    state_->mounted = std::move(mounted);
    state_->was_mounted = !state_->mounting.empty();
    state_->server = std::move(server);
    state_->engine = std::move(engine);
    state_->urls = std::move(urls);
    state_->lines = std::move(lines);
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
    state_->lines.clear();
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

std::vector<std::string> host::wiring() const {
    std::lock_guard const lock(state_->mutex);
    return state_->lines;
}

} // namespace yonder
