// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_DESCRIBE_DERIVED_HPP
#define YONDER_DESCRIBE_DERIVED_HPP

#include <yonder/describe/check.hpp>
#include <yonder/describe/name.hpp>
#include <yonder/describe/signature.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

namespace yonder::describe {

// What YONDER_DERIVED listed for a base: type_list<Derived...>.
template <class Base>
concept has_derived = requires(Base** type) {
    yonder_derived(type);
};
template <has_derived Base>
using derived_of = decltype(yonder_derived(static_cast<Base**>(nullptr)));

// What is wrong with a list; the first of these.
template <class Base>
struct no_family_fault;
template <class Base, class Type>
struct not_derived_fault;
template <class Base, class Type>
struct abstract_derived_fault;
template <class Base, class Type>
struct undescribed_derived_fault;
template <class Base, class Type, class Other>
struct derived_alike_fault;

// Which of them cross in a form of their own. Asked without Boost.Describe, so that contracts stay light.
template <class Type>
concept has_members = requires(Type** type) {
    boost_public_member_descriptor_fn(type);
}
|| requires(Type const& value) { yonder_to_wire(value); };

template <class Base, class Type>
using derived_fault_of = std::conditional_t<
    !std::is_convertible_v<Type*, Base*>, not_derived_fault<Base, Type>,
    std::conditional_t<std::is_abstract_v<Type>, abstract_derived_fault<Base, Type>,
                       std::conditional_t<!has_members<Type>, undescribed_derived_fault<Base, Type>, no_fault>>>;

template <class Base, class... Type>
constexpr auto find_derived_alike() {
    constexpr auto pair = [] {
        std::array<std::string_view, sizeof...(Type)> const names{unqualified_name<Type>()...};
        for (std::size_t i = 0; i < names.size(); ++i)
            for (std::size_t k = i + 1; k < names.size(); ++k)
                if (names[i] == names[k])
                    return std::array{i, k};
        return std::array{names.size(), names.size()};
    }();
    if constexpr (pair[0] == sizeof...(Type))
        return std::type_identity<no_fault>();
    else
        return std::type_identity<derived_alike_fault<Base, typename type_at<pair[0], type_list<Type...>>::type,
                                                      typename type_at<pair[1], type_list<Type...>>::type>>();
}

template <class Base, class... Type>
constexpr auto find_family_fault(type_list<Type...>) {
    using of_types = typename first_of<derived_fault_of<Base, Type>...>::type;
    if constexpr (!std::has_virtual_destructor_v<Base> || sizeof...(Type) == 0)
        return std::type_identity<no_family_fault<Base>>();
    else if constexpr (!std::is_same_v<of_types, no_fault>)
        return std::type_identity<of_types>();
    else
        return find_derived_alike<Base, Type...>();
}
template <class Base>
using family_fault_of = typename decltype(find_family_fault<Base>(derived_of<Base>()))::type;

template <class Base>
struct accept<no_family_fault<Base>> : accept<no_fault> {
    static_assert(never<Base>,
                  "YONDER_DERIVED(Base, Derived...) needs a base with a virtual destructor, and one derived "
                  "type or more");
};
template <class Base, class Type>
struct accept<not_derived_fault<Base, Type>> : accept<no_fault> {
    static_assert(never<accept>, "YONDER_DERIVED lists a type that does not derive from the base in public: correct "
                                 "YONDER_DERIVED(Base, Derived...)");
};
template <class Base, class Type>
struct accept<abstract_derived_fault<Base, Type>> : accept<no_fault> {
    static_assert(never<accept>,
                  "YONDER_DERIVED lists a type that is abstract, so that no object is just that: take it "
                  "out of the list");
};
template <class Base, class Type>
struct accept<undescribed_derived_fault<Base, Type>> : accept<no_fault> {
    static_assert(never<accept>, "YONDER_DERIVED lists a type that is not described: write BOOST_DESCRIBE_STRUCT above "
                                 "YONDER_DERIVED, or give it yonder_to_wire and yonder_from_wire");
};
template <class Base, class Type, class Other>
struct accept<derived_alike_fault<Base, Type, Other>> : accept<no_fault> {
    static_assert(never<accept>, "YONDER_DERIVED lists two types that have the same name on the wire: give one of them "
                                 "another with YONDER_NAME");
};

} // namespace yonder::describe

// YONDER_DERIVED(Base, Derived...): what a std::unique_ptr<Base> or std::shared_ptr<Base> may point to where it
// crosses, by the names of these types and no others. Base itself may be one of them. Stands below the last of them, in
// the namespace and the header of Base, so that every file that sees the base sees the same list. Append only: the
// binary form numbers them by position.
#define YONDER_DERIVED(B, ...)                                                                                         \
    [[maybe_unused]] constexpr auto yonder_derived(B**) noexcept {                                                     \
        return ::yonder::describe::type_list<__VA_ARGS__>();                                                           \
    }                                                                                                                  \
    static_assert(::yonder::describe::accept<::yonder::describe::family_fault_of<B>>::value);

#endif
