// SPDX-License-Identifier: BSL-1.0
#include "served_call.hpp"

#include "bytes.hpp"
#include "served_calls.hpp"

#include <utility>

namespace yonder::wire_protocol {

served_call::served_call(std::shared_ptr<served_calls> all, rpc::service const& service,
                         method_descriptor const& method, std::uint32_t number, message_header header, format form)
    : all_(std::move(all)), service_(service), method_(method), number_(number), header_(std::move(header)),
      form_(form) {}

served_call::~served_call() {
    all_->remove(*this);
    leave();
}

void served_call::leave() noexcept {
    if (!has_left_.exchange(true))
        all_->serving().leave();
}

void served_call::run() {
    if (is_complete())
        return; // cancelled before it began
    auto const self = shared_from_this();
    bool const has_stream = method_.streams_arguments || method_.streams_results;
    net::pace& pace = all_->serving().pace_of(method_);
    runs_here_ = !has_stream && header_.intent == intent::call && !header_.is_once && !pace.is_slow();
    request what(method_, arguments_, form_);
    what.header = std::move(header_);
    what.reply_form = form_;
    header_.deadline = what.header.deadline;
    net::begin_call(*service_.target, what, self);
    if (runs_here_ && !all_->connection().loop().is_mine())
        pace.was_slow();
    kept_ = std::string();
}

void served_call::begins() noexcept { begun_ = clock::now(); }

void served_call::end() noexcept {
    all_->remove(*this);
    if (begun_ != clock::time_point())
        all_->serving().pace_of(method_).took(clock::now() - begun_);
    if (method_.is_deferred) // others until their handler is done
        leave();
}

void served_call::on_reply(payload result) {
    write_message(all_->connection(), {.type = frame_type::reply, .flags = flags_of(result.form), .call = number_}, {},
                  std::move(result.bytes));
    end();
}

void served_call::on_failure(failure what) {
    std::string text;
    append_failure(text, what);
    write_message(all_->connection(), {.type = frame_type::error, .call = number_}, {}, std::move(text));
    end();
}

void served_call::on_item(payload element) {
    write_message(all_->connection(), {.type = frame_type::item, .flags = flags_of(element.form), .call = number_}, {},
                  std::move(element.bytes));
}

void served_call::on_credit(std::size_t items, format, bool) {
    credit_ += static_cast<std::int64_t>(items);
    std::string text;
    put(text, static_cast<std::uint32_t>(items));
    write_message(all_->connection(), {.type = frame_type::credit, .call = number_}, {}, std::move(text));
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
