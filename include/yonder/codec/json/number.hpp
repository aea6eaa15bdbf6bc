// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_NUMBER_HPP
#define YONDER_CODEC_JSON_NUMBER_HPP

#include <yonder/codec/json/mapping.hpp>

#include <charconv>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace yonder::json {

// Every integer up to this is exact in the double that many readers make of a number (RFC 8259, section 6; RFC 7493).
inline constexpr std::int64_t greatest_exact = (std::int64_t(1) << 53) - 1;

template <class T>
struct mapping<T, kind::boolean> {
    static void write(writer& out, T value) { out.raw(value ? "true" : "false"); }
    static bool read(reader& in, T& value) {
        char const c = in.peek();
        if (c == 't' && in.take_exactly("true"))
            value = true;
        else if (c == 'f' && in.take_exactly("false"))
            value = false;
        else
            return in.fail_expected("true or false");
        return true;
    }
};

// The general forms: in quotes, with a fraction that is zero, with an exponent. `lowest` and `greatest` bound the
// value.
bool read_integer(reader& in, std::int64_t& value, std::int64_t lowest, std::int64_t greatest);
bool read_integer(reader& in, std::uint64_t& value, std::uint64_t lowest, std::uint64_t greatest);

template <class T>
struct mapping<T, kind::integer> {
    using wide = std::conditional_t<std::is_signed_v<T>, std::int64_t, std::uint64_t>;

    static void write(writer& out, T value) {
        char* at = out.room(24);
        bool quoted = false;
        if constexpr (sizeof(T) == 8) {
            if constexpr (std::is_signed_v<T>)
                quoted = value > greatest_exact || value < -greatest_exact;
            else
                quoted = value > static_cast<std::uint64_t>(greatest_exact);
        }
        if (quoted)
            *at++ = '"';
        at = std::to_chars(at, at + 21, value).ptr;
        if (quoted)
            *at++ = '"';
        out.advance(at);
    }

    static bool read(reader& in, T& value) {
        // Plain digits, few enough not to overflow, are read here; everything else is for read_integer.
        in.peek();
        char const* const from = in.at();
        char const* at = from;
        bool const is_negative = std::is_signed_v<T> && at != in.end() && *at == '-';
        if (is_negative)
            ++at;
        char const* const digits = at;
        wide number = 0;
        while (at != in.end() && *at >= '0' && *at <= '9' && at - digits < 18)
            number = static_cast<wide>(number * 10 + static_cast<wide>(*at++ - '0'));
        bool const is_plain =
            at != digits && (*digits != '0' || at - digits == 1) &&
            (at == in.end() || (*at != '.' && *at != 'e' && *at != 'E' && !(*at >= '0' && *at <= '9')));
        if (is_plain) [[likely]] {
            if constexpr (std::is_signed_v<T>)
                number = is_negative ? -number : number;
            if (number >= static_cast<wide>(std::numeric_limits<T>::lowest()) &&
                number <= static_cast<wide>(std::numeric_limits<T>::max())) [[likely]] {
                value = static_cast<T>(number);
                in.advance(at);
                return true;
            }
        }
        wide general = 0;
        if (!read_integer(in, general, std::numeric_limits<T>::lowest(), std::numeric_limits<T>::max()))
            return false;
        value = static_cast<T>(general);
        return true;
    }
};

bool read_floating(reader& in, double& value);
bool read_floating(reader& in, float& value);

template <class T>
struct mapping<T, kind::floating> {
    static void write(writer& out, T value) { out.number(value); }
    static bool read(reader& in, T& value) { return read_floating(in, value); }
};

} // namespace yonder::json

#endif
