// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_BINARY_SEQUENCE_HPP
#define YONDER_CODEC_BINARY_SEQUENCE_HPP

#include <yonder/codec/binary/field.hpp>

#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>

namespace yonder::binary {

template <class T>
void write_repeated(writer& out, std::uint32_t number, T const& values) {
    using element = codec::first_element<T>;
    if constexpr (is_scalar<element>) {
        if (values.begin() == values.end())
            return;
        out.tag(number, wire_type::length);
        std::size_t const from = out.begin_length();
        for (auto const& value : values)
            write_value<element>(out, value);
        out.end_length(from);
    } else {
        for (auto const& value : values)
            write_element<element>(out, number, value);
    }
}

// Calls read_one(read) for each element that comes after the tag, and after further ones like it; `read` reads into an
// element. Numbers may be packed or not.
template <class Element, class Function>
bool read_repeated(reader& in, std::uint32_t tag, Function read_one) {
    if constexpr (is_scalar<Element>) {
        if (type_of(tag) == wire_type::length) {
            char const* outer = nullptr;
            if (!in.enter(outer))
                return false;
            while (!in.at_end())
                if (!read_one([&](Element& element) { return read_value(in, element); }))
                    return false;
            return in.leave(outer);
        }
    }
    do {
        if (!read_one([&](Element& element) { return read_element(in, tag, element); }))
            return false;
    } while (in.take_tag(tag));
    return true;
}

template <class T>
struct field_mapping<T, kind::sequence> {
    using element = typename T::value_type;

    static void write(writer& out, std::uint32_t number, T const& value) { write_repeated(out, number, value); }
    static bool read(reader& in, std::uint32_t tag, T& value) {
        return read_repeated<element>(in, tag, [&](auto read) {
            if constexpr (std::is_same_v<element, bool>) { // vector<bool> has no elements to refer to
                bool one = false;
                if (!read(one))
                    return in.within(value.size());
                value.push_back(one);
            } else if (!read(value.emplace_back())) [[unlikely]] {
                return in.within(value.size() - 1);
            }
            return true;
        });
    }
};

// Its elements stand together, all of them.
template <class T>
struct field_mapping<T, kind::array> {
    static void write(writer& out, std::uint32_t number, T const& value) { write_repeated(out, number, value); }
    static bool read(reader& in, std::uint32_t tag, T& value) {
        std::size_t count = 0;
        bool const is_read = read_repeated<typename T::value_type>(in, tag, [&](auto read) {
            if (count == value.size())
                return in.fail("expected " + std::to_string(value.size()) + " elements, got more");
            std::size_t const index = count++;
            return read(value[index]) || in.within(index);
        });
        return is_read && (count == value.size() || in.fail("expected " + std::to_string(value.size()) +
                                                            " elements, got " + std::to_string(count)));
    }
};

template <class T>
struct field_mapping<T, kind::set> {
    static void write(writer& out, std::uint32_t number, T const& value) { write_repeated(out, number, value); }
    static bool read(reader& in, std::uint32_t tag, T& value) {
        return read_repeated<typename T::value_type>(in, tag, [&](auto read) {
            typename T::value_type one{};
            std::size_t const index = value.size();
            if (!read(one))
                return in.within(index);
            if (!value.insert(std::move(one)).second) {
                in.fail("stands twice in a set");
                return in.within(index);
            }
            return true;
        });
    }
};

} // namespace yonder::binary

#endif
