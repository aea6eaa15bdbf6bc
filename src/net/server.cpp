// SPDX-License-Identifier: BSL-1.0
#include "server.hpp"

#include <yonder/call/duration.hpp>
#include <yonder/call/log.hpp>

#include <algorithm>
#include <utility>

namespace yonder::net {
namespace {

constexpr auto last_words = std::chrono::seconds(1); // for answers that are written and not taken yet

} // namespace

server::server(std::shared_ptr<rpc::registry const> services, std::size_t max_in_flight, clock::duration drain,
               engine_options options, choose chosen)
    : serving_(std::make_shared<serving>(services, max_in_flight)), drain_(drain), services_(std::move(services)),
      engine_(std::move(options), [in = serving_, chosen = std::move(chosen)](connection& on, char first) {
          return chosen(on, in, first);
      }) {}

std::string server::listen(url where, listener as) {
    listeners_.push_back(make_listener(std::move(as), where, services_));
    return engine_.listen(std::move(where), listeners_.back());
}

void server::stop() {
    std::lock_guard const lock(stopping_);
    if (std::exchange(is_stopped_, true))
        return;
    auto const drained = time_after(drain_);
    engine_.close();
    engine_.for_each([](connection& one) { one.drain(); });
    if (!serving_->wait_for_end(drained)) {
        log(log_level::warning, "stopping cancels " + std::to_string(serving_->at_work()) +
                                    " calls at work, and waits for them: " + serving_->list_calls());
        engine_.for_each([](connection& one) { one.abandon_calls(); });
        serving_->wait_for_end(clock::time_point::max());
    }
    engine_.stop(std::max<clock::duration>(drained - clock::now(), last_words));
    serving_->stop();
    services_.reset();
    for (auto const& one : listeners_)
        one->services.reset();
}

} // namespace yonder::net
