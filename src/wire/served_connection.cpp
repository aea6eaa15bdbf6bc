// SPDX-License-Identifier: BSL-1.0
#include "served_connection.hpp"

#include "../net/listener.hpp"
#include "../rpc/current_exception.hpp"
#include "bytes.hpp"
#include "served_call.hpp"

#include <string>
#include <utility>
#include <vector>

namespace yonder::wire_protocol {
namespace {

constexpr std::size_t max_methods = 65'536;          // numbered on one connection
constexpr std::size_t max_unknown = 1024;            // that there are not, which cost a text each
constexpr std::size_t max_unsent = 64 * 1024 * 1024; // above it, a client that does not read is not listened to
constexpr std::size_t max_ping = 64;
constexpr std::size_t max_begun = 1024; // messages in parts at once
constexpr std::size_t max_kept = 16;    // times the size of one, of such messages
constexpr auto last_words = std::chrono::seconds(1);

failure answer_of(code why, reached how_far, std::string text) {
    failure what;
    what.code = why;
    what.reached = how_far;
    what.answered = true;
    what.message = std::move(text);
    return what;
}

} // namespace

served_connection::served_connection(std::shared_ptr<net::connection> on, std::shared_ptr<net::serving> in,
                                     serving_options options)
    : options_(options), calls_(std::make_shared<served_calls>(std::move(on), std::move(in))),
      parts_({.message = options.max_message + max_part, .all = max_kept * options.max_message, .begun = max_begun}) {}

net::taken served_connection::receive(std::string_view bytes) {
    if (!has_preface_)
        return receive_preface(bytes);
    if (bytes.size() < frame_head::bytes)
        return {};
    frame_head const head = read_head(bytes);
    if (head.size > max_part) {
        break_off("a frame has " + std::to_string(head.size) + " bytes, more than the " + std::to_string(max_part) +
                  " that one may have");
        return {};
    }
    std::size_t const whole = frame_head::bytes + head.size;
    if (bytes.size() < whole)
        return {.wanted = whole};
    ++received_;
    return {.size = whole, .next = take(head, bytes.substr(frame_head::bytes, head.size))};
}

net::taken served_connection::receive_preface(std::string_view bytes) {
    if (!may_be_preface(bytes)) {
        connection().close("the peer does not speak the protocol of Yonder", clock::duration::zero());
        return {};
    }
    if (bytes.size() < preface::bytes)
        return {};
    preface const theirs = *read_preface(bytes);
    connection().write([&](std::string& out) {
        append_preface(
            out, {.max_message = static_cast<std::uint32_t>(options_.max_message), .max_calls = options_.max_calls});
    });
    if (theirs.major != 1)
        break_off("this server speaks version 1 of the protocol, not " + std::to_string(theirs.major));
    has_preface_ = true;
    return {.size = preface::bytes};
}

std::shared_ptr<net::work> served_connection::take(frame_head head, std::string_view body) {
    switch (head.type) {
    case frame_type::request:
    case frame_type::item:
    case frame_type::more: {
        if (connection().unsent() > max_unsent)
            connection().pause_reading();
        if (head.type == frame_type::request) {
            if (head.call <= last_call_) {
                break_off("the number of a call is not above the one before");
                return nullptr;
            }
            last_call_ = head.call;
        }
        std::string_view ahead = body;
        if (head.type == frame_type::request && (head.flags & flag::continues))
            if (auto const named = read_request_head(ahead))
                name_method(*named); // a short call may pass this one, and use the number
        std::string kept;
        auto const state = parts_.add(head, body, kept);
        if (state == assembly::state::wrong)
            break_off("the parts of a message do not fit together");
        if (state == assembly::state::too_large)
            refuse(head.call, answer_of(code::resource_exhausted, reached::not_sent,
                                        net::more_than_allowed("the request", options_.max_message)));
        if (state == assembly::state::no_room)
            refuse(head.call,
                   answer_of(code::resource_exhausted, reached::not_sent,
                             "the messages of this connection that have begun, and not ended, take all of the "
                             "room for such: end some before beginning others"));
        if (state != assembly::state::whole)
            return nullptr;
        if (head.type == frame_type::request)
            return begin(head, body, kept.empty() ? nullptr : &kept);
        if (auto const call = calls_->find(head.call); call && !call->take_credit())
            break_off("an item was sent without credit for it");
        else if (call)
            call->send({head.flags & flag::binary ? format::binary : format::json, std::string(body)});
        return nullptr;
    }
    case frame_type::end:
        if (auto const call = calls_->find(head.call)) {
            if (head.flags & flag::failed)
                call->break_off(rpc::answer_of(call->method(), code::canceled, reached::maybe_executed,
                                               "the stream of the caller failed"));
            else
                call->finish();
        }
        return nullptr;
    case frame_type::credit:
        if (auto const call = calls_->find(head.call))
            call->owe(byte_reader(body).take<std::uint32_t>());
        return nullptr;
    case frame_type::cancel:
        parts_.forget(head.call);
        if (auto const call = calls_->find(head.call))
            call->abandon(
                rpc::answer_of(call->method(), code::canceled, reached::maybe_executed, "the call was cancelled"));
        return nullptr;
    case frame_type::ping:
        if (body.size() > max_ping) {
            break_off("a ping has more than " + std::to_string(max_ping) + " bytes");
            return nullptr;
        }
        connection().write([&](std::string& out) { append_message(out, {.type = frame_type::pong}, body, {}); });
        return nullptr;
    default: // of later versions
        return nullptr;
    }
}

// Takes the name that a request gives a number. False if that breaks the protocol.
bool served_connection::name_method(request_head const& head) {
    if (head.name.empty())
        return true;
    auto const known = methods_.find(head.method);
    if (known == methods_.end() && methods_.size() >= max_methods) {
        break_off("more than " + std::to_string(max_methods) + " methods are named on one connection");
        return false;
    }
    auto const& found = methods_.insert_or_assign(head.method, find(head.name, head.header.version)).first->second;
    if (!found.problem.empty() && ++unknown_ > max_unknown) {
        break_off("more than " + std::to_string(max_unknown) + " methods were asked for that there are not");
        return false;
    }
    return true;
}

served_connection::known_method served_connection::find(std::string_view name, unsigned version) const {
    return net::find_method(*calls_->connection().listener()->services, name, options_.development, version);
}

std::shared_ptr<net::work> served_connection::begin(frame_head head, std::string_view body, std::string* kept) {
    std::string_view arguments = body;
    auto read = read_request_head(arguments);
    if (!read) {
        break_off("a request is not of the protocol");
        return nullptr;
    }
    if (!name_method(*read))
        return nullptr;
    auto const known = methods_.find(read->method);
    if (known == methods_.end()) {
        break_off("a method is called by a number that was not given a name before");
        return nullptr;
    }
    auto const& [service, method, problem] = known->second;
    std::size_t const begin = body.size() - arguments.size(); // of the arguments
    std::optional<signature> signed_with;
    if (read->is_signed && !(signed_with = take_signature(arguments))) {
        break_off("a request is not of the protocol");
        return nullptr;
    }
    if (!problem.empty()) {
        refuse(head.call, answer_of(code::unimplemented, reached::not_sent, problem));
        return nullptr;
    }
    if (arguments.size() > options_.max_message) {
        refuse(head.call,
               answer_of(code::resource_exhausted, reached::not_sent,
                         net::more_than_allowed(full_name(*method) + ": the request", options_.max_message)));
        return nullptr;
    }
    auto from = know(head, signed_with, *method, body.substr(0, begin + arguments.size()));
    if (!from)
        return nullptr;
    net::believe(read->header, std::move(from));
    if (is_draining_) {
        refuse(head.call, rpc::answer_of(*method, code::unavailable, reached::not_sent, "the server stops"));
        return nullptr;
    }
    if (!calls_->serving().enter(*method)) {
        refuse(head.call, calls_->serving().too_busy(*method));
        return nullptr;
    }
    auto const call = std::make_shared<served_call>(calls_, *service, *method, head.call, std::move(read->header),
                                                    head.flags & flag::binary ? format::binary : format::json);
    calls_->add(call);
    if (call->is_late(clock::now())) {
        call->fail(net::passed_deadline(*method, reached::not_sent));
        return nullptr;
    }
    if (kept) {
        kept->resize(begin + arguments.size());
        call->keep(std::move(*kept), begin);
    } else {
        call->borrow(arguments);
    }
    return call;
}

// Whoever sent a request with this signature, if it has one; `signed_bytes` are its head and arguments. Null if it was
// refused.
std::shared_ptr<peer const> served_connection::know(frame_head head, std::optional<signature> const& by,
                                                    method_descriptor const& method, std::string_view signed_bytes) {
    listener_options const& options = connection().listener()->options;
    security::verdict found;
    if (options.signatures && by)
        found = verify(*options.signatures, *by, method, head.flags & flag::binary ? format::binary : format::json,
                       signed_bytes);
    auto known = net::who_signed(options, connection().from(), found, method.streams_arguments);
    if (!known)
        refuse(head.call, rpc::answer_of(method, code::unauthenticated, reached::not_sent, found.problem));
    return known;
}

void served_connection::refuse(std::uint32_t call, failure what) {
    if (auto const begun = calls_->find(call)) { // an item of it
        begun->abandon(std::move(what));
        return;
    }
    std::string text;
    append_failure(text, what);
    write_message(connection(), {.type = frame_type::error, .call = call}, {}, std::move(text));
}

void served_connection::say_farewell(std::string_view why) {
    connection().write([&](std::string& out) {
        std::string text;
        append_go_away(text, last_call_, why);
        append_message(out, {.type = frame_type::go_away}, text, {});
    });
}

// The peer does not keep to the protocol.
void served_connection::break_off(std::string const& why) {
    say_farewell(why);
    connection().close(why, last_words);
    end(why);
}

void served_connection::end(std::string const& why) {
    for (auto const& call : calls_->all())
        call->abandon(rpc::answer_of(call->method(), code::canceled, reached::maybe_executed,
                                     "the connection of the caller ended: " + why));
}

void served_connection::drain() {
    if (std::exchange(is_draining_, true))
        return;
    say_farewell("the server stops");
}

bool served_connection::is_idle() { return has_preface_ && calls_->size() == 0 && parts_.empty(); }

void served_connection::abandon_calls() {
    for (auto const& call : calls_->all())
        call->abandon(net::stopped(call->method()));
}

void served_connection::look_at_time(clock::time_point now, bool is_partial) {
    if (connection().unsent() < max_unsent / 4)
        connection().resume_reading();
    for (auto const& call : calls_->size() > 0 ? calls_->all() : std::vector<std::shared_ptr<served_call>>()) {
        if (call->is_late(now))
            call->abandon(net::passed_deadline(call->method()));
        else if (call->is_left_alone(now, options_.stream_pause))
            call->abandon(rpc::answer_of(call->method(), code::deadline_exceeded, reached::executed,
                                         "the caller stood still for longer than host_options::stream_pause"));
        else
            call->grant_owed();
    }
    bool const is_waiting = is_partial || !has_preface_ || !parts_.empty();
    if (!is_waiting || received_ != std::exchange(received_before_, received_))
        standing_since_ = clock::time_point::max();
    else if (standing_since_ == clock::time_point::max())
        standing_since_ = now;
    else if (now - standing_since_ > (has_preface_ ? options_.request_timeout : options_.read_timeout))
        break_off("a message was begun and did not go on");
}

} // namespace yonder::wire_protocol
