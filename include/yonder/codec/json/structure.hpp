// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_STRUCTURE_HPP
#define YONDER_CODEC_JSON_STRUCTURE_HPP

#include <yonder/codec/json/fields.hpp>

#include <cstddef>
#include <tuple>
#include <utility>

namespace yonder::json {

template <class List>
struct structure_fields;
template <template <class...> class List, class... Descriptor>
struct structure_fields<List<Descriptor...>> : codec::member_list<List<Descriptor...>> {
    static constexpr char const* noun = "member";

    // An untyped member holds the null; the other two take it for empty.
    template <class T>
    static constexpr bool keeps_null =
        kind_of<T> != kind::untyped && kind_of<T> != kind::optional && kind_of<T> != kind::pointer;

    template <std::size_t Index, class T>
    static auto& get(T& object) {
        constexpr auto pointer = std::get<Index>(std::tuple{Descriptor::pointer...});
        return object.*pointer;
    }
};

// An object with a member for each of the struct's, those of bases first. Reading keeps what stands in members that are absent or
// null, so that default initializers hold.
template <class T>
struct mapping<T, kind::structure> {
    using fields = structure_fields<codec::members_of<T>>;

    static void write(writer& out, T const& value) {
        write_fields<fields>(out, value, std::make_index_sequence<fields::size>());
    }
    static bool read(reader& in, T& value) {
        typename reader_of_fields<fields, T>::seen_set seen;
        return reader_of_fields<fields, T>::read(in, value, seen);
    }
};

} // namespace yonder::json

#endif
