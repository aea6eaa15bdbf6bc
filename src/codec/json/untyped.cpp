// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json/number.hpp>
#include <yonder/codec/json/sequence.hpp>
#include <yonder/codec/json/untyped.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <charconv>
#include <string>

namespace yonder::json {
namespace {

std::string_view view(boost::json::string_view text) { return {text.data(), text.size()}; }

bool read_number(reader& in, boost::json::value& value) {
    in.peek();
    char const* const from = in.at();
    std::string_view token;
    if (!in.number(token, "a value"))
        return false;
    char const* const end = token.data() + token.size();
    if (token.find_first_of(".eE") == token.npos) {
        std::int64_t integer = 0;
        if (std::from_chars(token.data(), end, integer).ec == std::errc()) {
            value = integer;
            return true;
        }
        std::uint64_t natural = 0;
        if (token.front() != '-' && std::from_chars(token.data(), end, natural).ec == std::errc()) {
            value = natural;
            return true;
        }
    }
    in.advance(from);
    double number = 0;
    if (!read_floating(in, number))
        return false;
    value = number;
    return true;
}

bool read_object(reader& in, boost::json::value& value) {
    boost::json::object& object = value.emplace_object();
    if (!in.enter('{', "a value"))
        return false;
    if (in.take('}')) {
        in.leave();
        return true;
    }
    std::string buffer;
    for (bool is_more = true; is_more;) {
        std::string_view key;
        in.peek();
        char const* const from = in.at();
        if (!in.key(key, buffer))
            return false;
        auto const [at, added] = object.emplace(boost::json::string_view(key.data(), key.size()), nullptr);
        if (!added)
            return in.fail_at(from, "the key \"" + excerpt(key) + "\" stands twice");
        if (!read_untyped(in, at->value()))
            return in.within_name(view(at->key()));
        if (!in.next('}', is_more))
            return false;
    }
    return true;
}

} // namespace

void write_untyped(writer& out, boost::json::value const& value) {
    switch (value.kind()) {
    case boost::json::kind::null:
        return out.raw("null");
    case boost::json::kind::bool_:
        return write_value(out, value.get_bool());
    case boost::json::kind::int64: // a number always, as an untyped reader cannot know that a string is one
        return out.raw(std::to_string(value.get_int64()));
    case boost::json::kind::uint64:
        return out.raw(std::to_string(value.get_uint64()));
    case boost::json::kind::double_: {
        char* const at = out.room(48);
        out.number(value.get_double());
        // 1e0 would come back as an integer if it were written as 1.
        if (out.is_integer_since(at))
            out.raw(".0");
        return;
    }
    case boost::json::kind::string:
        return out.string(view(value.get_string()));
    case boost::json::kind::array: {
        char separator = '[';
        out.enter();
        for (auto const& element : value.get_array()) {
            out.put(separator);
            write_untyped(out, element);
            separator = ',';
        }
        out.leave();
        return out.raw(separator == '[' ? "[]" : "]");
    }
    case boost::json::kind::object: {
        char separator = '{';
        out.enter();
        for (auto const& member : value.get_object()) {
            out.put(separator);
            out.string(view(member.key()));
            out.put(':');
            write_untyped(out, member.value());
            separator = ',';
        }
        out.leave();
        return out.raw(separator == '{' ? "{}" : "}");
    }
    }
}

bool read_untyped(reader& in, boost::json::value& value) {
    switch (in.peek()) {
    case '{':
        return read_object(in, value);
    case '[': {
        boost::json::array& array = value.emplace_array();
        return read_array(
            in, [&](std::size_t index) { return read_untyped(in, array.emplace_back(nullptr)) || in.within(index); });
    }
    case '"': {
        std::string_view text;
        std::string buffer;
        if (!in.string(text, buffer))
            return false;
        value = boost::json::string_view(text.data(), text.size());
        return true;
    }
    case 't':
    case 'f': {
        bool truth = false;
        if (!read_value(in, truth))
            return false;
        value = truth;
        return true;
    }
    case 'n':
        value = nullptr;
        return in.take_null() || in.fail_expected("a value");
    default:
        return read_number(in, value);
    }
}

} // namespace yonder::json
