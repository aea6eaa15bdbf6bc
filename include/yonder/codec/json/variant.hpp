// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_VARIANT_HPP
#define YONDER_CODEC_JSON_VARIANT_HPP

#include <yonder/codec/json/fields.hpp>
#include <yonder/codec/json/mapping.hpp>
#include <yonder/codec/tag.hpp>

#include <cstddef>
#include <string>
#include <string_view>
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
                if constexpr (std::is_same_v<Alternative, std::monostate>) {
                    out.raw("null");
                } else {
                    out.enter();
                    out.put('{');
                    out.string(codec::tag_of<Alternative>());
                    out.put(':');
                    write_value(out, held);
                    out.put('}');
                    out.leave();
                }
            },
            value);
    }

    static bool read(reader& in, T& value) {
        if constexpr (codec::holds_nothing<T>)
            if (in.take_null()) {
                value = std::monostate();
                return true;
            }
        if (!in.enter('{', "an object with one member, the name of what it holds"))
            return false;
        std::string_view tag;
        std::string buffer;
        in.peek();
        char const* const from = in.at();
        if constexpr (codec::holds_nothing<T>) // as other writers of a oneof have it
            if (in.take('}')) {
                value = std::monostate();
                in.leave();
                return true;
            }
        if (in.at() != in.end() && *in.at() == '}')
            return in.fail_without(from, "alternative", tags);
        if (!in.key(tag, buffer))
            return false;
        if (!read_alternative(in, value, from, tag, std::make_index_sequence<std::variant_size_v<T>>()))
            return false;
        bool is_more = false;
        if (!in.next('}', is_more))
            return false;
        return !is_more || in.fail("a variant holds one member, here is another");
    }

private:
    template <std::size_t... Index>
    static bool read_alternative(reader& in, T& value, char const* from, std::string_view tag,
                                 std::index_sequence<Index...>) {
        std::size_t const place = find_name(tags, tag, 0);
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
            if (!read)
                in.within(tags[I]);
        };
        (try_one(std::integral_constant<std::size_t, Index>()), ...);
        return place != tags.size() ? read : in.fail_unknown(from, "alternative", tag, tags);
    }
};

} // namespace yonder::json

#endif
