// SPDX-License-Identifier: BSL-1.0
#include "frame.hpp"

#include "bytes.hpp"

#include <array>

namespace yonder::wire_protocol {
namespace {

constexpr std::string_view magic("\xF7YNDR", 5);

} // namespace

void append_head(std::string& out, frame_head const& head) {
    std::array<char, frame_head::bytes> bytes{};
    std::memcpy(bytes.data(), &head.size, 4);
    bytes[4] = static_cast<char>(head.type);
    bytes[5] = static_cast<char>(head.flags);
    std::memcpy(bytes.data() + 8, &head.call, 4);
    out.append(bytes.data(), bytes.size());
}

frame_head read_head(std::string_view bytes) noexcept {
    frame_head head;
    std::memcpy(&head.size, bytes.data(), 4);
    head.type = static_cast<frame_type>(bytes[4]);
    head.flags = static_cast<std::uint8_t>(bytes[5]);
    std::memcpy(&head.call, bytes.data() + 8, 4);
    return head;
}

void append_preface(std::string& out, preface const& what) {
    out += magic;
    put(out, what.major);
    put(out, what.minor);
    put(out, std::uint8_t(0));
    put(out, what.max_message);
    put(out, what.max_calls);
}

void append_greeting(std::string& out, preface const& what) {
    constexpr std::string_view lines = "\r\n\r\n";
    append_preface(out, what);
    append_head(out, {.size = static_cast<std::uint32_t>(lines.size()), .type = frame_type::ping});
    out += lines;
}

std::optional<preface> read_preface(std::string_view bytes) noexcept {
    if (!bytes.starts_with(magic))
        return std::nullopt;
    byte_reader fields(bytes.substr(magic.size()));
    preface read;
    read.major = fields.take<std::uint8_t>();
    read.minor = fields.take<std::uint8_t>();
    fields.take<std::uint8_t>();
    read.max_message = fields.take<std::uint32_t>();
    read.max_calls = fields.take<std::uint32_t>();
    return read;
}

bool may_be_preface(std::string_view bytes) noexcept {
    return bytes.substr(0, magic.size()) == magic.substr(0, bytes.size());
}

} // namespace yonder::wire_protocol
