// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_REFUSAL_HPP
#define YONDER_CODEC_REFUSAL_HPP

#include <yonder/codec/crossing.hpp>

#include <type_traits>

// One static_assert for a type that cannot cross. The fault stands in the name of the class that fails:
// in_member<&shop::Order::file, FILE*> is the member `file` of shop::Order, of type FILE*.

namespace yonder::codec {

template <auto Method, class Fault>
struct in_method; // a parameter or the result of that method, or what lies within it

enum class remedy {
    describe_struct,
    describe_enum,
    own_it,
    other_number,
    rename_member,
    rename_alternative,
    other_type
};

template <class T>
constexpr remedy remedy_of() {
    if constexpr (std::is_pointer_v<T> || std::is_reference_v<T> || is_view_type<T>)
        return remedy::own_it;
    else if constexpr (std::is_enum_v<T>)
        return remedy::describe_enum;
    else if constexpr (std::is_arithmetic_v<T>)
        return remedy::other_number;
    else if constexpr (std::is_class_v<T> && !std::is_abstract_v<T>)
        return remedy::describe_struct;
    else
        return remedy::other_type;
}

template <class Fault>
inline constexpr remedy remedy_for = remedy::other_type;
template <auto Member, class T>
inline constexpr remedy remedy_for<in_member<Member, T>> = remedy_of<T>();
template <class T>
inline constexpr remedy remedy_for<in_type<T>> = remedy_of<T>();
template <class T>
inline constexpr remedy remedy_for<names_alike<T>> = remedy::rename_member;
template <class T>
inline constexpr remedy remedy_for<tags_alike<T>> = remedy::rename_alternative;
template <auto Method, class Fault>
inline constexpr remedy remedy_for<in_method<Method, Fault>> = remedy_for<Fault>;

// `requires { refuse<first_fault<T>>::value; }` stands first in a function that is entered by the user, so that the
// error comes first, alone, and without a tail of templates. It is asked in a requires-expression, as clang would say
// otherwise that the refused class is incomplete.
template <class Fault>
struct refuse {
    static constexpr remedy what = remedy_for<Fault>;
    static_assert(what != remedy::describe_struct, "a struct cannot cross to another process because it is not "
                                                   "described: write BOOST_DESCRIBE_STRUCT below it, or "
                                                   "give it yonder_to_wire and yonder_from_wire");
    static_assert(
        what != remedy::describe_enum,
        "an enum cannot cross to another process because it is not described: write BOOST_DESCRIBE_ENUM below it");
    static_assert(what != remedy::own_it,
                  "a pointer, reference or view cannot cross to another process: own the value, as T, "
                  "std::string, std::vector, std::optional, std::unique_ptr or std::shared_ptr");
    static_assert(what != remedy::other_number,
                  "a character type or long double cannot cross to another process: use an integer "
                  "of fixed width, std::string, or double");
    static_assert(what != remedy::rename_member,
                  "two members of a struct differ only by camel case, which is one name to a peer "
                  "that writes lowerCamelCase: rename one of them");
    static_assert(what != remedy::rename_alternative,
                  "two alternatives of a variant have the same name on the wire: give one of "
                  "them another with YONDER_NAME, or wrap it in a described struct");
    static_assert(what != remedy::other_type,
                  "this type cannot cross to another process: use one of the value model, or give it "
                  "yonder_to_wire and yonder_from_wire");
    static constexpr bool value = true;
};
template <>
struct refuse<no_fault> {
    static constexpr bool value = true;
};

} // namespace yonder::codec

#endif
