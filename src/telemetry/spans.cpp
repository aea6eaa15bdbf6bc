// SPDX-License-Identifier: BSL-1.0
#include <yonder/call/log.hpp>
#include <yonder/call/peer.hpp>
#include <yonder/call/trace.hpp>
#include <yonder/describe/code.hpp>
#include <yonder/net/url.hpp>
#include <yonder/rpc/observe.hpp>
#include <yonder/telemetry/spans.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <httplib.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>

namespace yonder {
namespace {

namespace js = boost::json;

constexpr int kind_internal = 1;
constexpr int kind_server = 2;
constexpr int kind_client = 3;
constexpr int status_error = 2;

struct span {
    std::array<std::uint8_t, 16> trace{};
    span_id id{};
    std::optional<span_id> parent;
    std::string state;
    std::string interface_name;
    std::string method_name;
    std::string code; // empty: it succeeded
    std::string message;
    std::string sender;
    std::string call_id;
    std::uint64_t items = 0;
    std::chrono::nanoseconds begin{}; // since 1970
    std::chrono::nanoseconds end{};
    int kind = kind_client;
};

// Where a call is served it is a span of its own, next to its caller's.
span_id span_of_served(uuid const& call_id) noexcept {
    span_id made = span_of(call_id);
    made[0] ^= 0xff;
    return made;
}

bool is_there(span_id const& id) noexcept {
    return std::any_of(id.begin(), id.end(), [](std::uint8_t byte) { return byte != 0; });
}

js::object attribute(char const* name, std::string_view value) {
    return {{"key", name}, {"value", js::object{{"stringValue", js::string(value.data(), value.size())}}}};
}

js::object as_json(span const& one) {
    js::array attributes{attribute("rpc.system", "yonder"), attribute("rpc.service", one.interface_name),
                         attribute("rpc.method", one.method_name), attribute("yonder.call_id", one.call_id)};
    if (!one.code.empty())
        attributes.push_back(attribute("error.type", one.code));
    if (!one.sender.empty())
        attributes.push_back(attribute("yonder.sender", one.sender));
    if (one.items > 0)
        attributes.push_back(
            js::object{{"key", "yonder.items"}, {"value", js::object{{"intValue", std::to_string(one.items)}}}});
    js::object made{{"traceId", to_hexadecimal(one.trace.data(), one.trace.size())},
                    {"spanId", to_hexadecimal(one.id.data(), one.id.size())},
                    {"name", one.interface_name + "/" + one.method_name},
                    {"kind", one.kind},
                    {"startTimeUnixNano", std::to_string(one.begin.count())},
                    {"endTimeUnixNano", std::to_string(one.end.count())},
                    {"attributes", std::move(attributes)}};
    if (one.parent)
        made["parentSpanId"] = to_hexadecimal(one.parent->data(), one.parent->size());
    if (!one.state.empty())
        made["traceState"] = one.state;
    if (!one.code.empty())
        made["status"] = js::object{{"code", status_error}, {"message", one.message}};
    return made;
}

bool is_wanted(message_header const& header) noexcept { return !header.trace || (header.trace->flags & 1) != 0; }

span span_of_call(observed_call const& call, int kind) {
    message_header const& header = call.header;
    bool const is_served = kind == kind_server;
    span made;
    made.kind = kind;
    made.trace = header.trace ? header.trace->id : header.activity.bytes;
    made.state = header.trace ? header.trace->state : "";
    made.id = is_served ? span_of_served(header.id) : span_of(header.id);
    if (is_served)
        made.parent = header.trace ? header.trace->parent : span_of(header.id);
    else if (!header.response_to.is_nil())
        made.parent = span_of_served(header.response_to);
    else if (header.trace && is_there(header.trace->parent))
        made.parent = header.trace->parent;
    made.interface_name = call.method.owner->name;
    made.method_name = call.method.name;
    if (call.failed) {
        made.code = to_string(call.failed->code);
        made.message = call.failed->message;
    }
    made.sender = header.sender;
    made.call_id = to_string(header.id);
    made.items = call.items;
    made.end =
        std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch());
    made.begin = made.end - std::chrono::duration_cast<std::chrono::nanoseconds>(call.took);
    return made;
}

} // namespace

struct span_exporter::state {
    explicit state(span_options chosen) : options(std::move(chosen)) {
        net::url const where = net::parse_url(options.url, net::dialect::http);
        if (where.way == net::way::unix_socket)
            throw std::invalid_argument("\"" + options.url + "\" is no collector: spans go to http:// or https://");
        path = where.prefix.empty() ? "/v1/traces" : where.prefix;
        base = options.url.substr(0, options.url.find('/', options.url.find("://") + 3));
    }

