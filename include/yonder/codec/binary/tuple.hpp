// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_BINARY_TUPLE_HPP
#define YONDER_CODEC_BINARY_TUPLE_HPP

#include <yonder/codec/binary/merge.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <utility>

namespace yonder::binary {

// A message whose fields are numbered by position, from 1.
template <class T>
struct mapping<T, kind::tuple> {
    static void write(writer& out, T const& value) {
        std::apply(
            [&](auto const&... element) {
                std::uint32_t number = 0;
                (write_element(out, ++number, element), ...);
            },
            value);
    }

    // All elements must be there, except those that are empty when they are absent. `merges` says that `value` is what
    // came of an earlier occurrence.
    static bool read(reader& in, T& value, bool merges = false) {
        return std::apply(
            [&](auto&... element) {
                constexpr std::size_t size = sizeof...(element);
                std::array<bool, size> seen{};
                seen.fill(merges);
                if (!merges)
                    (clear_if_repeated(element), ...);
                constexpr std::array<bool, size> may_be_absent{
                    (!is_singular<std::remove_reference_t<decltype(element)>>)...};
                bool const is_read = read_all_fields(in, [&](std::uint32_t tag, std::uint32_t number) {
                    bool ok = true;
                    std::uint32_t index = 0;
                    bool const found =
                        ((++index == number &&
                          (ok = read_into_element(in, tag, element, std::exchange(seen[number - 1], true)), true)) ||
                         ...);
                    return found ? ok || in.within(number - 1) : in.skip_unknown(tag, "those of a tuple");
                });
                for (std::size_t i = 0; is_read && i < size; ++i)
                    if (!seen[i] && !may_be_absent[i])
                        return in.fail("expected " + std::to_string(size) + " elements, number " +
                                       std::to_string(i + 1) + " is missing");
                return is_read;
            },
            value);
    }
};

} // namespace yonder::binary

#endif
