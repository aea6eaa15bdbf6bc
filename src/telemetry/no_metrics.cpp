// SPDX-License-Identifier: BSL-1.0
// In place of metrics.cpp where prometheus-cpp was not there.
#include <yonder/telemetry/metrics.hpp>

#include <stdexcept>

namespace yonder {

struct metrics::state {};

metrics::metrics(std::vector<double>) {
    throw std::logic_error("yonder::metrics needs prometheus-cpp, and this library was built without it: install it "
                           "(Debian: prometheus-cpp-dev) and configure with -Dmetrics=enabled");
}
metrics::~metrics() = default;
filter metrics::calls_made() const { return {}; }
filter metrics::calls_served() const { return {}; }
call_listener metrics::local_calls() const { return {}; }
std::string metrics::text() const { return {}; }
page_maker metrics::page() const { return {}; }

} // namespace yonder
