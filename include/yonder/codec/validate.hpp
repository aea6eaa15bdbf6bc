// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_VALIDATE_HPP
#define YONDER_CODEC_VALIDATE_HPP

#include <yonder/codec/annotations.hpp>
#include <yonder/codec/binary/field_number.hpp>
#include <yonder/codec/elements.hpp>
#include <yonder/codec/family.hpp>
#include <yonder/codec/kind.hpp>
#include <yonder/codec/members.hpp>
#include <yonder/codec/violations.hpp>
#include <yonder/describe/annotation.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <variant>

namespace yonder::codec {

template <class T>
concept has_validator = requires(T const& value, violations& found) {
    yonder_validate(value, found);
};

// Whether there may be a struct within, whose members have constraints, or which has a validator.
template <class T>
constexpr bool may_be_constrained() {
    using bare = std::remove_cvref_t<T>;
    constexpr kind what = kind_of<bare>;
    if constexpr (what == kind::structure || what == kind::tuple || what == kind::variant || what == kind::family)
        return true;
    else if constexpr (what == kind::optional || what == kind::pointer || what == kind::sequence ||
                       what == kind::array || what == kind::set)
        return may_be_constrained<first_element<bare>>();
    else if constexpr (what == kind::map)
        return may_be_constrained<typename bare::mapped_type>();
    else
        return has_validator<bare>;
}

template <class T>
void validate(T const& value, violations& found);

template <class T>
void validate_part(std::string_view name, T const& value, violations& found) {
    if constexpr (may_be_constrained<T>()) {
        violations::part const within(found, name);
        if (!within.is_deep())
            validate(value, found);
    }
}

// One constraint on one member. Others are annotations that say something else.
template <class Constraint, class T>
void check_constraint(Constraint const& wanted, T const& value, std::string_view name, violations& found) {
    constexpr kind what = kind_of<T>;
    static_assert(suits<Constraint, T>(), "a constraint is not for a member of this type");
    if constexpr (std::is_same_v<Constraint, required>) {
        if constexpr (is_nullable<T>) {
            if (!value)
                add_missing(name, found);
        } else if (value.empty()) {
            add_missing(name, found);
        }
    } else if constexpr (std::is_same_v<Constraint, range> || std::is_same_v<Constraint, length> ||
                         std::is_same_v<Constraint, pattern>) {
        if constexpr (what == kind::optional || what == kind::pointer) {
            if (value)
                check_constraint(wanted, *value, name, found);
        } else if constexpr (std::is_same_v<Constraint, range>) {
            check(wanted, static_cast<double>(value), std::to_string(value), name, found);
        } else if constexpr (std::is_same_v<Constraint, length>) {
            if constexpr (what == kind::text)
                check(wanted, count_characters(value), "characters", name, found);
            else
                check(wanted, value.size(), what == kind::bytes ? "bytes" : "elements", name, found);
        } else {
            check(wanted, value, name, found);
        }
    }
}

template <class T, class List>
struct member_validation;
template <class T, template <class...> class List, class... Descriptor>
struct member_validation<T, List<Descriptor...>> {
    static void run([[maybe_unused]] T const& value, [[maybe_unused]] violations& found) {
        (validate_member<Descriptor>(value, found), ...);
    }

private:
    template <class One>
    static void validate_member(T const& value, violations& found) {
        using key = describe::annotated<binary::class_of<One>, One::pointer>;
        if constexpr (requires { yonder_annotations(key()); }) {
            constexpr bool is_secret = describe::has_annotation<secret, decltype(yonder_annotations(key()))>;
            std::conditional_t<is_secret, violations::hiding, nothing> const hidden(found, One::name);
            std::apply(
                [&](auto const&... said) { (check_constraint(said, value.*One::pointer, One::name, found), ...); },
                yonder_annotations(key()));
            validate_within<One>(value, found);
        } else {
            validate_within<One>(value, found);
        }
    }

    template <class One>
    static void validate_within(T const& value, violations& found) {
        if constexpr (may_be_constrained<type_of_member<One>>())
            validate_part(One::name, value.*One::pointer, found);
    }

    struct nothing {
        nothing(violations&, std::string_view) {}
    };
};

// Adds all that is wrong with a value of a type that can cross.
template <class T>
void validate(T const& value, violations& found) {
    constexpr kind what = kind_of<T>;
    if constexpr (!may_be_constrained<T>()) {
        return;
    } else if constexpr (what == kind::structure) {
        member_validation<T, members_of<T>>::run(value, found);
    } else if constexpr (what == kind::optional || what == kind::pointer) {
        if (value)
            validate(*value, found);
    } else if constexpr (what == kind::family) {
        if (value)
            family<T>::visit(*value, [&](auto const& object, std::size_t) { validate(object, found); });
    } else if constexpr (what == kind::sequence || what == kind::array || what == kind::set) {
        std::size_t index = 0;
        for (auto const& element : value) {
            violations::part const within(found, index++);
            validate(element, found);
        }
    } else if constexpr (what == kind::map) {
        for (auto const& entry : value) {
            std::string name;
            if constexpr (kind_of<typename T::key_type> == kind::text)
                name = entry.first;
            else
                name = std::to_string(static_cast<long long>(entry.first));
            validate_part(name, entry.second, found);
        }
    } else if constexpr (what == kind::tuple) {
        std::size_t index = 0;
        auto const one = [&](auto const& element) {
            violations::part const within(found, index++);
            validate(element, found);
        };
        std::apply([&](auto const&... element) { (one(element), ...); }, value);
    } else if constexpr (what == kind::variant) {
        std::visit([&](auto const& held) { validate(held, found); }, value);
    }
    if constexpr (has_validator<T>)
        yonder_validate(value, found);
}

} // namespace yonder::codec

#endif
