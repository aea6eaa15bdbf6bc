// SPDX-License-Identifier: BSL-1.0
#include "../text.hpp"

#include <yonder/codec/failing.hpp>
#include <yonder/codec/json/reader.hpp>
#include <yonder/codec/json/writer.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <exception>
#include <new>
#include <string>
#include <vector>

namespace yonder::json {

using codec::skip_plain;
using codec::utf8_length;

void writer::string(std::string_view text) {
    char const* at = text.data();
    char const* const end = at + text.size();
    char* to = room(text.size() + 2);
    *to++ = '"';
    for (;;) {
        char const* const special = skip_plain(text.data(), at, end);
        if (auto const plain = static_cast<std::size_t>(special - at); plain != 0) { // memcpy must not see a null view
            std::memcpy(to, at, plain);
            to += plain;
        }
        if (special == end)
            break;
        auto const c = static_cast<unsigned char>(*special);
        if (c >= 0x80) {
            std::size_t const length = utf8_length(special, end);
            if (length == 0)
                throw encode_error("a string is not UTF-8: \"" + excerpt(text) +
                                   "\": bytes that are no text belong in a std::vector<std::byte>");
            std::memcpy(to, special, length);
            to += length;
            at = special + length;
            continue;
        }
        // An escape takes up to six bytes where one was counted.
        advance(to);
        to = room(static_cast<std::size_t>(end - special) + 7);
        static constexpr char digits[] = "0123456789abcdef";
        *to++ = '\\';
        switch (c) {
        case '"':
        case '\\':
            *to++ = static_cast<char>(c);
            break;
        case '\n':
            *to++ = 'n';
            break;
        case '\r':
            *to++ = 'r';
            break;
        case '\t':
            *to++ = 't';
            break;
        case '\b':
            *to++ = 'b';
            break;
        case '\f':
            *to++ = 'f';
            break;
        default:
            *to++ = 'u';
            *to++ = '0';
            *to++ = '0';
            *to++ = digits[c >> 4];
            *to++ = digits[c & 15];
        }
        at = special + 1;
    }
    *to++ = '"';
    advance(to);
}

namespace {

constexpr std::size_t telling_depth = 60; // a path of more levels than that tells nobody anything

// Where a text stops that is the beginning of a JSON value: "order.items[3].price". Found in the text afterwards, so
// that writing keeps no path.
class place : codec::failing {
public:
    static std::string of(std::string_view text) {
        place found;
        found.keep({}, 0);
        found.levels_.reserve(16);
        for (std::size_t at = 0; at < text.size(); ++at)
            found.take(text, at);
        if (found.levels_.size() > telling_depth)
            return {};
        for (auto one = found.levels_.rbegin(); one != found.levels_.rend(); ++one)
            if (one->is_array)
                found.within(one->index);
            else if (one->has_key)
                found.within_name(one->key);
        return found.path();
    }

private:
    struct level {
        bool is_array = false;
        bool has_key = false;
        std::size_t index = 0;
        std::string_view key;
    };

    void take(std::string_view text, std::size_t& at) {
        char const c = text[at];
        if (c == '{' || c == '[') {
            levels_.emplace_back().is_array = c == '[';
        } else if (c == '}' || c == ']') {
            levels_.pop_back();
        } else if (c == ',') {
            ++levels_.back().index;
            levels_.back().has_key = false;
        } else if (c == '"') {
            std::size_t const begin = ++at;
            while (at < text.size() && text[at] != '"')
                at += text[at] == '\\' ? 2 : 1;
            bool const is_key = at < text.size() && !levels_.empty() && !levels_.back().is_array;
            if (is_key && !levels_.back().has_key) {
                levels_.back().key = text.substr(begin, at - begin);
                levels_.back().has_key = true;
            }
        }
    }

    std::vector<level> levels_;
};

} // namespace

void writer::throw_with_path() const {
    std::string path = place::of(written());
    path += path.empty() ? "" : ": ";
    try {
        throw;
    } catch (encode_error const& caught) {
        throw encode_error(path + caught.what());
    } catch (std::bad_alloc const&) {
        throw;
    } catch (std::exception const& caught) {
        std::throw_with_nested(encode_error(path + caught.what()));
    } catch (...) {
        std::throw_with_nested(encode_error(path + "an exception that is not a std::exception"));
    }
}

namespace {

template <class Float>
void write_number(writer& out, Float value) {
    if (std::isnan(value))
        return out.raw("\"NaN\"");
    if (std::isinf(value))
        return out.raw(value < 0 ? "\"-Infinity\"" : "\"Infinity\"");
    if (value == 0 && std::signbit(value)) [[unlikely]]
        return out.raw("-0.0"); // as some readers take -0 for an integer
    char* const at = out.room(40);
    out.advance(std::to_chars(at, at + 40, value).ptr);
}

} // namespace

void writer::number(double value) { write_number(*this, value); }
void writer::number(float value) { write_number(*this, value); }

} // namespace yonder::json
