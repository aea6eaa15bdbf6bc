// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_SCHEMA_OF_HPP
#define YONDER_CODEC_SCHEMA_OF_HPP

#include <yonder/codec/binary/field_number.hpp>
#include <yonder/codec/elements.hpp>
#include <yonder/codec/enumerators.hpp>
#include <yonder/codec/members.hpp>
#include <yonder/codec/schema.hpp>
#include <yonder/codec/tag.hpp>
#include <yonder/describe/annotation.hpp>
#include <yonder/describe/name.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

namespace yonder::codec {

// The schema of a type that can cross. Lives as long as the program. Any thread.
template <class T>
schema const& schema_of();

template <class... Annotation>
constexpr notes notes_in([[maybe_unused]] std::tuple<Annotation...> const& said) {
    notes found;
    if constexpr ((std::is_same_v<Annotation, doc> || ...))
        found.doc = std::get<doc>(said).text;
    if constexpr ((std::is_same_v<Annotation, since> || ...))
        found.since = std::get<since>(said).minor;
    if constexpr ((std::is_same_v<Annotation, deprecated> || ...)) {
        found.is_deprecated = true;
        found.deprecated = std::get<deprecated>(said).text;
    }
    return found;
}

// The fields of a kind that has such, as a constant.
template <class T, kind Kind = kind_of<T>>
struct field_schemas {
    static constexpr std::array<field_schema, 0> value{};
};

template <class T, class List, class Indices>
struct member_schemas;
template <class T, template <class...> class List, class... Descriptor, std::size_t... Index>
struct member_schemas<T, List<Descriptor...>, std::index_sequence<Index...>> {
    static constexpr std::array<field_schema, sizeof...(Descriptor)> make() {
        return {describe_member<Descriptor>(binary::field_numbers_of<T>[Index])...};
    }

private:
    template <class One>
    static constexpr field_schema describe_member(std::uint32_t number) {
        using owner = binary::class_of<One>;
        field_schema member{One::name, number, &schema_of<type_of_member<One>>, nullptr, {}};
        if constexpr (!std::is_same_v<owner, T>)
            member.base = &type_name<owner>;
        member.said = notes_in(describe::annotations_of<owner, One::pointer>());
        return member;
    }
};
template <class T>
struct field_schemas<T, kind::structure> {
    static constexpr auto value =
        member_schemas<T, members_of<T>, std::make_index_sequence<member_list<members_of<T>>::size>>::make();
};

template <class List>
struct element_schemas;
template <class... T>
struct element_schemas<element_list<T...>> {
    static constexpr std::array<schema_function, sizeof...(T)> functions{&schema_of<T>...};

    static constexpr std::array<field_schema, sizeof...(T)> by_position() {
        std::uint32_t number = 0;
        return {field_schema{{}, ++number, &schema_of<T>, nullptr, {}}...};
    }

    // The numbers of a variant count monostate, which has no field.
    static constexpr auto by_tag() {
        std::array<field_schema, sizeof...(T) - (std::is_same_v<T, std::monostate> + ... + 0)> fields;
        std::size_t at = 0;
        std::uint32_t number = 0;
        (
            [&] {
                ++number;
                if constexpr (!std::is_same_v<T, std::monostate>)
                    fields[at++] = {tag_of<T>(), number, &schema_of<T>, nullptr, {}};
            }(),
            ...);
        return fields;
    }
};
template <class T>
struct field_schemas<T, kind::tuple> {
    static constexpr auto value = element_schemas<elements_of<T>>::by_position();
};
template <class T>
struct field_schemas<T, kind::variant> {
    static constexpr auto value = element_schemas<elements_of<T>>::by_tag();
};

template <class T>
struct field_schemas<T, kind::family> {
    static constexpr auto value = element_schemas<elements_of<T>>::by_tag();
};

template <class T>
struct enumerator_schemas {
    static constexpr auto make() {
        std::array<enumerator_schema, enumerators_of<T>::names.size()> all;
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i] = {enumerators_of<T>::names[i], static_cast<std::int64_t>(enumerators_of<T>::values[i])};
        return all;
    }
    static constexpr auto value = make();
};

template <class T>
schema make_schema() {
    constexpr kind what = kind_of<T>;
    schema made;
    made.what = what;
    made.type = &typeid(T);
    if constexpr (what == kind::structure || what == kind::enumeration)
        made.name = type_name<T>();
    if constexpr (what == kind::array || (what == kind::bytes && requires { std::tuple_size<T>::value; }))
        made.extent = std::tuple_size_v<T>;
    if constexpr (what == kind::enumeration) {
        made.enumerators = enumerator_schemas<T>::value;
        made.bits = sizeof(T) * 8;
        made.is_signed = std::is_signed_v<std::underlying_type_t<T>>;
    } else if constexpr (what == kind::integer || what == kind::floating) {
        made.bits = sizeof(T) * 8;
        made.is_signed = std::is_signed_v<T>;
    } else if constexpr (what == kind::structure || what == kind::tuple || what == kind::variant ||
                         what == kind::family) {
        made.fields = field_schemas<T>::value;
    } else {
        made.elements = element_schemas<elements_of<T>>::functions;
    }
    return made;
}

template <class T>
schema const& schema_of() {
    if constexpr (kind_of<T> == kind::custom) {
        return schema_of<wire_form<T>>();
    } else {
        static schema const made = make_schema<T>();
        return made;
    }
}

} // namespace yonder::codec

#endif
