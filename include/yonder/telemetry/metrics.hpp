// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_TELEMETRY_METRICS_HPP
#define YONDER_TELEMETRY_METRICS_HPP

#include <yonder/call/invoker.hpp>
#include <yonder/net/page.hpp>
#include <yonder/rpc/observe.hpp>

#include <memory>
#include <string>
#include <vector>

namespace yonder {

// Counts calls, for Prometheus. The names, each with the labels interface, method and side ("made" and "served" of
// remote calls, "local"):
//     yonder_calls_total              calls that are over, with the label code: "ok", "not_found"
//     yonder_call_duration_seconds    a histogram
//     yonder_calls_in_flight          calls at work
// As many rows as methods are called, which callers cannot add to. Any thread may use it, and it may end before its
// filters do. Needs prometheus-cpp: without it, when the library was built, the constructor throws std::logic_error.
class metrics {
public:
    // `buckets` of the histogram, in seconds, ascending; empty: from 100 us to 10 s.
    explicit metrics(std::vector<double> buckets = {});
    ~metrics();
    metrics(metrics const&) = delete;
    metrics& operator=(metrics const&) = delete;

    // For container::filter, and for host::filter.
    filter calls_made() const;
    filter calls_served() const;

    // For binder::observed. Of local calls none is in flight, as they are counted when they are over.
    call_listener local_calls() const;

    // All of it in the text format of Prometheus, 0.0.4.
    std::string text() const;

    // The same as a page: listener_options::pages["/metrics"].
    page_maker page() const;

private:
    struct state;
    std::shared_ptr<state> state_;
};

} // namespace yonder

#endif
