// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_BINARY_STRUCTURE_HPP
#define YONDER_CODEC_BINARY_STRUCTURE_HPP

#include <yonder/codec/binary/field.hpp>
#include <yonder/codec/binary/field_number.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace yonder::binary {

// Passes over a field that no member has, or refuses it, with the names of those that there are.
[[gnu::cold]] bool skip_unknown_field(reader& in, std::uint32_t tag, std::span<std::string_view const> names,
                                      std::span<std::uint32_t const> numbers);

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

    static bool read(reader& in, T& value) {
        (clear_if_repeated(value.*Descriptor::pointer), ...);
        bool ok = true;
        ((ok = ok && read_expected<Descriptor, Index>(in, value)), ...);
        return ok && (in.at_end() || read_rest(in, value));
    }

private:
    template <class D, std::size_t I>
    static bool read_expected(reader& in, T& value) {
        constexpr std::uint32_t tag = usual_tag<codec::type_of_member<D>>(numbers[I]);
        return !in.take_tag(tag) || read_field(in, tag, value.*D::pointer) || in.within(D::name);
    }

    [[gnu::noinline]] static bool read_rest(reader& in, [[maybe_unused]] T& value) {
        return read_all_fields(in, [&](std::uint32_t tag, [[maybe_unused]] std::uint32_t number) {
            bool ok = true;
            bool const found =
                ((number == numbers[Index] &&
                  (ok = read_field(in, tag, value.*Descriptor::pointer) || in.within(Descriptor::name), true)) ||
                 ...);
            return found ? ok : skip_unknown_field(in, tag, codec::member_list<List<Descriptor...>>::names, numbers);
        });
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
