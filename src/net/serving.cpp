// SPDX-License-Identifier: BSL-1.0
#include "serving.hpp"

#include "../rpc/current_exception.hpp"
#include "text.hpp"

#include <yonder/call/log.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace yonder::net {
namespace {

constexpr auto quick = std::chrono::microseconds(200);
constexpr std::size_t slow_threads = 256;

} // namespace

void pace::took(clock::duration time) noexcept {
    if (time > quick)
        return was_slow();
    int const slowness = slowness_.load(std::memory_order_relaxed);
    if (slowness > 0)
        slowness_.store(slowness - 1, std::memory_order_relaxed);
}

serving::serving(std::shared_ptr<rpc::registry const> services, std::size_t max_in_flight)
    : services_(std::move(services)), max_in_flight_(max_in_flight),
      slow_({.max_threads = slow_threads, .max_queued = max_in_flight}) {
    for (std::string_view const name : services_->names())
        for (method_descriptor const& method : services_->find(name)->description->methods)
            paces_.emplace(&method, std::make_unique<pace>());
}

bool serving::enter(method_descriptor const& method) {
    ++pace_of(method).at_work;
    if (++count_ <= max_in_flight_)
        return true;
    leave(method);
    return false;
}

void serving::leave(method_descriptor const& method) noexcept {
    --pace_of(method).at_work;
    if (--count_ > 0 || !is_awaited_)
        return;
    std::lock_guard const lock(mutex_);
    changed_.notify_all();
}

failure serving::too_busy(method_descriptor const& method) const {
    return rpc::answer_of(method, code::resource_exhausted, reached::not_sent,
                          "the server has " + std::to_string(max_in_flight_) +
                              " calls at work, which is its limit (host_options::max_in_flight)");
}

bool serving::wait_for_end(clock::time_point deadline) {
    std::unique_lock lock(mutex_);
    is_awaited_ = true;
    auto const is_over = [this] { return count_ == 0; };
    if (deadline != clock::time_point::max())
        return changed_.wait_until(lock, deadline, is_over);
    changed_.wait(lock, is_over);
    return true;
}

std::string list_counts(std::map<std::string, std::size_t> const& counts) {
    std::string text;
    std::size_t listed = 0;
    for (auto const& [name, count] : counts) {
        if (listed++ == 10)
            return text + ", and others";
        text += (text.empty() ? "" : ", ") + name + (count > 1 ? " (" + std::to_string(count) + ")" : "");
    }
    return text;
}

std::string serving::list_calls() const {
    std::map<std::string, std::size_t> counts;
    for (auto const& [method, one] : paces_)
        if (std::size_t const count = one->at_work)
            counts.emplace(full_name(*method), count);
    return list_counts(counts);
}

namespace {

// The number of "v2"; nothing for what is no major version.
std::optional<unsigned> major_in(std::string_view word) {
    unsigned number = 0;
    auto const* const end = word.data() + word.size();
    if (word.size() < 2 || word.size() > 6 || word.front() != 'v' ||
        std::from_chars(word.data() + 1, end, number).ptr != end)
        return std::nullopt;
    return number;
}

// "shop.v2.Orders" in parts: before the version, the version, and behind it.
struct versioned {
    std::string_view before;
    unsigned major = 0;
    std::string_view behind;
};
std::optional<versioned> parse_versioned(std::string_view name) {
    for (std::size_t at = 0; at < name.size();) {
        std::size_t const end = std::min(name.find('.', at), name.size());
        if (auto const major = major_in(name.substr(at, end - at)))
            return versioned{name.substr(0, at), *major, name.substr(end)};
        at = end + 1;
    }
    return std::nullopt;
}

// What there is of an interface in other major versions, and who is older.
std::string list_other_versions(rpc::registry const& services, std::string_view name) {
    auto const asked = parse_versioned(name);
    std::string listed;
    bool are_older = true;
    bool are_newer = true;
    for (std::string_view const other : asked ? services.names() : std::vector<std::string_view>()) {
        auto const there = parse_versioned(other);
        if (!there || there->before != asked->before || there->behind != asked->behind)
            continue;
        listed += (listed.empty() ? "" : ", ") + std::string(other);
        are_older = are_older && there->major < asked->major;
        are_newer = are_newer && there->major > asked->major;
    }
    if (listed.empty())
        return {};
    return "; of other major versions there are " + listed +
           (are_older   ? ": this side is the older one"
            : are_newer ? ": the caller is the older one"
                        : "");
}

} // namespace

found_method find_method(rpc::registry const& services, std::string_view name, bool development, unsigned version) {
    std::size_t const slash = name.find('/');
    std::string_view const interface_name = name.substr(0, slash);
    std::string_view const method_name = slash == name.npos ? std::string_view() : name.substr(slash + 1);
    found_method found;
    auto const list = [&](auto const& names) {
        std::size_t listed = 0;
        for (auto const& one : names)
            if (development && listed < 20)
                found.problem += (listed++ ? ", " : "; there are ") + std::string(one);
    };
    found.service = services.find(interface_name);
    if (!found.service) {
        found.problem = "no interface \"" + printable(interface_name) + "\" is served here";
        std::string const others = list_other_versions(services, interface_name);
        if (others.empty())
            list(services.names());
        found.problem += others;
        return found;
    }
    found.method = found.service->description->find(method_name);
    if (found.method && !found.service->serves(*found.method))
        found.method = nullptr;
    if (!found.method) {
        found.problem =
            std::string(found.service->description->name) + " has no method \"" + printable(method_name) + "\"";
        std::vector<std::string_view> names;
        for (auto const& one : found.service->description->methods)
            if (found.service->serves(one))
                names.push_back(one.name);
        list(names);
        if (version > 0)
            found.problem += who_is_older(*found.service->description, version);
    }
    return found;
}

std::string more_than_allowed(std::string const& what, std::size_t limit) {
    return what + " has more than " + std::to_string(limit) +
           " bytes, which is the limit of this server: send less, or allow more with host_options::max_body";
}

void begin_call(invoker& target, request& what, std::shared_ptr<exchange> const& caller) {
    try {
        return target.start(what, caller);
    } catch (...) {
        log(log_level::failure,
            rpc::log_begin(what.header.id) + full_name(what.method()) + " broke: " + rpc::text_of_current_exception());
    }
    caller->abandon(rpc::answer_of(what.method(), code::internal, reached::executed,
                                   "failed; the log of the server has the reason"));
}

failure passed_deadline(method_descriptor const& method, reached how_far) {
    return rpc::answer_of(method, code::deadline_exceeded, how_far, "the deadline passed on the server");
}

failure stopped(method_descriptor const& method) {
    return rpc::answer_of(method, code::unavailable, reached::executed, "the server stopped before the call ended");
}

} // namespace yonder::net
