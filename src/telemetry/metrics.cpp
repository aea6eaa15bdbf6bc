// SPDX-License-Identifier: BSL-1.0
#include "../rpc/ending_relay.hpp"

#include <yonder/describe/code.hpp>
#include <yonder/telemetry/metrics.hpp>

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <array>
#include <atomic>
#include <map>
#include <shared_mutex>
#include <utility>

namespace yonder {
namespace {

constexpr std::size_t codes = 17; // those of errors, and 0 for none

// What is counted of one method on one side.
struct row {
    prometheus::Gauge* in_flight = nullptr;
    prometheus::Histogram* duration = nullptr;
    std::array<std::atomic<prometheus::Counter*>, codes> calls{};
};

} // namespace

struct metrics::state {
    explicit state(std::vector<double> chosen) : buckets(std::move(chosen)) {
        if (buckets.empty())
            buckets = {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
    }

    prometheus::Labels labels_of(method_descriptor const& method, char const* side) const {
        return {{"interface", std::string(method.owner->name)}, {"method", std::string(method.name)}, {"side", side}};
    }

    row& row_of(method_descriptor const& method, char const* side) {
        std::pair const key(&method, side);
        {
            std::shared_lock const lock(mutex);
            if (auto const at = rows.find(key); at != rows.end())
                return at->second;
        }
        std::unique_lock const lock(mutex);
        row& made = rows[key];
        if (!made.duration) {
            made.in_flight = &in_flight.Add(labels_of(method, side));
            made.duration = &durations.Add(labels_of(method, side), buckets);
        }
        return made;
    }

    prometheus::Counter& counter_of(row& of, method_descriptor const& method, char const* side, failure const* failed) {
        auto& kept = of.calls[failed ? static_cast<std::size_t>(failed->code) % codes : 0];
        if (auto* const there = kept.load(std::memory_order_acquire))
            return *there;
        auto labels = labels_of(method, side);
        labels.emplace("code", failed ? to_string(failed->code) : "ok");
        auto& made = calls.Add(labels); // the same one for the same labels
        kept.store(&made, std::memory_order_release);
        return made;
    }

    std::vector<double> buckets;
    prometheus::Registry registry;
    prometheus::Family<prometheus::Counter>& calls =
        prometheus::BuildCounter().Name("yonder_calls_total").Help("Calls that are over, by code").Register(registry);
    prometheus::Family<prometheus::Histogram>& durations = prometheus::BuildHistogram()
                                                               .Name("yonder_call_duration_seconds")
                                                               .Help("How long calls took")
                                                               .Register(registry);
    prometheus::Family<prometheus::Gauge>& in_flight =
        prometheus::BuildGauge().Name("yonder_calls_in_flight").Help("Calls at work").Register(registry);
    std::shared_mutex mutex;
    std::map<std::pair<method_descriptor const*, char const*>, row> rows;
};

namespace {

template <class State>
class counting_relay final : public rpc::ending_relay {
public:
    counting_relay(std::shared_ptr<exchange> caller, method_descriptor const& called, char const* side,
                   std::shared_ptr<State> in)
        : ending_relay(std::move(caller), called), side_(side), in_(std::move(in)), row_(in_->row_of(called, side)) {
        row_.in_flight->Increment();
    }
    ~counting_relay() override {
        if (!is_over_)
            row_.in_flight->Decrement();
    }

private:
    void ended(failure const* failed) override {
        is_over_ = true;
        row_.in_flight->Decrement();
        row_.duration->Observe(std::chrono::duration<double>(took()).count());
        in_->counter_of(row_, method(), side_, failed).Increment();
    }

    char const* const side_;
    std::shared_ptr<State> const in_;
    row& row_;
    bool is_over_ = false;
};

template <class State>
filter counting(std::shared_ptr<State> in, char const* side) {
    return [in = std::move(in), side](request& what, std::shared_ptr<exchange> caller,
                                      std::shared_ptr<invoker> const& next) {
        relay::start(std::make_shared<counting_relay<State>>(std::move(caller), what.method(), side, in), what, *next);
    };
}

} // namespace

metrics::metrics(std::vector<double> buckets) : state_(std::make_shared<state>(std::move(buckets))) {}
metrics::~metrics() = default;

filter metrics::calls_made() const { return counting(state_, "made"); }
filter metrics::calls_served() const { return counting(state_, "served"); }

call_listener metrics::local_calls() const {
    return [in = state_](observed_call const& call) {
        row& counted = in->row_of(call.method, "local");
        counted.duration->Observe(std::chrono::duration<double>(call.took).count());
        in->counter_of(counted, call.method, "local", call.failed).Increment();
    };
}

std::string metrics::text() const { return prometheus::TextSerializer().Serialize(state_->registry.Collect()); }

page_maker metrics::page() const {
    return [of = state_] {
        return yonder::page{"text/plain; version=0.0.4; charset=utf-8",
                            prometheus::TextSerializer().Serialize(of->registry.Collect())};
    };
}

} // namespace yonder
