// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_ENUMERATORS_HPP
#define YONDER_CODEC_ENUMERATORS_HPP

#include <boost/describe/enumerators.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace yonder::codec {

template <class T, class List>
struct enumerator_list;
template <class T, template <class...> class List, class... Descriptor>
struct enumerator_list<T, List<Descriptor...>> {
    static constexpr std::array<std::string_view, sizeof...(Descriptor)> names{Descriptor::name...};
    static constexpr std::array<T, sizeof...(Descriptor)> values{Descriptor::value...};
};

template <class T>
using enumerators_of = enumerator_list<T, boost::describe::describe_enumerators<T>>;

[[noreturn]] void refuse_enumerator(std::string const& value, std::span<std::string_view const> known);

// The name of an enumerator; throws encode_error for a value that has none.
template <class T>
std::string_view enumerator_name(T value) {
    for (std::size_t i = 0; i < enumerators_of<T>::names.size(); ++i)
        if (enumerators_of<T>::values[i] == value)
            return enumerators_of<T>::names[i];
    refuse_enumerator(std::to_string(static_cast<std::underlying_type_t<T>>(value)), enumerators_of<T>::names);
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

} // namespace yonder::codec

#endif