    void add(span one) {
        std::lock_guard const lock(mutex);
        if (waiting.size() >= options.max_waiting || is_over) {
            ++dropped;
            return;
        }
        waiting.push_back(std::move(one));
        if (waiting.size() >= options.max_batch)
            changed.notify_all();
    }

    void run() {
        std::unique_lock lock(mutex);
        for (;;) {
            changed.wait_for(lock, options.interval,
                             [this] { return is_over || flushes > flushed || waiting.size() >= options.max_batch; });
            std::size_t const asked = flushes;
            while (!waiting.empty()) {
                std::vector<span> batch;
                while (!waiting.empty() && batch.size() < options.max_batch) {
                    batch.push_back(std::move(waiting.front()));
                    waiting.pop_front();
                }
                bool const is_last = is_over;
                lock.unlock();
                bool const is_sent = send(batch);
                lock.lock();
                dropped += is_sent ? 0 : batch.size();
                if (!is_sent && is_last) {
                    dropped += waiting.size();
                    waiting.clear();
                }
            }
            flushed = asked;
            changed.notify_all();
            if (is_over)
                return;
        }
    }

    bool send(std::vector<span> const& batch) {
        js::array spans;
        for (span const& one : batch)
            spans.push_back(as_json(one));
        js::object const body{
            {"resourceSpans",
             js::array{js::object{
                 {"resource", js::object{{"attributes", js::array{attribute("service.name", options.service_name)}}}},
                 {"scopeSpans",
                  js::array{js::object{{"scope", js::object{{"name", "yonder"}}}, {"spans", std::move(spans)}}}}}}}};
        if (!client) {
            client = std::make_unique<httplib::Client>(base);
            client->set_keep_alive(true);
            client->set_tcp_nodelay(true);
            client->set_connection_timeout(options.timeout);
            client->set_read_timeout(options.timeout);
            client->set_write_timeout(options.timeout);
            if (!options.ca_file.empty())
                client->set_ca_cert_path(options.ca_file.c_str());
        }
        httplib::Headers fields(options.fields.begin(), options.fields.end());
        auto const answer = client->Post(path.c_str(), fields, js::serialize(body), "application/json");
        bool const is_taken = answer && answer->status >= 200 && answer->status < 300;
        if (!is_taken && !std::exchange(is_broken, true))
            log(log_level::warning,
                "spans are dropped, as the collector at " + options.url + " does not take them: " +
                    (answer ? "status " + std::to_string(answer->status) : httplib::to_string(answer.error())));
        is_broken = !is_taken;
        return is_taken;
    }

    span_options const options;
    std::string base;
    std::string path;
    std::unique_ptr<httplib::Client> client; // of the thread
    bool is_broken = false;                  // the same

    mutable std::mutex mutex;
    std::condition_variable changed;
    std::deque<span> waiting;
    std::uint64_t dropped = 0;
    std::size_t flushes = 0; // asked for
    std::size_t flushed = 0;
    bool is_over = false;
    std::thread thread;
};

span_exporter::span_exporter(span_options options) : state_(std::make_shared<state>(std::move(options))) {
    state_->thread = std::thread([of = state_.get()] { of->run(); });
}

span_exporter::~span_exporter() {
    {
        std::lock_guard const lock(state_->mutex);
        state_->is_over = true;
        state_->changed.notify_all();
    }
    state_->thread.join();
}

namespace {

// What adds a span for each call.
template <class State>
call_listener adding(std::shared_ptr<State> const& to, int kind) {
    return [to = std::weak_ptr(to), kind](observed_call const& call) {
        auto const there = to.lock();
        if (there && is_wanted(call.header))
            there->add(span_of_call(call, kind));
    };
}

} // namespace

filter span_exporter::calls_made() const {
    return [tell = observing(adding(state_, kind_client))](request& what, std::shared_ptr<exchange> caller,
                                                           std::shared_ptr<invoker> const& next) {
        complete(what.header);
        if (!what.header.trace) {
            trace_context begun;
            begun.id = what.header.activity.bytes;
            begun.flags = 1;
            what.header.trace = std::make_shared<trace_context const>(std::move(begun));
        }
        tell(what, std::move(caller), next);
    };
}

filter span_exporter::calls_served() const { return observing(adding(state_, kind_server)); }

call_listener span_exporter::local_calls() const { return adding(state_, kind_internal); }

void span_exporter::flush() {
    std::unique_lock lock(state_->mutex);
    std::size_t const mine = ++state_->flushes;
    state_->changed.notify_all();
    state_->changed.wait(lock, [&] { return state_->flushed >= mine; });
}

std::uint64_t span_exporter::dropped() const noexcept {
    std::lock_guard const lock(state_->mutex);
    return state_->dropped;
}

} // namespace yonder
