// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_ENVELOPE_HPP
#define YONDER_SRC_HTTP_ENVELOPE_HPP

#include <yonder/call/descriptor.hpp>
#include <yonder/call/failure.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace yonder::http {

// How the items of a stream stand in a body.
enum class framing : std::uint8_t {
    connect, // application/connect+json or application/connect+proto: envelopes
    lines,   // application/x-ndjson: one JSON text a line
    events   // text/event-stream: server-sent events
};

// The content type of such a body.
std::string_view media_type(framing how, format form);

// The messages of a stream in the Connect protocol: a byte of flags, the length in four bytes, the highest first, and
// the message. The last one of an answer is JSON, and says how the call ended.
constexpr std::uint8_t envelope_is_packed = 1;
constexpr std::uint8_t envelope_is_last = 2;

std::array<char, 5> envelope_head(std::uint8_t flags, std::size_t size) noexcept;

// The last message: {}, or {"error": {...}}.
std::string write_end(failure const* failed);

// What the last message says: nothing if the call ended well, else why not. False if it is no such message.
bool read_end(std::string_view text, std::optional<failure>& failed);

// Takes bytes as they come, and hands on each message once it is whole.
class message_splitter {
public:
    // Where messages go; false to stop.
    using receiver = std::function<bool(std::uint8_t flags, std::string message)>;

    message_splitter(std::size_t max_message, receiver to) : max_(max_message), to_(std::move(to)) {}
    virtual ~message_splitter() = default;

    // False if it was stopped, or a message is too large; then nothing more is taken.
    virtual bool take(std::string_view bytes) = 0;

    // At the end of the bytes: false if they end within a message.
    virtual bool finish() = 0;

    bool is_too_large() const noexcept { return is_too_large_; }

protected:
    std::size_t max_;
    receiver to_;
    bool is_too_large_ = false;
};

// Messages in envelopes.
class envelope_splitter final : public message_splitter {
public:
    using message_splitter::message_splitter;
    bool take(std::string_view bytes) override;
    bool finish() override { return head_size_ == 0; }

private:
    std::array<char, 5> head_{};
    std::size_t head_size_ = 0;
    std::size_t size_ = 0;
    std::string message_;
};

// Messages as lines, for newline-delimited JSON. Empty lines are none.
class line_splitter final : public message_splitter {
public:
    using message_splitter::message_splitter;
    bool take(std::string_view bytes) override;
    bool finish() override { return line_.empty() || hand_on(); }

private:
    bool hand_on();

    std::string line_;
};

// Messages as a framing has them.
std::unique_ptr<message_splitter> make_splitter(framing how, std::size_t max_message, message_splitter::receiver to);

} // namespace yonder::http

#endif
