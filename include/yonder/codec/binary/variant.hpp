// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_BINARY_VARIANT_HPP
#define YONDER_CODEC_BINARY_VARIANT_HPP

#include <yonder/codec/binary/merge.hpp>
#include <yonder/codec/tag.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <variant>

namespace yonder::binary {

// None of `known` was there, but one with this number. `noun` says what they are.
[[gnu::cold]] bool fail_alternative(reader& in, std::uint32_t number, std::string_view noun,
                                    std::span<std::string_view const> known);

// A message that holds one field, numbered by the place of the alternative from 1, or none for std::monostate: a oneof.
template <class T>
struct mapping<T, kind::variant> {
    static void write(writer& out, T const& value) {
        if (value.valueless_by_exception())
            throw encode_error("a variant is valueless after an exception");
        std::visit(
            [&]<class Alternative>(Alternative const& held) {
                if constexpr (!std::is_same_v<Alternative, std::monostate>)
                    write_element(out, static_cast<std::uint32_t>(value.index() + 1), held);
            },
            value);
    }

    // The last one counts where there are several. `merges` says that `value` is what came of an earlier occurrence.
    static bool read(reader& in, T& value, bool merges = false) {
        bool is_held = merges;
        std::uint32_t unknown = 0;
        bool const is_read = read_all_fields(in, [&](std::uint32_t tag, std::uint32_t number) {
            return read_alternative(in, value, tag, number, is_held, unknown,
                                    std::make_index_sequence<std::variant_size_v<T>>());
        });
        if (!is_read || is_held)
            return is_read;
        if (unknown != 0)
            return fail_alternative(in, unknown, "alternative", codec::variant_tags<T>::value);
        if constexpr (codec::holds_nothing<T>) {
            value = std::monostate();
            return true;
        } else {
            return in.fail("a variant that holds nothing");
        }
    }

private:
    template <std::size_t... Index>
    static bool read_alternative(reader& in, T& value, std::uint32_t tag, std::uint32_t number, bool& is_held,
                                 std::uint32_t& unknown, std::index_sequence<Index...>) {
        bool ok = true;
        auto const try_one = [&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
            if constexpr (std::is_same_v<std::variant_alternative_t<I, T>, std::monostate>) {
                return false;
            } else {
                if (number != I + 1)
                    return false;
                bool const is_seen = is_held && value.index() == I;
                if (!is_seen)
                    value.template emplace<I>();
                is_held = true;
                ok = read_into_element(in, tag, std::get<I>(value), is_seen) ||
                     in.within(codec::variant_tags<T>::value[I]);
                return true;
            }
        };
        if ((try_one(std::integral_constant<std::size_t, Index>()) || ...))
            return ok;
        unknown = number; // of a newer version, and no alternative perhaps
        return in.options().refuse_unknown ? fail_alternative(in, number, "alternative", codec::variant_tags<T>::value)
                                           : in.skip_unknown(tag, {});
    }
};

} // namespace yonder::binary

#endif
