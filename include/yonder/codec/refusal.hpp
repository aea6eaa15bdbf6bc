// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_REFUSAL_HPP
#define YONDER_CODEC_REFUSAL_HPP

#include <yonder/codec/crossing.hpp>
#include <yonder/describe/method.hpp>
#include <yonder/describe/name.hpp>

#include <string_view>
#include <type_traits>

// One static_assert for a type that cannot cross. The fault stands in the name of the class that fails:
// in_member<&shop::Order::file, FILE*> is the member `file` of shop::Order, of type FILE*.

namespace yonder::codec {

template <auto Method, class Fault>
struct in_method; // a parameter or the result of that method, or what lies within it

enum class remedy {
    describe_struct,
    describe_enum,
    describe_base,
    own_it,
    whole_result,
    span_of_bytes,
    one_stream,
    other_number,
    drop_const,
    default_constructor,
    other_key,
    tell_apart,
    unnest,
    name_alternatives,
    write_counterpart,
    wrap_cases,
    make_public,
    rename_member,
    renumber,
    suit_member,
    rename_alternative,
    rename_method,
    other_type
};

template <class T>
inline constexpr bool is_span = false;
template <class T, std::size_t Extent>
inline constexpr bool is_span<std::span<T, Extent>> = true;

// Types of the standard library cannot be described by their users.
template <class T>
inline constexpr bool is_standard = describe::compiler_text<T>().find("T = std::") != std::string_view::npos;

template <class T>
constexpr remedy remedy_of() {
    if constexpr (describe::carries_failure<T>)
        return remedy::whole_result;
    else if constexpr (is_span<T>)
        return remedy::span_of_bytes;
    else if constexpr (std::is_pointer_v<T> || std::is_reference_v<T> || is_view_type<T>)
        return remedy::own_it;
    else if constexpr (std::is_const_v<T>)
        return remedy::drop_const;
    else if constexpr (std::is_enum_v<T>)
        return remedy::describe_enum;
    else if constexpr (std::is_arithmetic_v<T>)
        return remedy::other_number;
    else if constexpr (std::is_class_v<T> && !std::is_abstract_v<T> && !is_standard<T>)
        return remedy::describe_struct;
    else
        return remedy::other_type;
}

template <class What>
inline constexpr remedy remedy_for = remedy_of<What>();
template <auto Member, class What>
inline constexpr remedy remedy_for<in_member<Member, What>> = remedy_for<What>;
template <class What>
inline constexpr remedy remedy_for<in_type<What>> = remedy_for<What>;
template <class T>
inline constexpr remedy remedy_for<not_default_constructible<T>> = remedy::default_constructor;
template <class T>
inline constexpr remedy remedy_for<not_a_key<T>> = remedy::other_key;
template <class T>
inline constexpr remedy remedy_for<not_told_apart<T>> = remedy::tell_apart;
template <class T>
inline constexpr remedy remedy_for<empty_twice<T>> = remedy::unnest;
template <class T>
inline constexpr remedy remedy_for<sliced<T>> = remedy::name_alternatives;
template <class T>
inline constexpr remedy remedy_for<not_read_back<T>> = remedy::write_counterpart;
template <class T>
inline constexpr remedy remedy_for<not_cases<T>> = remedy::wrap_cases;
template <class T>
inline constexpr remedy remedy_for<names_alike<T>> = remedy::rename_member;
template <auto Number>
inline constexpr remedy remedy_for<bad_field_number<Number>> = remedy::renumber;
template <class Constraint>
inline constexpr remedy remedy_for<unsuited<Constraint>> = remedy::suit_member;
template <class T, class Base>
inline constexpr remedy remedy_for<base_not_described<T, Base>> = remedy::describe_base;
template <class T>
inline constexpr remedy remedy_for<not_public<T>> = remedy::make_public;
template <>
inline constexpr remedy remedy_for<streamed_twice> = remedy::one_stream;
template <class T>
inline constexpr remedy remedy_for<tags_alike<T>> = remedy::rename_alternative;
template <auto Method, class Fault>
inline constexpr remedy remedy_for<in_method<Method, Fault>> = remedy_for<Fault>;
template <auto Method, auto Other>
inline constexpr remedy remedy_for<describe::methods_alike<Method, Other>> = remedy::rename_method;

// `requires { refuse<first_fault<T>>::value; }` stands first in a function that is entered by the user, so
// that the error comes first, alone, and without a tail of templates. It is asked in a requires-expression,
// as clang would say otherwise that the refused class is incomplete.
template <class Fault>
struct refuse {
    static constexpr remedy what = remedy_for<Fault>;
    static_assert(what != remedy::describe_struct, "a struct cannot cross to another process because it is "
                                                   "not described: write BOOST_DESCRIBE_STRUCT below it, or "
                                                   "give it yonder_to_wire and yonder_from_wire");
    static_assert(what != remedy::describe_enum, "an enum cannot cross to another process because it is not "
                                                 "described: write BOOST_DESCRIBE_ENUM below it");
    static_assert(what != remedy::own_it,
                  "a pointer, reference or view cannot cross to another process: own the value, as T, "
                  "std::string, std::vector, std::optional, std::unique_ptr or std::shared_ptr");
    static_assert(what != remedy::whole_result,
                  "a yonder::future, stream or result stands only for the whole of what a method returns, around a "
                  "value, and a stream for a whole parameter: take or return the value itself, or a list of them");
    static_assert(what != remedy::span_of_bytes,
                  "of spans only a std::span<std::byte const> can cross, as a parameter: take a std::vector, by const& "
                  "or by value");
    static_assert(what != remedy::one_stream,
                  "a method takes more than one stream, and a call carries one: leave one, of a described struct "
                  "or std::variant of the items of all");
    static_assert(what != remedy::other_number,
                  "a character type or long double cannot cross to another process: use an integer "
                  "of fixed width, std::string, or double");
    static_assert(what != remedy::describe_base,
                  "a struct cannot cross to another process because a base in its description is not "
                  "described: describe that "
                  "base, or leave it out of the list of bases if it carries nothing, as std::exception");
    static_assert(what != remedy::drop_const,
                  "a const member or element cannot be read from another process: drop the const");
    static_assert(what != remedy::default_constructor,
                  "a type has no default constructor, so that reading cannot make an element of it: give it "
                  "one, or give it "
                  "yonder_to_wire and yonder_from_wire in the form of something that has");
    static_assert(what != remedy::other_key,
                  "the key of a map that crosses must be a std::string, an integer or a described enum");
    static_assert(what != remedy::tell_apart,
                  "a set cannot tell its elements apart: a std::set needs operator< of them, a "
                  "std::unordered_set needs operator== and std::hash");
    static_assert(what != remedy::unnest,
                  "an optional or pointer right within another cannot cross, as both are null when they "
                  "are empty: drop one, or put the inner one into a described struct");
    static_assert(what != remedy::name_alternatives,
                  "a pointer to a polymorphic type cannot cross, as only its base would: list the types that there are "
                  "below them with YONDER_DERIVED(Base, Derived...), or use a std::variant of them");
    static_assert(what != remedy::write_counterpart,
                  "a type with yonder_to_wire needs its counterpart beside it: T "
                  "yonder_from_wire(std::type_identity<T>, what yonder_to_wire returns)");
    static_assert(what != remedy::wrap_cases,
                  "the cases of an outcome are described structs, whose names say what happened: put other values into "
                  "one");
    static_assert(what != remedy::make_public,
                  "a described member or base is private or protected, and would be left out without "
                  "a word: make it public, or give the class yonder_to_wire and yonder_from_wire");
    static_assert(what != remedy::rename_member,
                  "two members of a struct differ only by camel case, or one hides another of a base; "
                  "to a peer that writes lowerCamelCase they are one name: rename one of them");
    static_assert(what != remedy::renumber,
                  "the field numbers of a struct differ, and are from 1 to 536870911 but for 19000 to 19999: give the "
                  "member another with yonder::field_number");
    static_assert(what != remedy::suit_member,
                  "a constraint is not for a member of this type: yonder::range is for numbers, length for texts, "
                  "bytes, lists, sets and maps, pattern for texts, required for what can be empty");
    static_assert(what != remedy::rename_alternative,
                  "two alternatives of a variant have the same name on the wire: give one of "
                  "them another with YONDER_NAME, or wrap it in a described struct");
    static_assert(what != remedy::rename_method,
                  "two methods of this interface have the same name on the wire: give an overload one of its own, "
                  "YONDER_ANNOTATE(I, (R (Args...)) method, yonder::wire_name{\"other\"})");
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
