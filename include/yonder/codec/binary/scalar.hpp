// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_BINARY_SCALAR_HPP
#define YONDER_CODEC_BINARY_SCALAR_HPP

#include <yonder/codec/binary/mapping.hpp>
#include <yonder/codec/enumerators.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>

namespace yonder::binary {

template <class T>
struct mapping<T, kind::boolean> {
    static void write(writer& out, bool value) { out.put(value ? 1 : 0); }
    static bool read(reader& in, T& value) {
        std::uint64_t read = 0;
        if (!in.varint(read))
            return false;
        value = read != 0;
        return true;
    }
};

[[gnu::cold]] bool fail_range(reader& in, std::int64_t value, std::int64_t least, std::int64_t most);
[[gnu::cold]] bool fail_range(reader& in, std::uint64_t value, std::uint64_t most);

// int32, int64, uint32 or uint64, where negative ones take ten bytes. What the type cannot hold is an error.
template <class T>
struct mapping<T, kind::integer> {
    static void write(writer& out, T value) { out.varint(as_varint(value)); }
    static constexpr std::uint64_t as_varint(T value) noexcept {
        if constexpr (std::is_signed_v<T>)
            return static_cast<std::uint64_t>(static_cast<std::int64_t>(value));
        else
            return value;
    }
    static bool read(reader& in, T& value) {
        std::uint64_t read = 0;
        if (!in.varint(read))
            return false;
        value = static_cast<T>(read);
        if constexpr (sizeof(T) < sizeof read) {
            if constexpr (std::is_signed_v<T>) {
                if (static_cast<std::int64_t>(read) != value) [[unlikely]]
                    return fail_range(in, static_cast<std::int64_t>(read), std::numeric_limits<T>::min(),
                                      std::numeric_limits<T>::max());
            } else if (read != value) [[unlikely]] {
                return fail_range(in, read, std::numeric_limits<T>::max());
            }
        }
        return true;
    }
};

template <class T>
struct mapping<T, kind::floating> {
    static void write(writer& out, T value) { out.fixed(value); }
    static bool read(reader& in, T& value) { return in.fixed(value); }
};

[[gnu::cold]] bool fail_enumerator(reader& in, std::int64_t value, std::span<std::string_view const> known);

// By number. Only enumerators that were described are written and read.
template <class T>
struct mapping<T, kind::enumeration> {
    static void write(writer& out, T value) {
        codec::enumerator_name(value); // throws if there is none
        out.varint(static_cast<std::uint64_t>(static_cast<std::int64_t>(value)));
    }
    static bool read(reader& in, T& value) {
        std::uint64_t read = 0;
        if (!in.varint(read))
            return false;
        for (T const one : codec::enumerators_of<T>::values)
            if (static_cast<std::uint64_t>(static_cast<std::int64_t>(one)) == read) {
                value = one;
                return true;
            }
        return fail_enumerator(in, static_cast<std::int64_t>(read), codec::enumerators_of<T>::names);
    }
};

} // namespace yonder::binary

#endif
