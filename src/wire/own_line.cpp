// SPDX-License-Identifier: BSL-1.0
#include "own_line.hpp"

#include "../net/dial.hpp"

#include <yonder/call/duration.hpp>
#include <yonder/call/timer.hpp>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace yonder::wire_protocol {
namespace {

// Idle for longer, a line is looked at before it is used.
constexpr auto fresh = std::chrono::milliseconds(200);

// A server that does not answer a cancellation by then is not waited for.
constexpr auto cancel_patience = std::chrono::milliseconds(100);

} // namespace

own_line::~own_line() { shut(); }

void own_line::shut() noexcept {
    std::lock_guard const lock(sending_);
    if (socket_ >= 0)
        ::close(std::exchange(socket_, -1));
}

std::optional<failure> own_line::open(method_descriptor const& method, clock::time_point deadline) {
    auto const patience = std::min(deadline, time_after(to_->options.connect_timeout));
    auto const made = net::dial(to_->where, patience);
    if (made.socket < 0) {
        bool const is_late = made.is_late && clock::now() >= deadline;
        return is_late ? to_->late(method, reached::not_sent)
                       : to_->make_failure(method, code::unavailable, reached::not_sent, made.problem);
    }
    {
        std::lock_guard const lock(sending_);
        socket_ = made.socket;
    }
    tls_ = to_->make_tls();
    std::string plain;
    while (tls_ && !tls_->is_established()) {
        std::string said;
        tls_->take_output(said);
        result const went = transmit(said, patience);
        char buffer[4096];
        ssize_t size = 0;
        if (went == result::done && net::await_socket(socket_, POLLIN, patience))
            size = ::recv(socket_, buffer, sizeof buffer, MSG_DONTWAIT);
        bool const is_good = size > 0 && tls_->receive({buffer, static_cast<std::size_t>(size)}, plain);
        if (is_good)
            continue;
        std::string const why = !tls_->problem().empty() ? "no TLS connection came about: " + tls_->problem()
                                                         : "no TLS connection came about: see that the server speaks "
                                                           "TLS there";
        is_broken_ = true;
        return to_->make_failure(method, clock::now() >= deadline ? code::deadline_exceeded : code::unavailable,
                                 reached::not_sent, why);
    }
    input_.append(plain);
    ::fcntl(socket_, F_SETFL, ::fcntl(socket_, F_GETFL) & ~O_NONBLOCK); // what is sent says so itself
    append_greeting(output_, to_->own_preface());
    return std::nullopt;
}

// What the server said while nobody listened: whether that was an end.
bool own_line::has_ended() {
    char byte = 0;
    ssize_t const size = ::recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    if (size == 0 || (size < 0 && errno != EAGAIN))
        return true;
    if (size > 0) {
        if (receive(clock::now() + std::chrono::milliseconds(1)) == result::ended)
            return true;
        static method_descriptor const none;
        static_cast<void>(read_frames(none)); // no call is at work, so it is of the line
    }
    return is_leaving_ || is_broken_;
}

std::optional<failure> own_line::write_request(request& what, std::string& out) {
    method_descriptor const& method = what.method();
    bool is_new = false;
    request_head head;
    head.method = methods_.find(method, is_new);
    std::string const name = is_new ? method_numbers::name_of(method) : std::string();
    head.name = name;
    head.header = what.header;
    head.is_signed = to_->options.signer != nullptr;
    std::size_t const begin = out.size();
    frame_head frame{.type = frame_type::request, .call = ++number_};
    if (to_->options.form == format::binary)
        frame.flags = flag::binary;
    append_head(out, frame);
    std::optional<failure> wrong;
    if (auto const problem = append_request_head(out, head))
        wrong = to_->make_failure(method, code::invalid_argument, reached::not_sent, *problem);
    try {
        if (!wrong)
            what.encode(to_->options.form, out);
        if (!wrong && head.is_signed)
            out += to_->sign(method, std::string_view(out).substr(begin + frame_head::bytes), {});
    } catch (std::exception const& caught) {
        wrong = to_->make_failure(method, code::invalid_argument, reached::not_sent,
                                  std::string("the arguments have no form: ") + caught.what());
    }
    if (wrong) {
        out.resize(begin);
        --number_;
        if (is_new)
            methods_.forget(method);
        return wrong;
    }
    frame.size = static_cast<std::uint32_t>(out.size() - begin - frame_head::bytes);
    if (frame.size <= max_part) {
        std::memcpy(out.data() + begin, &frame.size, sizeof frame.size);
        return std::nullopt;
    }
    std::string const body = out.substr(begin + frame_head::bytes);
    out.resize(begin);
    append_in_parts(out, frame, body);
    return std::nullopt;
}

