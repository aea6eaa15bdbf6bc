// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_BINARY_STRUCTURE_HPP
#define YONDER_CODEC_BINARY_STRUCTURE_HPP

#include <yonder/codec/binary/erased_field.hpp>
#include <yonder/codec/binary/field_number.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

namespace yonder::binary {

// The rest of a message, in any order. Passes over fields that no member has, or refuses them, with the names of those
// that there are.
bool read_more_fields(reader& in, std::span<std::string_view const> names, std::span<std::uint32_t const> numbers,
                      void* const* members, field_reader const* readers, seen_fields& seen);

template <class T, class List, class Indices>
struct structure_mapping;

// Unrolled over the members: each tag is a constant, and fields in the order of the description, as our own writer
// sends them, are recognized by comparing with it.
template <class T, template <class...> class List, class... Descriptor, std::size_t... Index>
struct structure_mapping<T, List<Descriptor...>, std::index_sequence<Index...>> {
    static constexpr auto const& numbers = field_numbers_of<T>;

    static void write([[maybe_unused]] writer& out, [[maybe_unused]] T const& value) {
        (write_field(out, numbers[Index], value.*Descriptor::pointer), ...);
    }

    // `merges` says that `value` is what came of an earlier occurrence of the message.
    static bool read(reader& in, T& value, bool merges = false) {
        if (!merges)
            (clear_if_repeated(value.*Descriptor::pointer), ...);
        seen_fields seen; // of members that are messages, as these are merged where they come again
        if (merges)
            ((seen[Index] = is_ours_to_change<codec::type_of_member<Descriptor>>()), ...);
        bool ok = true;
        ((ok = ok && read_expected<Descriptor, Index>(in, value, seen)), ...);
        return ok && (in.at_end() || read_rest(in, value, seen));
    }

private:
    template <class D, std::size_t I>
    static bool read_member(reader& in, std::uint32_t tag, T& value, [[maybe_unused]] seen_fields& seen) {
        if constexpr (is_merged<codec::type_of_member<D>>()) {
            bool const is_seen = seen[I];
            seen.set(I);
            return read_into(in, tag, value.*D::pointer, is_seen) || in.within(D::name);
        } else {
            return read_field(in, tag, value.*D::pointer) || in.within(D::name);
        }
    }

    template <class D, std::size_t I>
    static bool read_expected(reader& in, T& value, seen_fields& seen) {
        constexpr std::uint32_t tag = usual_tag<codec::type_of_member<D>>(numbers[I]);
        return !in.take_tag(tag) || read_member<D, I>(in, tag, value, seen);
    }

    [[gnu::noinline]] static bool read_rest(reader& in, [[maybe_unused]] T& value, seen_fields& seen) {
        std::array<void*, sizeof...(Descriptor)> const members{std::addressof(value.*Descriptor::pointer)...};
        return read_more_fields(in, codec::member_list<List<Descriptor...>>::names, numbers, members.data(),
                                field_readers<codec::type_of_member<Descriptor>...>.data(), seen);
    }
};

// A message with a field for each member, those of bases included. Reading keeps what stands in members that are
// absent, so that default initializers hold, except for lists: absent is empty.
template <class T>
struct mapping<T, kind::structure>
    : structure_mapping<T, codec::members_of<T>,
                        std::make_index_sequence<codec::member_list<codec::members_of<T>>::size>> {};

} // namespace yonder::binary

#endif
