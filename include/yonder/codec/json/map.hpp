// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_MAP_HPP
#define YONDER_CODEC_JSON_MAP_HPP

#include <yonder/codec/json/enumeration.hpp>
#include <yonder/codec/json/mapping.hpp>

#include <charconv>
#include <string>
#include <string_view>
#include <utility>

namespace yonder::json {

// Keys are names in JSON: strings as they are, integers in decimal, enumerators by name.
template <class Key>
void write_key(writer& out, Key const& key) {
    if constexpr (kind_of<Key> == kind::text) {
        out.string(key);
    } else if constexpr (kind_of<Key> == kind::enumeration) {
        out.string(enumerator_name(key));
    } else {
        char* at = out.room(24);
        *at++ = '"';
        at = std::to_chars(at, at + 21, key).ptr;
        *at++ = '"';
        out.advance(at);
    }
}

template <class Key>
bool read_key(reader& in, char const* from, std::string_view text, Key& key) {
    if constexpr (kind_of<Key> == kind::text) {
        key.assign(text);
    } else if constexpr (kind_of<Key> == kind::enumeration) {
        return enumerator_value(text, key) || in.fail_unknown(from, "enumerator", text, enumerators_of<Key>::names);
    } else {
        auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), key);
        bool const has_leading_zero = text.size() > 1 && (text.front() == '0' || text.starts_with("-0"));
        if (problem != std::errc() || end != text.data() + text.size() || has_leading_zero)
            return in.fail_at(from, "expected an integer as the key, got \"" + excerpt(text) + "\"");
    }
    return true;
}

template <class T>
struct mapping<T, kind::map> {
    static void write(writer& out, T const& value) {
        out.enter();
        char separator = '{';
        for (auto const& [key, element] : value) {
            out.put(separator);
            write_key(out, key);
            out.put(':');
            write_value(out, element);
            separator = ',';
        }
        if (separator == '{')
            out.put('{');
        out.put('}');
        out.leave();
    }

    static bool read(reader& in, T& value) {
        value.clear();
        if (!in.enter('{', "an object"))
            return false;
        if (in.take('}')) {
            in.leave();
            return true;
        }
        std::string buffer;
        for (bool is_more = true; is_more;) {
            std::string_view text;
            typename T::key_type key{};
            in.peek();
            char const* const from = in.at();
            if (!in.key(text, buffer) || !read_key(in, from, text, key))
                return false;
            auto const [at, added] = value.try_emplace(std::move(key));
            if (!added)
                return in.fail_at(from, "the key \"" + excerpt(text) + "\" stands twice");
            if (!read_value(in, at->second))
                return in.within_key(text);
            if (!in.next('}', is_more))
                return false;
        }
        return true;
    }
};

} // namespace yonder::json

#endif
