// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_TEXT_HPP
#define YONDER_CODEC_JSON_TEXT_HPP

#include <yonder/codec/json/mapping.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yonder::json {

template <class T>
struct mapping<T, kind::text> {
    static void write(writer& out, std::string_view value) { out.string(value); }
    static bool read(reader& in, T& value) {
        std::string_view view;
        std::string buffer;
        if (!in.string(view, buffer))
            return false;
        value.assign(view);
        return true;
    }
};

// Padded base64 (RFC 4648, section 4).
void write_base64(writer& out, std::span<std::byte const> bytes);

// A string in base64, with the url-safe alphabet too, padded or not.
bool read_base64(reader& in, std::vector<std::byte>& bytes);

template <class T>
struct mapping<T, kind::bytes> {
    static void write(writer& out, T const& value) { write_base64(out, std::as_bytes(std::span(value))); }

    static bool read(reader& in, T& value) {
        using element = typename T::value_type;
        std::vector<std::byte> bytes;
        in.peek();
        char const* const from = in.at();
        if (!read_base64(in, bytes))
            return false;
        auto const as_element = [](std::byte byte) { return static_cast<element>(byte); };
        if constexpr (requires { value.resize(bytes.size()); }) {
            value.resize(bytes.size());
        } else if (bytes.size() != value.size()) {
            return in.fail_at(from, "expected " + std::to_string(value.size()) + " bytes in base64, got " +
                                        std::to_string(bytes.size()));
        }
        std::transform(bytes.begin(), bytes.end(), value.begin(), as_element);
        return true;
    }
};

} // namespace yonder::json

#endif
