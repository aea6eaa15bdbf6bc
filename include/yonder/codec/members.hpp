// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_MEMBERS_HPP
#define YONDER_CODEC_MEMBERS_HPP

#include <yonder/codec/fault.hpp>

#include <boost/describe/bases.hpp>
#include <boost/describe/members.hpp>
#include <boost/describe/modifiers.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

namespace yonder::codec {

// The public data members of a described struct with those of its described bases, bases first, as a list of
// descriptors.
template <class T>
using members_of = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

// What members_of would leave out without a word: names that a derived struct hides, and what is not public.
template <class T>
using members_with_hidden_of =
    boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited |
                                             boost::describe::mod_hidden>;
template <class T>
using members_not_public_of =
    boost::describe::describe_members<T, boost::describe::mod_private | boost::describe::mod_protected |
                                             boost::describe::mod_inherited | boost::describe::mod_hidden>;

template <class T, class Bases>
struct base_fault_among;

// The first described base of T that is not described itself. To be asked before members_of, which fails on
// such a base.
template <class T>
using base_fault =
    typename base_fault_among<T, boost::describe::describe_bases<T, boost::describe::mod_any_access>>::type;

template <class T, template <class...> class List>
struct base_fault_among<T, List<>> {
    using type = no_fault;
};
template <class T, template <class...> class List, class First, class... Rest>
struct base_fault_among<T, List<First, Rest...>> {
    static constexpr auto find() {
        using base = typename First::type;
        if constexpr (!boost::describe::has_describe_bases<base>::value ||
                      !boost::describe::has_describe_members<base>::value)
            return std::type_identity<base_not_described<T, base>>();
        else if constexpr (!std::is_same_v<base_fault<base>, no_fault>)
            return std::type_identity<base_fault<base>>();
        else
            return std::type_identity<typename base_fault_among<T, List<Rest...>>::type>();
    }
    using type = typename decltype(find())::type;
};

// The type of the member that a pointer to member points to.
template <class Pointer>
struct pointed_member;
template <class Class, class Type>
struct pointed_member<Type Class::*> {
    using type = Type;
};
template <class Descriptor>
using type_of_member = typename pointed_member<std::remove_cv_t<decltype(Descriptor::pointer)>>::type;

// Whether two names are one to a peer that writes lowerCamelCase: "user_id" and "userId".
constexpr bool is_same_but_for_camel_case(std::string_view a, std::string_view b) {
    std::size_t i = 0;
    std::size_t j = 0;
    auto const next = [](std::string_view text, std::size_t& at) {
        bool raise = false;
        while (at < text.size() && text[at] == '_' && at > 0) {
            raise = true;
            ++at;
        }
        char const c = at < text.size() ? text[at++] : '\0';
        return raise && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    };
    for (;;) {
        char const left = next(a, i);
        char const right = next(b, j);
        if (left != right)
            return false;
        if (left == '\0')
            return true;
    }
}

template <std::size_t Count>
constexpr bool has_names_alike(std::array<std::string_view, Count> const& names) {
    for (std::size_t i = 0; i < Count; ++i)
        for (std::size_t j = i + 1; j < Count; ++j)
            if (is_same_but_for_camel_case(names[i], names[j]))
                return true;
    return false;
}

template <class List>
struct member_list;
template <template <class...> class List, class... Descriptor>
struct member_list<List<Descriptor...>> {
    static constexpr std::size_t size = sizeof...(Descriptor);
    static constexpr std::array<std::string_view, size> names{Descriptor::name...};
};

} // namespace yonder::codec

#endif
