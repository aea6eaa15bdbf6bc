// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_BINARY_MAP_HPP
#define YONDER_CODEC_BINARY_MAP_HPP

#include <yonder/codec/binary/merge.hpp>
#include <yonder/codec/enumerators.hpp>

#include <cstdint>
#include <string>
#include <utility>

namespace yonder::binary {

// Each entry is a message of key and value. The last one counts where a key stands twice.
template <class T>
struct field_mapping<T, kind::map> {
    using key_type = typename T::key_type;
    using mapped_type = typename T::mapped_type;

    static void write(writer& out, std::uint32_t number, T const& value) {
        for (auto const& [key, mapped] : value) {
            out.tag(number, wire_type::length);
            std::size_t const from = out.begin_length();
            write_field(out, 1, key);
            write_element(out, 2, mapped);
            out.end_length(from);
        }
    }

    static bool read(reader& in, std::uint32_t tag, T& value) {
        do {
            char const* outer = nullptr;
            key_type key{};
            mapped_type mapped{};
            bool is_seen = false;
            if (!in.expect(tag, wire_type::length) || !in.enter(outer) ||
                !read_all_fields(in, [&](std::uint32_t inner, std::uint32_t number) {
                    if (number == 1)
                        return read_field(in, inner, key);
                    if (number == 2)
                        return read_into_element(in, inner, mapped, std::exchange(is_seen, true)) ||
                               in.within_key(text_of(key));
                    return in.skip_unknown(inner, "1, 2");
                }))
                return false;
            in.leave(outer);
            value.insert_or_assign(std::move(key), std::move(mapped));
        } while (in.take_tag(tag));
        return true;
    }

private:
    static std::string text_of(key_type const& key) {
        if constexpr (kind_of<key_type> == kind::text)
            return key;
        else
            return std::to_string(static_cast<std::int64_t>(key));
    }
};

} // namespace yonder::binary

#endif
