// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_VARIANT_HPP
#define YONDER_CODEC_JSON_VARIANT_HPP

#include <yonder/codec/json/tagged.hpp>
#include <yonder/codec/tag.hpp>

#include <cstddef>
#include <utility>
#include <variant>

namespace yonder::json {

// An object with one member, named by what the variant holds: {"Card": {...}}. std::monostate is null.
template <class T>
struct mapping<T, kind::variant> {
    static constexpr auto const& tags = codec::variant_tags<T>::value;

    static void write(writer& out, T const& value) {
        if (value.valueless_by_exception())
            throw encode_error("a variant is valueless after an exception");
        std::visit(
            [&]<class Alternative>(Alternative const& held) {
                if constexpr (std::is_same_v<Alternative, std::monostate>)
                    out.raw("null");
                else
                    write_tagged(out, codec::tag_of<Alternative>(), held);
            },
            value);
    }

    static bool read(reader& in, T& value) {
        if constexpr (codec::holds_nothing<T>)
            if (in.take_null()) {
                value = std::monostate();
                return true;
            }
        std::size_t place = 0;
        if (!begin_tagged(in, tags, "alternative", codec::holds_nothing<T>, place))
            return false;
        if constexpr (codec::holds_nothing<T>)
            if (place == tags.size()) {
                value = std::monostate();
                return true;
            }
        return (read_alternative(in, value, place, std::make_index_sequence<std::variant_size_v<T>>()) ||
                in.within(tags[place])) &&
               end_tagged(in);
    }

private:
    template <std::size_t... Index>
    static bool read_alternative(reader& in, T& value, std::size_t place, std::index_sequence<Index...>) {
        bool read = false;
        auto const try_one = [&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
            if (place != I)
                return;
            if constexpr (std::is_same_v<std::variant_alternative_t<I, T>, std::monostate>) {
                value.template emplace<I>();
                read = in.take_null() || in.fail_expected("null");
            } else {
                read = read_value(in, value.template emplace<I>());
            }
        };
        (try_one(std::integral_constant<std::size_t, Index>()), ...);
        return read;
    }
};

} // namespace yonder::json

#endif
