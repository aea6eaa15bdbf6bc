// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_TUPLE_HPP
#define YONDER_CODEC_JSON_TUPLE_HPP

#include <yonder/codec/json/sequence.hpp>

#include <cstddef>
#include <string>
#include <tuple>
#include <utility>

namespace yonder::json {

// An array with the elements in order.
template <class T>
struct mapping<T, kind::tuple> {
    static constexpr std::size_t size = std::tuple_size_v<T>;

    static void write(writer& out, T const& value) {
        out.enter();
        out.put('[');
        write_elements(out, value, std::make_index_sequence<size>());
        out.put(']');
        out.leave();
    }

    static bool read(reader& in, T& value) {
        std::size_t count = 0;
        in.peek();
        char const* const from = in.at();
        bool const read = read_array(in, [&](std::size_t index) {
            if (index == size)
                return in.fail("expected " + std::to_string(size) + " elements, got more");
            count = index + 1;
            return read_element(in, value, index, std::make_index_sequence<size>()) || in.within(index);
        });
        return read && (count == size || in.fail_at(from, "expected " + std::to_string(size) + " elements, got " +
                                                              std::to_string(count)));
    }

private:
    template <std::size_t... Index>
    static void write_elements(writer& out, T const& value, std::index_sequence<Index...>) {
        ((Index ? out.put(',') : void(), write_value(out, std::get<Index>(value))), ...);
    }

    template <std::size_t... Index>
    static bool read_element([[maybe_unused]] reader& in, [[maybe_unused]] T& value, [[maybe_unused]] std::size_t index,
                             std::index_sequence<Index...>) {
        bool read = false;
        static_cast<void>(((Index == index && (read = read_value(in, std::get<Index>(value)), true)) || ...));
        return read;
    }
};

} // namespace yonder::json

#endif