own_line::outcome own_line::call(request& what, exchange& caller) {
    method_descriptor const& method = what.method();
    auto const deadline = what.header.deadline.value_or(clock::time_point::max());
    if (clock::now() >= deadline)
        return to_->late(method, reached::not_sent);
    if (caller.is_cancelled())
        return to_->cancelled(method, reached::not_sent);
    if (socket_ >= 0 && clock::now() - last_used_ > fresh && has_ended())
        return std::nullopt;
    output_.clear();
    if (socket_ < 0)
        if (auto wrong = open(method, deadline))
            return std::move(*wrong);
    if (auto wrong = write_request(what, output_)) {
        if (!was_used_)
            is_broken_ = true; // the preface was not sent
        return std::move(*wrong);
    }
    {
        std::lock_guard const lock(sending_);
        in_call_ = number_;
        is_cancelled_ = false;
    }
    caller.attach(shared_from_this());
    bool const is_again = std::exchange(was_used_, true);
    result went = result::done;
    {
        std::lock_guard const lock(sending_);
        encipher(output_);
        went = transmit(output_, deadline);
    }
    std::optional<std::variant<payload, failure>> answer;
    while (went == result::done) {
        answer = read_frames(method);
        if (answer || is_broken_ || taken_to_ < number_)
            break;
        went = receive(deadline);
    }
    bool was_cancelled = false;
    {
        std::lock_guard const lock(sending_);
        in_call_ = 0;
        was_cancelled = is_cancelled_;
    }
    last_used_ = clock::now();
    if (answer)
        return std::move(*answer);
    if (went == result::late) {
        say_cancelled(number_);
        return to_->late(method, reached::maybe_executed);
    }
    is_broken_ = true;
    if (was_cancelled)
        return to_->cancelled(method, reached::maybe_executed);
    if (taken_to_ < number_) {
        if (is_again)
            return std::nullopt;
        return to_->make_failure(method, code::unavailable, reached::not_sent, why_leaving_);
    }
    if (!why_broken_.empty())
        return to_->make_failure(method, code::unavailable, has_preface_ ? reached::maybe_executed : reached::not_sent,
                                 why_broken_);
    if (is_again && (method.is_idempotent || what.header.is_once))
        return std::nullopt;
    return to_->make_failure(method, code::unavailable, reached::maybe_executed,
                             "the connection broke before the answer came: the call may have been executed");
}

// As they go over the line. With the lock, as TLS is one thing in both directions.
void own_line::encipher(std::string& bytes) {
    if (!tls_)
        return;
    tls_->send(std::exchange(bytes, {}));
    tls_->take_output(bytes);
}

own_line::result own_line::transmit(std::string_view bytes, clock::time_point deadline) {
    auto const went = net::send_all(socket_, bytes, deadline);
    if (went == net::sending::late)
        is_broken_ = true; // half a message was sent
    return went == net::sending::done ? result::done : went == net::sending::late ? result::late : result::ended;
}

own_line::result own_line::receive(clock::time_point deadline) {
    for (;;) {
        if (!patience_.set(socket_, deadline))
            return result::late;
        if (input_.bytes().empty())
            input_.clear();
        char buffer[4096];
        if (!tls_)
            input_.reserve(std::max(input_.bytes().size() + 4096, std::size_t(16 * 1024)));
        ssize_t const size =
            tls_ ? ::recv(socket_, buffer, sizeof buffer, 0) : ::recv(socket_, input_.room(), input_.room_size(), 0);
        if (size == 0)
            return result::ended;
        if (size < 0) {
            if (errno != EINTR && errno != EAGAIN)
                return result::ended;
            continue;
        }
        if (!tls_) {
            input_.add(static_cast<std::size_t>(size));
            return result::done;
        }
        std::string plain;
        {
            std::lock_guard const lock(sending_); // as TLS is one thing in both directions
            if (!tls_->receive({buffer, static_cast<std::size_t>(size)}, plain) ||
                (tls_->is_finished() && plain.empty()))
                return result::ended;
        }
        input_.append(plain);
        if (!plain.empty())
            return result::done;
    }
}

