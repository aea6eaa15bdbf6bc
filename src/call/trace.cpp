// SPDX-License-Identifier: BSL-1.0
#include <yonder/call/trace.hpp>

#include <algorithm>

namespace yonder {
namespace {

// Lower case alone, as the standard has it.
int digit_of(char c) noexcept { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }

bool read_bytes(std::string_view text, std::uint8_t* to, std::size_t size) noexcept {
    for (std::size_t i = 0; i < size; ++i) {
        int const high = digit_of(text[2 * i]);
        int const low = digit_of(text[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        to[i] = static_cast<std::uint8_t>(high << 4 | low);
    }
    return true;
}

template <class Bytes>
bool is_zero(Bytes const& bytes) noexcept {
    return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t one) { return one == 0; });
}

} // namespace

span_id span_of(uuid const& call_id) noexcept {
    span_id span{};
    std::copy_n(call_id.bytes.begin() + 8, span.size(), span.begin());
    return span;
}

std::string to_hexadecimal(std::uint8_t const* bytes, std::size_t size) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(2 * size);
    for (std::size_t i = 0; i < size; ++i)
        text.append({digits[bytes[i] >> 4], digits[bytes[i] & 15]});
    return text;
}

std::string traceparent(trace_context const& trace, uuid const& call_id) {
    span_id const span = span_of(call_id);
    return "00-" + to_hexadecimal(trace.id.data(), trace.id.size()) + '-' + to_hexadecimal(span.data(), span.size()) +
           '-' + to_hexadecimal(&trace.flags, 1);
}

std::optional<trace_context> read_traceparent(std::string_view text) noexcept {
    constexpr std::size_t size = 55;
    trace_context read;
    std::uint8_t version = 0;
    if (text.size() < size || text[2] != '-' || text[35] != '-' || text[52] != '-' || !read_bytes(text, &version, 1) ||
        version == 0xff)
        return std::nullopt;
    if (version == 0 ? text.size() != size : text.size() > size && text[size] != '-')
        return std::nullopt;
    if (!read_bytes(text.substr(3), read.id.data(), read.id.size()) ||
        !read_bytes(text.substr(36), read.parent.data(), read.parent.size()) ||
        !read_bytes(text.substr(53), &read.flags, 1) || is_zero(read.id) || is_zero(read.parent))
        return std::nullopt;
    read.flags &= 1; // of the others nothing is known here
    return read;
}

} // namespace yonder
