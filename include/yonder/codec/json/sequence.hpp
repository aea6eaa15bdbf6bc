// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_SEQUENCE_HPP
#define YONDER_CODEC_JSON_SEQUENCE_HPP

#include <yonder/codec/json/mapping.hpp>

#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>

namespace yonder::json {

template <class Range>
void write_array(writer& out, Range const& values) {
    char separator = '[';
    out.enter();
    for (auto const& value : values) {
        out.put(separator);
        write_value<typename Range::value_type>(out, value);
        separator = ',';
    }
    if (separator == '[')
        out.put('[');
    out.put(']');
    out.leave();
}

// Calls read_one(index) for each element of an array, with the reader before it.
template <class Function>
bool read_array(reader& in, Function read_one) {
    if (!in.enter('[', "an array"))
        return false;
    if (in.take(']')) {
        in.leave();
        return true;
    }
    bool is_more = true;
    for (std::size_t index = 0; is_more; ++index)
        if (!read_one(index) || !in.next(']', is_more))
            return false;
    return true;
}

template <class T>
struct mapping<T, kind::sequence> {
    static void write(writer& out, T const& value) { write_array(out, value); }
    static bool read(reader& in, T& value) {
        value.clear();
        return read_array(in, [&](std::size_t index) {
            if constexpr (std::is_same_v<typename T::value_type, bool>) { // vector<bool> has no elements to refer to
                bool element = false;
                if (!read_value(in, element))
                    return in.within(index);
                value.push_back(element);
            } else if (!read_value(in, value.emplace_back())) [[unlikely]] {
                return in.within(index);
            }
            return true;
        });
    }
};

template <class T>
struct mapping<T, kind::array> {
    static void write(writer& out, T const& value) { write_array(out, value); }
    static bool read(reader& in, T& value) {
        std::size_t count = 0;
        in.peek();
        char const* const from = in.at();
        bool const read = read_array(in, [&](std::size_t index) {
            if (index == value.size())
                return in.fail("expected " + std::to_string(value.size()) + " elements, got more");
            count = index + 1;
            return read_value(in, value[index]) || in.within(index);
        });
        return read && (count == value.size() || in.fail_at(from, "expected " + std::to_string(value.size()) +
                                                                      " elements, got " + std::to_string(count)));
    }
};

template <class T>
struct mapping<T, kind::set> {
    static void write(writer& out, T const& value) { write_array(out, value); }
    static bool read(reader& in, T& value) {
        value.clear();
        return read_array(in, [&](std::size_t index) {
            typename T::value_type element{};
            in.peek();
            char const* const from = in.at();
            if (!read_value(in, element))
                return in.within(index);
            if (!value.insert(std::move(element)).second) {
                in.fail_at(from, "stands twice in a set");
                return in.within(index);
            }
            return true;
        });
    }
};

} // namespace yonder::json

#endif
