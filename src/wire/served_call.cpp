// SPDX-License-Identifier: BSL-1.0
#include "served_call.hpp"

#include "bytes.hpp"
#include "served_calls.hpp"

#include <algorithm>
#include <utility>

namespace yonder::wire_protocol {

served_call::served_call(std::shared_ptr<served_calls> all, rpc::service const& service,
                         method_descriptor const& method, std::uint32_t number, message_header header, format form)
    : net::served_call(all->connection().shared_from_this(), all->serving_pointer(), service, method, std::move(header),
                       form),
      all_(std::move(all)), number_(number) {}

served_call::~served_call() { all_->remove(*this); }

void served_call::end() noexcept {
    all_->remove(*this);
    net::served_call::end();
}

void served_call::on_reply(payload result) {
    write_message(on(), {.type = frame_type::reply, .flags = flags_of(result.form), .call = number_}, {},
                  std::move(result.bytes));
    end();
}

void served_call::on_failure(failure what) {
    std::string text;
    append_failure(text, what);
    write_message(on(), {.type = frame_type::error, .call = number_}, {}, std::move(text));
    end();
}

void served_call::owe(std::size_t items) {
    {
        std::lock_guard const lock(owing_);
        owed_ += items;
        ++steps_;
    }
    grant_owed();
}

void served_call::grant_owed() {
    constexpr std::size_t at_once = 64;            // items asked for
    constexpr std::size_t most_unsent = 4'000'000; // bytes that the client has not read
    std::size_t more = 0;
    {
        std::lock_guard const lock(owing_);
        if (owed_ == 0 || granted_ > at_once / 2 || on().unsent() > most_unsent)
            return;
        more = std::min(owed_, at_once - granted_);
        owed_ -= more;
        granted_ += more;
    }
    grant(more);
}

bool served_call::is_left_alone(clock::time_point now, clock::duration limit) {
    if (!method().streams_arguments && !method().streams_results)
        return false;
    std::lock_guard const lock(owing_);
    bool const is_asked = method().streams_arguments && credit_ > 0;
    bool const is_asking = !method().streams_results || owed_ + granted_ > 0;
    bool const has_moved = steps_ != std::exchange(steps_seen_, steps_);
    if (has_moved || !(method().streams_arguments ? is_asked : !is_asking))
        alone_since_ = clock::time_point::max();
    else if (alone_since_ == clock::time_point::max())
        alone_since_ = now;
    return alone_since_ != clock::time_point::max() && now - alone_since_ > limit;
}

bool served_call::take_credit() noexcept {
    std::lock_guard const lock(owing_);
    ++steps_;
    return credit_.fetch_sub(1, std::memory_order_relaxed) > 0;
}

void served_call::on_item(payload element) {
    {
        std::lock_guard const lock(owing_);
        granted_ -= granted_ > 0 ? 1 : 0;
        ++steps_;
    }
    struct later { // once the item is on its way
        ~later() { call.grant_owed(); }
        served_call& call;
    } const then{*this};
    queue_message(on(), {.type = frame_type::item, .flags = flags_of(element.form), .call = number_}, {},
                  std::move(element.bytes));
    on().flush_later(); // with the next, if that comes at once
}

void served_call::on_credit(std::size_t items, format, bool) {
    credit_ += static_cast<std::int64_t>(items);
    std::string text;
    put(text, static_cast<std::uint32_t>(items));
    write_message(on(), {.type = frame_type::credit, .call = number_}, {}, std::move(text));
}

bool served_calls::add(std::shared_ptr<served_call> const& one) {
    std::lock_guard const lock(mutex_);
    return calls_.try_emplace(one->number(), entry{one.get(), one}).second;
}

void served_calls::remove(served_call const& one) noexcept {
    std::lock_guard const lock(mutex_);
    auto const found = calls_.find(one.number());
    if (found != calls_.end() && found->second.which == &one)
        calls_.erase(found);
}

std::shared_ptr<served_call> served_calls::find(std::uint32_t number) {
    std::lock_guard const lock(mutex_);
    auto const found = calls_.find(number);
    return found == calls_.end() ? nullptr : found->second.call.lock();
}

std::vector<std::shared_ptr<served_call>> served_calls::all() {
    std::vector<std::shared_ptr<served_call>> list;
    std::lock_guard const lock(mutex_);
    for (auto const& [number, one] : calls_)
        if (auto here = one.call.lock())
            list.push_back(std::move(here));
    return list;
}

std::size_t served_calls::size() {
    std::lock_guard const lock(mutex_);
    return calls_.size();
}

} // namespace yonder::wire_protocol
