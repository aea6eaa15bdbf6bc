// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_BINARY_FIELD_NUMBER_HPP
#define YONDER_CODEC_BINARY_FIELD_NUMBER_HPP

#include <yonder/codec/binary/wire.hpp>
#include <yonder/codec/members.hpp>
#include <yonder/describe/annotation.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>

// A member's number in the binary form is its position among those of its class, from 1. Members of bases have ranges
// of their own, from 1001, 2001 and so on in the order of the bases, those of bases included, so that a member appended
// to a base renumbers nothing. yonder::field_number says another.

namespace yonder::binary {

template <class Pointer>
struct class_of_member;
template <class Class, class Type>
struct class_of_member<Type Class::*> {
    using type = Class;
};
template <class Descriptor>
using class_of = typename class_of_member<std::remove_cv_t<decltype(Descriptor::pointer)>>::type;

template <class Wanted, class Bases>
struct base_search;

// How many bases come before Wanted, all bases of bases counted, and whether it is there.
template <class Wanted, template <class...> class List, class... Base>
struct base_search<Wanted, List<Base...>> {
    struct found {
        std::size_t before = 0;
        bool is_there = false;
    };
    static constexpr found find() {
        found result;
        (search<typename Base::type>(result), ...);
        return result;
    }

private:
    template <class One>
    static constexpr void search(found& result) {
        if (result.is_there)
            return;
        result.is_there = std::is_same_v<One, Wanted>;
        if (result.is_there)
            return;
        ++result.before;
        auto const inner =
            base_search<Wanted, boost::describe::describe_bases<One, boost::describe::mod_any_access>>::find();
        result.before += inner.before;
        result.is_there = inner.is_there;
    }
};

constexpr std::uint32_t range_of_base(std::size_t index) {
    std::size_t const range = index + 1 < 19 ? index + 1 : index + 2; // 19000 to 19999 are the library's own
    return static_cast<std::uint32_t>(range * 1000);
}

template <class T, class List>
struct field_numbers;
template <class T, template <class...> class List, class... Descriptor>
struct field_numbers<T, List<Descriptor...>> {
    static constexpr std::size_t size = sizeof...(Descriptor);

    static constexpr std::array<std::uint32_t, size> make() {
        std::array<std::uint32_t, size> numbers{};
        std::size_t at = 0;
        (static_cast<void>(numbers[at] = number<Descriptor>(position<Descriptor>()), ++at), ...);
        return numbers;
    }

private:
    // Among the members of its class, from 0.
    template <class One>
    static constexpr std::uint32_t position() {
        std::uint32_t before = 0;
        bool is_found = false;
        ((is_found = is_found || std::is_same_v<One, Descriptor>,
          before += !is_found && std::is_same_v<class_of<One>, class_of<Descriptor>>),
         ...);
        return before;
    }

    template <class One>
    static constexpr std::uint32_t number(std::uint32_t position) {
        using annotations = decltype(describe::annotations_of<class_of<One>, One::pointer>());
        if constexpr (describe::has_annotation<field_number, annotations>) {
            return std::get<field_number>(describe::annotations_of<class_of<One>, One::pointer>()).value;
        } else if constexpr (std::is_same_v<class_of<One>, T>) {
            return position + 1;
        } else {
            using bases = boost::describe::describe_bases<T, boost::describe::mod_any_access>;
            return range_of_base(base_search<class_of<One>, bases>::find().before) + position + 1;
        }
    }
};

// The place of the first that cannot be, or that came before; their count, if there is none.
template <std::size_t Size>
constexpr std::size_t find_bad_number(std::array<std::uint32_t, Size> const& numbers) {
    for (std::size_t i = 0; i < Size; ++i) {
        if (numbers[i] == 0 || numbers[i] > max_field_number || (numbers[i] >= 19000 && numbers[i] < 20000))
            return i;
        for (std::size_t k = 0; k < i; ++k)
            if (numbers[i] == numbers[k])
                return i;
    }
    return Size;
}

// The numbers of the members of T, in the order of members_of<T>.
template <class T>
inline constexpr auto field_numbers_of = field_numbers<T, codec::members_of<T>>::make();

} // namespace yonder::binary

#endif
