// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_ENUMERATION_HPP
#define YONDER_CODEC_JSON_ENUMERATION_HPP

#include <yonder/codec/json/mapping.hpp>

#include <boost/describe/enumerators.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

namespace yonder::json {

template <class List>
struct enumerator_list;
template <template <class...> class List, class... Descriptor>
struct enumerator_list<List<Descriptor...>> {
    static constexpr std::array<std::string_view, sizeof...(Descriptor)> names{Descriptor::name...};
    static constexpr std::array values{Descriptor::value...};
};

template <class T>
using enumerators_of = enumerator_list<boost::describe::describe_enumerators<T>>;

// The name of an enumerator; throws encode_error for a value that has none.
template <class T>
std::string_view enumerator_name(T value) {
    for (std::size_t i = 0; i < enumerators_of<T>::names.size(); ++i)
        if (enumerators_of<T>::values[i] == value)
            return enumerators_of<T>::names[i];
    throw encode_error("an enumeration has the value " + std::to_string(static_cast<std::underlying_type_t<T>>(value)) +
                       ", which is none of its enumerators (" + std::string(enumerators_of<T>::names.front()) +
                       ", ...)");
}

template <class T>
bool enumerator_value(std::string_view name, T& value) {
    for (std::size_t i = 0; i < enumerators_of<T>::names.size(); ++i)
        if (enumerators_of<T>::names[i] == name) {
            value = enumerators_of<T>::values[i];
            return true;
        }
    return false;
}

// By name, as described; a number is not taken, as numbers are no part of the contract.
template <class T>
struct mapping<T, kind::enumeration> {
    static void write(writer& out, T value) { out.string(enumerator_name(value)); }
    static bool read(reader& in, T& value) {
        std::string_view name;
        std::string buffer;
        in.peek();
        char const* const from = in.at();
        if (!in.string(name, buffer, "the name of an enumerator"))
            return false;
        return enumerator_value(name, value) || in.fail_unknown(from, "enumerator", name, enumerators_of<T>::names);
    }
};

} // namespace yonder::json

#endif
