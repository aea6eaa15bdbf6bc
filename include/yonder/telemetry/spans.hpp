// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_TELEMETRY_SPANS_HPP
#define YONDER_TELEMETRY_SPANS_HPP

#include <yonder/call/invoker.hpp>
#include <yonder/rpc/observe.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace yonder {

struct span_options {
    std::string url = "http://127.0.0.1:4318/v1/traces";       // of a collector; https, too
    std::string ca_file{};                                     // to trust for https, in PEM; empty: the system's
    std::vector<std::pair<std::string, std::string>> fields{}; // of each request: {"Authorization", "..."}
    std::string service_name = "yonder";                       // what this program is called there

    std::chrono::milliseconds interval = std::chrono::seconds(1); // in which spans are sent
    std::chrono::milliseconds timeout = std::chrono::seconds(5);  // of a request
    std::size_t max_waiting = 4096;                               // spans; one more is dropped
    std::size_t max_batch = 512;                                  // in a request
};

// Sends spans of calls to a collector, by OTLP over HTTP in JSON (opentelemetry.io/docs/specs/otlp, version 1). A call
// is two of them, one where it is made and one where it is served. A trace has the id of the activity, unless one came
// with the call (W3C traceparent), and then what its sampled flag says holds. Nothing here holds up a call: what the
// collector does not take is dropped, and the log says so once until it does. Any thread; filters may outlive it, and
// then do nothing.
class span_exporter {
public:
    // Throws std::invalid_argument if the URL is not understood.
    explicit span_exporter(span_options options);
    ~span_exporter(); // sends what waits, within the timeout
    span_exporter(span_exporter const&) = delete;
    span_exporter& operator=(span_exporter const&) = delete;

    // For container::filter, which gives calls a trace, too; and for host::filter.
    filter calls_made() const;
    filter calls_served() const;

    // For binder::observed: a span within that of the call that makes it.
    call_listener local_calls() const;

    // Sends what waits, and returns when that is done.
    void flush();

    // Spans that nobody took.
    std::uint64_t dropped() const noexcept;

private:
    struct state;
    std::shared_ptr<state> state_;
};

} // namespace yonder

#endif
