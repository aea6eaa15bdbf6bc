// SPDX-License-Identifier: BSL-1.0
#include "engine_server.hpp"

#include "../wire/frame.hpp"
#include "../wire/served_connection.hpp"

#include <yonder/call/duration.hpp>
#include <yonder/call/log.hpp>

#include <utility>

namespace yonder::app {
namespace {

net::engine_options engine_of(host_options const& options) {
    net::engine_options made;
    made.max_connections = options.max_connections;
    made.read_timeout = options.read_timeout;
    made.certificate_file = options.certificate_file;
    made.key_file = options.key_file;
    return made;
}

wire_protocol::serving_options wire_of(host_options const& options, bool development) {
    wire_protocol::serving_options made;
    made.max_message = options.max_body;
    made.read_timeout = options.read_timeout;
    made.request_timeout = options.request_timeout;
    made.stream_pause = options.stream_pause;
    made.development = development;
    made.max_calls = static_cast<std::uint32_t>(options.max_in_flight);
    return made;
}

} // namespace

engine_server::engine_server(std::shared_ptr<rpc::registry const> services, host_options const& options,
                             bool development)
    : serving_(std::make_shared<net::serving>(std::move(services), options.max_in_flight)), drain_(options.drain),
      engine_(engine_of(options),
              [serving = serving_, over_wire = wire_of(options, development)](
                  net::connection& on, char first) -> std::shared_ptr<net::protocol> {
                  if (first == wire_protocol::preface::first)
                      return std::make_shared<wire_protocol::served_connection>(on.shared_from_this(), serving,
                                                                                over_wire);
                  return nullptr;
              }) {}

void engine_server::stop() {
    std::lock_guard const lock(stopping_);
    if (std::exchange(is_stopped_, true))
        return;
    engine_.close();
    engine_.for_each([](net::connection& one) { one.drain(); });
    if (!serving_->wait_for_end(time_after(drain_))) {
        log(log_level::warning,
            "stopping cancels " + std::to_string(serving_->at_work()) + " calls at work, and waits for them");
        engine_.for_each([](net::connection& one) { one.abandon_calls(); });
        serving_->wait_for_end(clock::time_point::max());
    }
    engine_.stop();
    serving_->stop();
}

} // namespace yonder::app