// Takes all frames that are there: the answer, if it is among them.
std::optional<std::variant<payload, failure>> own_line::read_frames(method_descriptor const& method) {
    for (;;) {
        std::string_view const bytes = input_.bytes();
        if (!has_preface_) {
            if (!may_be_preface(bytes)) {
                is_broken_ = true;
                why_broken_ = endpoint::describe_stranger(bytes);
                return std::nullopt;
            }
            if (bytes.size() < preface::bytes)
                return std::nullopt;
            if (auto const theirs = read_preface(bytes); theirs->major != 1) {
                is_broken_ = true;
                why_broken_ = endpoint::describe_version(*theirs);
                return std::nullopt;
            }
            has_preface_ = true;
            input_.consume(preface::bytes);
            continue;
        }
        if (bytes.size() < frame_head::bytes)
            return std::nullopt;
        frame_head const head = read_head(bytes);
        if (head.size > max_part) {
            is_broken_ = true;
            why_broken_ =
                "the server does not keep to the protocol: a frame has " + std::to_string(head.size) + " bytes";
            return std::nullopt;
        }
        if (bytes.size() < frame_head::bytes + head.size) {
            input_.reserve(frame_head::bytes + head.size);
            return std::nullopt;
        }
        std::string_view const body = bytes.substr(frame_head::bytes, head.size);
        auto answer = read_frame(method, head, body);
        input_.consume(frame_head::bytes + head.size);
        if (answer || is_broken_)
            return answer;
    }
}

std::optional<std::variant<payload, failure>> own_line::read_frame(method_descriptor const& method, frame_head head,
                                                                   std::string_view body) {
    if (head.type == frame_type::ping) {
        std::string said;
        append_message(said, {.type = frame_type::pong}, body, {});
        std::lock_guard const lock(sending_);
        encipher(said);
        static_cast<void>(transmit(said, clock::now() + cancel_patience));
        return std::nullopt;
    }
    if (head.type == frame_type::go_away) {
        is_leaving_ = true;
        if (!read_go_away(body, taken_to_, why_leaving_))
            is_broken_ = true;
        return std::nullopt;
    }
    if (head.type != frame_type::reply && head.type != frame_type::error && head.type != frame_type::more)
        return std::nullopt; // of a later version
    std::string kept;
    auto const state = parts_.add(head, body, kept);
    if (state == assembly::state::wrong) {
        is_broken_ = true;
        why_broken_ = "the server does not keep to the protocol: the parts of a message do not fit together";
        return std::nullopt;
    }
    if (head.call != number_ || state == assembly::state::waiting)
        return std::nullopt; // of a call that was given up, or not all
    if (state == assembly::state::too_large)
        return to_->too_large(method);
    if (head.type == frame_type::reply)
        return payload{head.flags & flag::binary ? format::binary : format::json,
                       kept.empty() ? std::string(body) : std::move(kept)};
    if (auto told = read_failure(body))
        return to_->as_told(method, std::move(*told));
    is_broken_ = true;
    why_broken_ = "the server does not keep to the protocol: an error cannot be read";
    return std::nullopt;
}

void own_line::say_cancelled(std::uint32_t call) noexcept {
    try {
        std::string said;
        append_message(said, {.type = frame_type::cancel, .call = call}, {}, {});
        std::lock_guard const lock(sending_);
        if (socket_ < 0 || is_broken_)
            return;
        encipher(said);
        static_cast<void>(transmit(said, clock::now() + cancel_patience));
    } catch (std::exception const&) { // no memory: the server will notice its deadline
    }
}

void own_line::cancel() noexcept {
    std::uint32_t call = 0;
    {
        std::lock_guard const lock(sending_);
        call = in_call_;
        if (call == 0 || std::exchange(is_cancelled_, true))
            return;
    }
    say_cancelled(call);
    try {
        run_at(clock::now() + cancel_patience, [line = weak_from_this(), call] {
            auto const here = line.lock();
            if (!here)
                return;
            std::lock_guard const lock(here->sending_);
            if (here->in_call_ == call && here->socket_ >= 0) // still waiting
                ::shutdown(here->socket_, SHUT_RDWR);
        });
    } catch (std::exception const&) { // no memory: the caller waits for its deadline
    }
}

} // namespace yonder::wire_protocol
