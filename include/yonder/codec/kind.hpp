// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_KIND_HPP
#define YONDER_CODEC_KIND_HPP

#include <yonder/codec/custom.hpp>
#include <yonder/describe/derived.hpp>
#include <yonder/describe/signature.hpp>

#include <boost/describe/enumerators.hpp>
#include <boost/describe/members.hpp>
#include <boost/json/fwd.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

namespace yonder::codec {

// The families of types that can cross. Every codec has one small header for each.
enum class kind : std::uint8_t {
    none, // cannot cross
    boolean,
    integer,
    floating,
    text,
    bytes,
    enumeration, // described
    structure,   // described
    optional,
    sequence,
    array,
    set,
    map,
    tuple, // and pair
    variant,
    duration,
    time_point, // of the system clock
    pointer,    // std::unique_ptr and std::shared_ptr: a value or nothing
    family,     // the same to a base, whose YONDER_DERIVED lists what it may point to
    untyped,    // boost::json::value
    custom      // by yonder_to_wire
};

template <class T>
inline constexpr bool is_byte =
    std::is_same_v<T, std::byte> || std::is_same_v<T, unsigned char>; // and so std::uint8_t, alone an integer

// Characters are no numbers, and which they would be is not plain.
template <class T>
inline constexpr bool is_character =
    std::is_same_v<T, char> || std::is_same_v<T, wchar_t> || std::is_same_v<T, char8_t> ||
    std::is_same_v<T, char16_t> || std::is_same_v<T, char32_t>;

template <class T>
constexpr kind kind_of_other() {
    if constexpr (has_wire_form<T>)
        return kind::custom;
    else if constexpr (std::is_same_v<T, bool>)
        return kind::boolean;
    else if constexpr (std::is_integral_v<T>)
        return is_character<T> ? kind::none : kind::integer;
    else if constexpr (std::is_same_v<T, float> || std::is_same_v<T, double>)
        return kind::floating;
    else if constexpr (std::is_enum_v<T>)
        return boost::describe::has_describe_enumerators<T>::value ? kind::enumeration : kind::none;
    else if constexpr (std::is_class_v<T> && !std::is_abstract_v<T>)
        return boost::describe::has_describe_members<T>::value ? kind::structure : kind::none;
    else
        return kind::none;
}

template <class T>
inline constexpr kind kind_of = kind_of_other<T>();

template <>
inline constexpr kind kind_of<std::string> = kind::text;
template <>
inline constexpr kind kind_of<std::string_view> = kind::text; // parameters only
template <class T, std::size_t Extent>
inline constexpr kind kind_of<std::span<T const, Extent>> = is_byte<T> ? kind::bytes : kind::none; // parameters only
template <class T>
inline constexpr kind kind_of<std::vector<T>> = is_byte<T> ? kind::bytes : kind::sequence;
template <class T>
inline constexpr kind kind_of<std::deque<T>> = kind::sequence;
template <class T>
inline constexpr kind kind_of<std::list<T>> = kind::sequence;
template <class T, std::size_t Size>
inline constexpr kind kind_of<std::array<T, Size>> = is_byte<T> ? kind::bytes : kind::array;
template <class T, class C>
inline constexpr kind kind_of<std::set<T, C>> = kind::set;
template <class T, class H, class E>
inline constexpr kind kind_of<std::unordered_set<T, H, E>> = kind::set;
template <class K, class V, class C>
inline constexpr kind kind_of<std::map<K, V, C>> = kind::map;
template <class K, class V, class H, class E>
inline constexpr kind kind_of<std::unordered_map<K, V, H, E>> = kind::map;
template <class T>
inline constexpr kind kind_of<std::optional<T>> = kind::optional;
template <class A, class B>
inline constexpr kind kind_of<std::pair<A, B>> = kind::tuple;
template <class... T>
inline constexpr kind kind_of<std::tuple<T...>> = kind::tuple;
template <class... T>
inline constexpr kind kind_of<std::variant<T...>> = kind::variant;
template <class R, class P>
inline constexpr kind kind_of<std::chrono::duration<R, P>> = kind::duration;
template <class D>
inline constexpr kind kind_of<std::chrono::time_point<std::chrono::system_clock, D>> = kind::time_point;
template <class T>
inline constexpr kind kind_of_pointer = std::is_array_v<T> ? kind::none : kind::pointer;
template <class T>
requires describe::has_derived<std::remove_const_t<T>>
inline constexpr kind kind_of_pointer<T> = kind::family;
template <class T>
inline constexpr kind kind_of<std::unique_ptr<T>> = kind_of_pointer<T>;
template <class T>
inline constexpr kind kind_of<std::shared_ptr<T>> = kind_of_pointer<T>;
template <>
inline constexpr kind kind_of<boost::json::value> = kind::untyped;
template <class... Cases>
inline constexpr kind kind_of<outcome<Cases...>> = kind::custom; // said here, as one of wrong cases cannot be asked

// A message or object by itself, as the whole of a reply must be; anything else is wrapped as its member "result".
template <class T>
inline constexpr bool is_whole = kind_of<T> == kind::structure;
template <class... Cases>
inline constexpr bool is_whole<outcome<Cases...>> = true;

// An absent value of this type is an empty one, so it may be left out.
template <class T>
inline constexpr bool is_empty_when_absent =
    kind_of<T> == kind::optional || kind_of<T> == kind::pointer || kind_of<T> == kind::family ||
    kind_of<T> == kind::sequence || kind_of<T> == kind::set || kind_of<T> == kind::map;
// Whether a value may be nothing, which is null.
template <class T>
inline constexpr bool is_nullable =
    kind_of<T> == kind::optional || kind_of<T> == kind::pointer || kind_of<T> == kind::family;

template <class T>
inline constexpr bool is_empty_when_absent<std::array<T, 0>> = !is_byte<T>;

} // namespace yonder::codec

#endif
