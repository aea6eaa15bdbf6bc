// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_FIELDS_HPP
#define YONDER_CODEC_JSON_FIELDS_HPP

#include <yonder/codec/json/mapping.hpp>
#include <yonder/codec/members.hpp>

#include <array>
#include <bit>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace yonder::json {

// An object whose members are known when compiling: a described struct, or the arguments of a method. `Fields` has
//     static constexpr std::array<std::string_view, N> names;
//     template <std::size_t I> static auto& get(object&);
//     static constexpr char const* noun;                   "member" or "argument", for messages
//     template <class T> static constexpr bool keeps_null; whether null leaves a field of that type as it is

// A name as it stands in the text, with what surrounds it: ,"name":
template <class Fields, std::size_t Index>
struct field_key {
    static constexpr std::size_t length = Fields::names[Index].size() + 4;
    static constexpr std::array<char, length> characters = [] {
        std::array<char, length> text{};
        std::size_t at = 0;
        text[at++] = ',';
        text[at++] = '"';
        for (char const c : Fields::names[Index])
            text[at++] = c;
        text[at++] = '"';
        text[at++] = ':';
        return text;
    }();

    // Whether the name, its quotes and the colon stand at `at`. Compares whole words with constants, the last two overlapping.
    static bool stands_at(char const* at, char const* end) noexcept {
        constexpr std::size_t size = length - 1;
        if (static_cast<std::size_t>(end - at) < size)
            return false;
        using word = std::conditional_t<(size >= 8), std::uint64_t, std::uint32_t>;
        return []<std::size_t... I>(char const* text, std::index_sequence<I...>) {
            return (is_word<word>(text, I * sizeof(word), std::integral_constant<word, word_of<word>(I * sizeof(word))>()) &&
                    ...) &&
                   is_word<word>(text, size - sizeof(word),
                                 std::integral_constant<word, word_of<word>(size - sizeof(word))>());
        }(at, std::make_index_sequence<size / sizeof(word)>());
    }

private:
    // The bytes of `"name":` from `offset` on, as memory holds them.
    template <class Word>
    static constexpr Word word_of(std::size_t offset) {
        Word value = 0;
        for (std::size_t i = 0; i < sizeof(Word); ++i) {
            std::size_t const from = std::endian::native == std::endian::little ? sizeof(Word) - 1 - i : i;
            value = static_cast<Word>(value << 8 | static_cast<unsigned char>(characters[1 + offset + from]));
        }
        return value;
    }
    template <class Word>
    static bool is_word(char const* text, std::size_t offset, Word expected) noexcept {
        Word found;
        std::memcpy(&found, text + offset, sizeof found);
        return found == expected;
    }
};

template <class Fields, std::size_t Index, class Object>
void write_field(writer& out, Object const& object, char& separator) {
    auto const& value = Fields::template get<Index>(object);
    if (is_absent(value))
        return;
    using key = field_key<Fields, Index>;
    char* const at = out.room(key::length);
    std::memcpy(at, key::characters.data(), key::length);
    *at = separator;
    out.advance(at + key::length);
    separator = ',';
    write_value(out, value);
}

template <class Fields, class Object, std::size_t... Index>
void write_fields(writer& out, Object const& object, std::index_sequence<Index...>) {
    char separator = '{';
    (write_field<Fields, Index>(out, object, separator), ...);
    if (separator == '{')
        out.put('{');
    out.put('}');
}

template <class Fields, std::size_t Index, class Object>
bool read_field(reader& in, Object& object) {
    auto& value = Fields::template get<Index>(object);
    using type = std::remove_cvref_t<decltype(value)>;
    if constexpr (Fields::template keeps_null<type>)
        if (in.peek() == 'n' && in.take_null())
            return true;
    return read_value(in, value) || in.within(Fields::names[Index]);
}

template <class Fields, class Object, std::size_t... Index>
struct fields_reader {
    static constexpr std::size_t size = sizeof...(Index);
    using seen_set = std::bitset<size>;
    using read_function = bool (*)(reader&, Object&);

    // Members in the order of the description, written without white space: what our own writer sends. Returns at the first name
    // that is something else, with `is_more` still true, or at the end of the object.
    static bool read_in_order(reader& in, Object& object, seen_set& seen, bool& is_more) {
        bool ok = true;
        ((ok && is_more && field_key<Fields, Index>::stands_at(in.at(), in.end()) &&
          (in.advance(in.at() + field_key<Fields, Index>::length - 1), seen.set(Index),
           ok = read_field<Fields, Index>(in, object) && in.next('}', is_more))),
         ...);
        return ok;
    }

    static std::size_t find(std::string_view name) {
        for (std::size_t i = 0; i < size; ++i)
            if (Fields::names[i] == name)
                return i;
        for (std::size_t i = 0; i < size; ++i)
            if (codec::is_same_but_for_camel_case(Fields::names[i], name))
                return i;
        return size;
    }

    static bool read(reader& in, Object& object, seen_set& seen) {
        if (!in.enter('{', "an object"))
            return false;
        if (in.take('}')) {
            in.leave();
            return true;
        }
        bool is_more = true;
        if (!read_in_order(in, object, seen, is_more))
            return false;
        static constexpr std::array<read_function, size> functions{&read_field<Fields, Index, Object>...};
        std::string buffer;
        while (is_more) {
            std::string_view name;
            in.peek();
            char const* const from = in.at();
            if (!in.key(name, buffer))
                return false;
            std::size_t const index = find(name);
            if (index == size) {
                if (in.options().refuse_unknown)
                    return in.fail_unknown(from, Fields::noun, name, Fields::names);
                in.count_ignored();
                if (!in.skip())
                    return in.within(name);
            } else {
                if (seen[index])
                    return in.fail_at(from, "the " + std::string(Fields::noun) + " \"" + std::string(name) + "\" stands twice");
                seen.set(index);
                if (!functions[index](in, object))
                    return false;
            }
            if (!in.next('}', is_more))
                return false;
        }
        return true;
    }
};

template <class Fields, class Object, std::size_t... Index>
auto fields_reader_for(std::index_sequence<Index...>) -> fields_reader<Fields, Object, Index...>;

template <class Fields, class Object>
using reader_of_fields = decltype(fields_reader_for<Fields, Object>(std::make_index_sequence<Fields::names.size()>()));

} // namespace yonder::json

#endif
