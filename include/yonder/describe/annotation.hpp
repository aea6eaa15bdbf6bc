// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_DESCRIBE_ANNOTATION_HPP
#define YONDER_DESCRIBE_ANNOTATION_HPP

#include <yonder/describe/constraint.hpp>
#include <yonder/describe/preprocessor.hpp>
#include <yonder/describe/signature.hpp>
#include <yonder/describe/word.hpp>

#include <string_view>
#include <tuple>
#include <type_traits>

namespace yonder {

// The annotations that the library itself reads. Any literal type may be one: users add their own and ask for them by
// type.

// The name of a method on the wire: letters, digits and '_', no digit first. An overload must have one of its own.
struct wire_name {
    std::string_view text;
};

// Calling it twice has the effect of calling it once, so a call whose outcome is not known may be repeated.
struct idempotent {};

// It waits for something, a file or another service, so that a server calls it where that holds up no other call. What
// is not said a server finds out when a call takes its time.
struct blocks {};

// The minor version of the interface in which a method or member appeared.
struct since {
    int minor = 0;
};

// Still works; text says what to use instead.
struct deprecated {
    std::string_view text;
};

// One or more sentences for people, shown by tools.
struct doc {
    std::string_view text;
};

// The number of a member in the binary form, where its position in the list must not decide.
struct field_number {
    unsigned value = 0;
};

// It is not shown where calls are: in logs, messages of errors, and what shown_arguments() gives. Of a method it names
// parameters, "password, token"; of a member it is secret{}.
struct secret {
    std::string_view parameters;
};

namespace describe {

// The key that annotations are found under: a member or method of Class.
template <class Class, auto Pointer>
struct annotated {};

template <class Class, auto Pointer>
constexpr auto annotations_of() {
    if constexpr (requires { yonder_annotations(annotated<Class, Pointer>{}); })
        return yonder_annotations(annotated<Class, Pointer>{});
    else
        return std::tuple<>();
}

template <class Annotation, class Tuple>
inline constexpr bool has_annotation = false;
template <class Annotation, class... T>
inline constexpr bool has_annotation<Annotation, std::tuple<T...>> = (std::is_same_v<Annotation, T> || ...);

// What can be held against an annotation by itself, wherever it stands.
enum class annotation_fault { none, name, range, length };

template <class Annotation>
constexpr annotation_fault fault_in([[maybe_unused]] Annotation const& said) {
    if constexpr (std::is_same_v<Annotation, wire_name>)
        return is_word(said.text) ? annotation_fault::none : annotation_fault::name;
    else if constexpr (std::is_same_v<Annotation, range>)
        return said.min <= said.max ? annotation_fault::none : annotation_fault::range;
    else if constexpr (std::is_same_v<Annotation, length>)
        return said.min <= said.max ? annotation_fault::none : annotation_fault::length;
    else
        return annotation_fault::none;
}
template <class... Annotation>
constexpr bool is_without(annotation_fault fault, Annotation const&... said) {
    return ((fault_in(said) != fault) && ...);
}

constexpr bool is_same_file(std::string_view here, std::string_view there) { return here == there; }

template <class Class>
constexpr bool is_annotated_in(std::string_view file) {
    if constexpr (requires { yonder_interface(static_cast<Class**>(nullptr)); })
        return is_same_file(file, yonder_interface(static_cast<Class**>(nullptr)).file);
    return true; // a struct: Boost.Describe does not say where it was described
}

} // namespace describe
} // namespace yonder

// YONDER_ANNOTATE(Class, member, annotation...) says something about a method of an interface or a member of a struct:
//     YONDER_ANNOTATE(Accounts, balance, yonder::idempotent{}, yonder::doc{"What is left."})
// It stands in the header of the class, below YONDER_INTERFACE or BOOST_DESCRIBE_STRUCT, once for each member, so that
// every file that sees the class sees the same. An overload is named as in YONDER_INTERFACE: (R (Args...) const) name.
#define YONDER_ANNOTATE(C, MEMBER, ...)                                                                                \
    static_assert(::yonder::describe::is_annotated_in<C>(__FILE__),                                                    \
                  "YONDER_ANNOTATE(" #C ", ...) must stand in the same header as YONDER_INTERFACE(" #C                 \
                  ", ...): files that see only one of the two would disagree about the contract");                     \
    static_assert(                                                                                                     \
        ::yonder::describe::is_without(::yonder::describe::annotation_fault::name __VA_OPT__(, ) __VA_ARGS__),         \
        "YONDER_ANNOTATE(" #C ", " #MEMBER ", ...): a wire_name is one word of letters, digits and '_', and does not " \
        "begin with a digit");                                                                                         \
    static_assert(                                                                                                     \
        ::yonder::describe::is_without(::yonder::describe::annotation_fault::range __VA_OPT__(, ) __VA_ARGS__),        \
        "YONDER_ANNOTATE(" #C ", " #MEMBER ", ...): no number is in a range whose min is above its max");              \
    static_assert(                                                                                                     \
        ::yonder::describe::is_without(::yonder::describe::annotation_fault::length __VA_OPT__(, ) __VA_ARGS__),       \
        "YONDER_ANNOTATE(" #C ", " #MEMBER ", ...): nothing has a length whose min is above its max");                 \
    static_assert(::yonder::describe::names_its_secrets<C, YONDER_PP_POINTER(C, MEMBER)>(__VA_ARGS__),                 \
                  "YONDER_ANNOTATE(" #C ", " #MEMBER ", ...): the secret of a method names its parameters, as in "     \
                  "yonder::secret{\"pin, token\"}, and that of a member names nothing: see how they are spelled");     \
    [[maybe_unused]] constexpr auto yonder_annotations(                                                                \
        ::yonder::describe::annotated<C, YONDER_PP_POINTER(C, MEMBER)>) {                                              \
        return ::std::tuple{__VA_ARGS__};                                                                              \
    }

#endif
