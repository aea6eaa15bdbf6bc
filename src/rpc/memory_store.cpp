// SPDX-License-Identifier: BSL-1.0
#include <yonder/call/error.hpp>
#include <yonder/rpc/operation_store.hpp>

#include <deque>
#include <map>
#include <mutex>
#include <utility>

namespace yonder {
namespace {

using key = std::pair<std::string, std::array<std::uint8_t, 16>>;

std::size_t size_of(operation const& one) {
    if (!one.outcome)
        return one.last_item.size();
    auto const* const reply = std::get_if<payload>(&*one.outcome);
    std::size_t size = one.last_item.size() + (reply ? reply->bytes.size() : 0);
    if (auto const* const failed = std::get_if<failure>(&*one.outcome)) {
        size += failed->message.size();
        for (auto const& detail : failed->details)
            size += detail.type.size() + detail.binary.size() + detail.json.size();
    }
    return size;
}

class memory_store final : public operation_store {
public:
    explicit memory_store(memory_store_options options) : options_(options) {}

    std::optional<operation> add(operation const& begun) override {
        std::lock_guard const lock(mutex_);
        forget_expired();
        key const at(begun.method, begun.id.bytes);
        if (auto const known = all_.find(at); known != all_.end())
            return known->second;
        bool const are_many = all_.size() >= options_.max_operations;
        if (are_many || bytes_ >= options_.max_bytes)
            throw error(code::resource_exhausted,
                        begun.method + ": the server remembers " + std::to_string(all_.size()) + " calls of " +
                            std::to_string(bytes_) + " bytes, which is its limit (memory_store_options::" +
                            (are_many ? "max_operations" : "max_bytes") + "); try again when some are forgotten");
        all_.emplace(at, begun);
        return std::nullopt;
    }

    void update(operation const& changed) override {
        std::lock_guard const lock(mutex_);
        key const at(changed.method, changed.id.bytes);
        auto const known = all_.find(at);
        if (known == all_.end())
            return;
        bytes_ -= size_of(known->second);
        known->second = changed;
        bytes_ += size_of(changed);
        if (changed.state != operation_state::finished)
            return;
        known->second.expires = std::chrono::system_clock::now() +
                                std::chrono::duration_cast<std::chrono::system_clock::duration>(options_.keep);
        finished_.emplace_back(std::chrono::steady_clock::now() + options_.keep, at);
    }

    void remove(std::string_view method, uuid const& id) override {
        std::lock_guard const lock(mutex_);
        forget(key(method, id.bytes));
    }

    std::optional<operation> find(std::string_view method, uuid const& id) override {
        std::lock_guard const lock(mutex_);
        forget_expired();
        auto const known = all_.find(key(method, id.bytes));
        return known == all_.end() ? std::nullopt : std::optional(known->second);
    }

private:
    void forget(key const& one) {
        if (auto const known = all_.find(one); known != all_.end()) {
            bytes_ -= size_of(known->second);
            all_.erase(known);
        }
    }

    void forget_expired() {
        auto const now = std::chrono::steady_clock::now();
        for (; !finished_.empty() && finished_.front().first <= now; finished_.pop_front())
            forget(finished_.front().second);
    }

    memory_store_options const options_;
    std::mutex mutex_;
    std::map<key, operation> all_;
    std::deque<std::pair<std::chrono::steady_clock::time_point, key>> finished_; // in the order of their end
    std::size_t bytes_ = 0;
};

} // namespace

std::string_view to_string(operation_state state) noexcept {
    switch (state) {
    case operation_state::pending:
        return "pending";
    case operation_state::running:
        return "running";
    case operation_state::finished:
        break;
    }
    return "finished";
}

std::shared_ptr<operation_store> make_memory_store(memory_store_options options) {
    return std::make_shared<memory_store>(options);
}

} // namespace yonder
