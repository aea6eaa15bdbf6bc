// SPDX-License-Identifier: BSL-1.0
#include "threaded_server.hpp"

#include "listener.hpp"
#include "routes.hpp"

#include <yonder/call/duration.hpp>

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

namespace yonder::http {

struct threaded_server::state {
    state(std::shared_ptr<rpc::registry const> chosen, server_options options)
        : services(std::move(chosen)), all(std::move(options)) {}

    std::shared_ptr<rpc::registry const> services;
    std::vector<std::shared_ptr<net::listener>> entrances;
    routes all;
    std::vector<std::unique_ptr<listener>> listeners;
    std::mutex stopping;
    bool is_stopped = false;
};

threaded_server::threaded_server(std::shared_ptr<rpc::registry const> services, server_options options)
    : state_(std::make_unique<state>(std::move(services), std::move(options))) {}

threaded_server::~threaded_server() { stop(); }

std::string threaded_server::listen(net::url where, net::listener as) {
    auto const at = net::make_listener(std::move(as), where, state_->services);
    state_->entrances.push_back(at);
    state_->listeners.push_back(
        std::make_unique<listener>(std::move(where), state_->all.options(), at->options.client_ca_file,
                                   [this, at](httplib::Server& on) { state_->all.equip(on, at); }));
    return state_->listeners.back()->where().to_string();
}

void threaded_server::start() {
    for (auto const& one : state_->listeners)
        one->start();
}

void threaded_server::stop() {
    std::lock_guard const lock(state_->stopping);
    if (std::exchange(state_->is_stopped, true))
        return;
    state_->all.refuse_calls();
    for (auto const& one : state_->listeners)
        one->close();
    std::jthread const teller([this](std::stop_token over) {
        std::mutex mutex;
        std::condition_variable_any changed;
        std::unique_lock waiting(mutex);
        changed.wait_until(waiting, over, time_after(state_->all.options().drain), [] { return false; });
        if (!over.stop_requested() && state_->all.at_work() > 0)
            state_->all.end_calls();
    });
    for (auto const& one : state_->listeners)
        one->join();
    state_->all.stop();
    state_->services.reset();
    for (auto const& one : state_->entrances)
        one->services.reset();
}

} // namespace yonder::http
