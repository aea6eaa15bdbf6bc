// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_MEMBERS_HPP
#define YONDER_CODEC_MEMBERS_HPP

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
