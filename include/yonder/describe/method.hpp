// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_DESCRIBE_METHOD_HPP
#define YONDER_DESCRIBE_METHOD_HPP

#include <yonder/describe/annotation.hpp>
#include <yonder/describe/signature.hpp>
#include <yonder/describe/word.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

namespace yonder::describe {

template <std::size_t N>
using index = std::integral_constant<std::size_t, N>;

// What YONDER_INTERFACE writes down for one method.
template <std::size_t Arity>
struct method_text {
    std::string_view name;
    std::array<std::string_view, Arity> parameters;
};

template <auto Value>
struct constant {
    static constexpr auto value = Value;
};

// The pointer to a method, as a constant. Not a type if there is no such method.
template <class Interface, std::size_t Index>
using pointer_of =
    decltype(yonder_pointer(static_cast<Interface**>(nullptr), index<Index>())(static_cast<Interface**>(nullptr)));

// "from, to, amount" in three parts, as written in the macro.
template <std::size_t Arity>
constexpr std::array<std::string_view, Arity> split_names(std::string_view list) {
    std::array<std::string_view, Arity> names{};
    std::size_t i = 0;
    all_words(list, [&](std::string_view word) {
        if (i < Arity)
            names[i++] = word;
        return true;
    });
    return names;
}

// Method number Index of the list of YONDER_INTERFACE(Interface, ...), bases not counted. All of it is constant.
template <class Interface, std::size_t Index>
struct method {
    using interface_type = Interface;
    static constexpr std::size_t position = Index;
    static constexpr auto text = yonder_method(static_cast<Interface**>(nullptr), index<Index>{});
    static constexpr auto pointer = pointer_of<Interface, Index>::value;

    using parts = signature<std::remove_cv_t<decltype(pointer)>>;
    using result_type = typename parts::result_type;
    using parameters = typename parts::parameters;

    // As written in C++.
    static constexpr std::string_view name() { return text.name; }

    // As it stands on the wire: the same, unless wire_name says otherwise.
    static constexpr std::string_view wire_name() {
        if constexpr (has<yonder::wire_name>())
            return get<yonder::wire_name>().text;
        else
            return text.name;
    }

    static constexpr auto const& parameter_names() { return text.parameters; }

    static constexpr auto annotations() { return annotations_of<Interface, pointer>(); }
    template <class Annotation>
    static constexpr bool has() {
        return has_annotation<Annotation, decltype(annotations())>;
    }
    template <class Annotation>
    static constexpr Annotation get() {
        return std::get<Annotation>(annotations());
    }
};

// Two methods with one name on the wire. Never defined: compilers print it.
template <auto Method, auto Other>
struct methods_alike;

} // namespace yonder::describe

#endif
