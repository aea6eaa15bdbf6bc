// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_DESCRIBE_NAME_HPP
#define YONDER_DESCRIBE_NAME_HPP

#include <yonder/describe/word.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <typeinfo>

// YONDER_NAME(T, "bank.v1.Money") fixes the name of a type on the wire. It stands at namespace scope beside T, in the
// header that declares T. A template instance needs one (through an alias if its name has a comma).
#define YONDER_NAME(T, text)                                                                                           \
    [[maybe_unused]] constexpr ::std::string_view yonder_name(T**) noexcept { return text; }                           \
    static_assert(::yonder::describe::is_dotted_name(text),                                                            \
                  "YONDER_NAME(" #T ", " text "): a name is words of letters, digits and '_', joined by dots");        \
    static_assert(::yonder::describe::is_found_beside<T, __LINE__>,                                                    \
                  "YONDER_NAME(" #T ", " text ") must stand in the namespace of " #T ", or nobody finds it");

namespace yonder {
namespace describe {

// By argument-dependent lookup, as whoever needs the name looks for it. Where it is asked from is a parameter, so that
// an answer from before there was a name does not count.
template <class T, int Line>
inline constexpr bool is_found_beside = requires(T** type) {
    yonder_name(type);
};

// The dotted form of the ABI's mangled name, which is the same on g++ and clang: "N4bank2v15MoneyE" gives
// "bank.v1.Money".
std::string dotted_name(char const* mangled);

template <class T>
concept has_given_name = requires(T** type) {
    yonder_name(type);
};

// What the compiler calls T, to look for marks in; never sent anywhere.
template <class T>
constexpr std::string_view compiler_text() noexcept {
    return __PRETTY_FUNCTION__;
}

template <class T>
constexpr bool is_unnamed_scope() noexcept {
    std::string_view const text = compiler_text<T>();
    return text.find("{anonymous}") != text.npos || text.find("(anonymous") != text.npos;
}

template <class T>
struct is_template_instance {
    static constexpr bool value = false;
};
template <template <class...> class Template, class... Arguments>
struct is_template_instance<Template<Arguments...>> {
    static constexpr bool value = true;
};

} // namespace describe

// The name of T on the wire: its qualified name with dots, inline namespaces included, or what YONDER_NAME gave it.
// The view lives as long as the program. Needs run-time type information (no -fno-rtti).
template <class T>
std::string_view type_name() {
    if constexpr (describe::has_given_name<T>) {
        return yonder_name(static_cast<T**>(nullptr));
    } else {
        static_assert(!describe::is_template_instance<T>::value,
                      "a template instance has no name of its own on the wire: give it one with "
                      "YONDER_NAME(alias, \"my.Name\") beside its declaration");
        static_assert(!describe::is_unnamed_scope<T>(),
                      "a type in an anonymous namespace has no name on the wire: move it to a named namespace, "
                      "or give it one with YONDER_NAME");
        static std::string const name = describe::dotted_name(typeid(T).name());
        return name;
    }
}

// The last word of type_name<T>(): "Money". Constant.
template <class T>
constexpr std::string_view unqualified_name() {
    std::string_view name;
    if constexpr (describe::has_given_name<T>) {
        name = yonder_name(static_cast<T**>(nullptr));
        return name.substr(name.rfind('.') + 1); // npos + 1 is 0
    } else {
        static_assert(!describe::is_template_instance<T>::value,
                      "a template instance has no name of its own on the wire: give it one with "
                      "YONDER_NAME(alias, \"my.Name\") beside its declaration");
        // Both compilers end with "T = bank::v1::Money]" or "T = bank::v1::Money; ...]"; only qualifiers differ.
        std::string_view const text = describe::compiler_text<T>();
        std::size_t const begin = text.find("T = ") + 4;
        name = text.substr(begin, text.find_first_of(";]", begin) - begin);
        std::size_t const last = name.rfind(':');
        return last == name.npos ? name : name.substr(last + 1);
    }
}

} // namespace yonder

#endif
