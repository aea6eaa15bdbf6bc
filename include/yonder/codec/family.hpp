// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_FAMILY_HPP
#define YONDER_CODEC_FAMILY_HPP

#include <yonder/codec/tag.hpp>
#include <yonder/describe/derived.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>
#include <typeinfo>

namespace yonder::codec {

// Throws encode_error, which names what was found and what may be.
[[noreturn]] void refuse_object(std::type_info const& found, std::type_info const& base,
                                std::span<std::string_view const> known);

// What an owning pointer to a base may point to, by YONDER_DERIVED.
template <class Pointer, class List = describe::derived_of<std::remove_const_t<typename Pointer::element_type>>>
struct family;
template <class Pointer, class... Derived>
struct family<Pointer, describe::type_list<Derived...>> {
    using base = std::remove_const_t<typename Pointer::element_type>;
    static constexpr std::array<std::string_view, sizeof...(Derived)> tags{tag_of<Derived>()...};

    // The object as what it is, for one that is of exactly that type.
    template <class One>
    static One const& as(base const& object) {
        if constexpr (requires { static_cast<One const&>(object); })
            return static_cast<One const&>(object);
        else
            return dynamic_cast<One const&>(object); // its base is virtual
    }

    // Calls visitor(derived, index) with the object as what it is. Throws encode_error if it is none of these.
    template <class Visitor>
    static void visit(base const& object, Visitor visitor) {
        std::type_info const& found = typeid(object);
        std::size_t index = 0;
        bool const is_known =
            ((found == typeid(Derived) ? (visitor(as<Derived>(object), index), true) : (++index, false)) || ...);
        if (!is_known)
            refuse_object(found, typeid(base), tags);
    }

    // Calls one.operator()<Derived>() with the type that has this index.
    template <class Function>
    static bool with_type(std::size_t index, Function one) {
        bool result = false;
        std::size_t at = 0;
        static_cast<void>(((at++ == index && (result = one.template operator()<Derived>(), true)) || ...));
        return result;
    }
};

} // namespace yonder::codec

#endif
