// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_BINARY_TEXT_HPP
#define YONDER_CODEC_BINARY_TEXT_HPP

#include <yonder/codec/binary/mapping.hpp>

#include <array>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace yonder::binary {

template <class T>
struct mapping<T, kind::text> {
    static void write(writer& out, std::string_view value) { out.text(value); }
    static bool read(reader& in, std::string& value) { return in.text(value); }
};

template <class T>
struct mapping<T, kind::bytes> {
    static void write(writer& out, T const& value) {
        out.bytes({reinterpret_cast<char const*>(value.data()), value.size()});
    }
    static bool read(reader& in, T& value) {
        std::string_view read;
        if (!in.bytes(read))
            return false;
        if constexpr (requires { value.resize(read.size()); })
            value.resize(read.size());
        else if (read.size() != value.size())
            return in.fail("expected " + std::to_string(value.size()) + " bytes, got " + std::to_string(read.size()));
        if (!read.empty())
            std::memcpy(value.data(), read.data(), read.size());
        return true;
    }
};

} // namespace yonder::binary

#endif
