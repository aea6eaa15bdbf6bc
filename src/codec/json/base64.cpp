// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json/text.hpp>

#include <array>
#include <cstdint>

namespace yonder::json {
namespace {

constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::uint8_t no_digit = 64;
constexpr auto digit_values = [] {
    std::array<std::uint8_t, 256> values{};
    values.fill(no_digit);
    for (std::uint8_t i = 0; i < 64; ++i)
        values[static_cast<unsigned char>(alphabet[i])] = i;
    values['-'] = 62;
    values['_'] = 63;
    return values;
}();

} // namespace

void write_base64(writer& out, std::span<std::byte const> bytes) {
    char* to = out.room((bytes.size() + 2) / 3 * 4 + 2);
    *to++ = '"';
    std::size_t i = 0;
    auto const byte = [&](std::size_t at) {
        return at < bytes.size() ? std::to_integer<std::uint32_t>(bytes[at]) : 0u;
    };
    for (; i < bytes.size(); i += 3) {
        std::uint32_t const group = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
        *to++ = alphabet[group >> 18];
        *to++ = alphabet[(group >> 12) & 63];
        *to++ = i + 1 < bytes.size() ? alphabet[(group >> 6) & 63] : '=';
        *to++ = i + 2 < bytes.size() ? alphabet[group & 63] : '=';
    }
    *to++ = '"';
    out.advance(to);
}

bool read_base64(reader& in, std::vector<std::byte>& bytes) {
    in.peek();
    char const* const from = in.at();
    std::string_view text;
    std::string buffer;
    if (!in.string(text, buffer, "bytes in base64"))
        return false;
    auto const refuse = [&] {
        in.advance(from);
        return in.fail_expected("bytes in base64");
    };
    std::size_t padding = 0;
    while (padding < 2 && !text.empty() && text.back() == '=') {
        text.remove_suffix(1);
        ++padding;
    }
    if (text.size() % 4 == 1 || (padding > 0 && (text.size() + padding) % 4 != 0))
        return refuse();
    bytes.clear();
    bytes.reserve(text.size() / 4 * 3 + 2);
    std::uint32_t group = 0;
    unsigned bits = 0;
    for (char const c : text) {
        std::uint8_t const digit = digit_values[static_cast<unsigned char>(c)];
        if (digit == no_digit)
            return refuse();
        group = group << 6 | digit;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes.push_back(static_cast<std::byte>(group >> bits & 255));
        }
    }
    return true;
}

} // namespace yonder::json
