// SPDX-License-Identifier: BSL-1.0
#include "structured_field.hpp"

#include "base64.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace yonder::security::structured {
namespace {

constexpr std::size_t most = 64;
constexpr std::size_t most_digits = 15;

bool is_lower(char c) noexcept { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_letter(char c) noexcept { return is_lower(c) || (c >= 'A' && c <= 'Z'); }

// Functions return false, or nothing, where the text is not of the form, and then nobody looks at the rest.
class parser {
public:
    explicit parser(std::string_view text) : rest_(text) {}

    std::optional<dictionary> whole() {
        dictionary made;
        skip(" ");
        while (!rest_.empty()) {
            std::string name;
            if (!key(name))
                return std::nullopt;
            member one = item{};
            bool const is_read = take('=') ? read(one) : read(std::get<item>(one).parameters);
            if (!is_read)
                return std::nullopt;
            std::erase_if(made, [&](auto const& before) { return before.first == name; }); // the last one counts
            made.emplace_back(std::move(name), std::move(one));
            skip(" \t");
            if (rest_.empty())
                return made;
            if (!take(',') || made.size() == most)
                return std::nullopt;
            skip(" \t");
            if (rest_.empty())
                return std::nullopt;
        }
        return made;
    }

private:
    void skip(std::string_view what) { rest_.remove_prefix(std::min(rest_.find_first_not_of(what), rest_.size())); }
    bool take(char one) {
        bool const is_there = rest_.starts_with(one);
        if (is_there)
            rest_.remove_prefix(1);
        return is_there;
    }

    template <class Is>
    std::string_view take_while(Is is) {
        auto const end = std::find_if_not(rest_.begin(), rest_.end(), is);
        std::string_view const taken = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
        rest_.remove_prefix(taken.size());
        return taken;
    }

    bool key(std::string& into) {
        if (rest_.empty() || !(is_lower(rest_.front()) || rest_.front() == '*'))
            return false;
        into = take_while(
            [](char c) { return is_lower(c) || is_digit(c) || c == '_' || c == '-' || c == '.' || c == '*'; });
        return true;
    }

    bool read(member& into) {
        if (!rest_.starts_with('('))
            return read(std::get<item>(into));
        return read(into.emplace<inner_list>());
    }

    bool read(inner_list& into) {
        take('(');
        for (;;) {
            skip(" ");
            if (take(')'))
                return read(into.parameters);
            if (into.items.size() == most || !read(into.items.emplace_back()))
                return false;
            if (!rest_.starts_with(' ') && !rest_.starts_with(')'))
                return false;
        }
    }

    bool read(item& into) { return read(into.value) && read(into.parameters); }

    bool read(parameters& into) {
        while (take(';')) {
            skip(" ");
            std::string name;
            value one;
            if (into.size() == most || !key(name) || (take('=') && !read(one)))
                return false;
            std::erase_if(into, [&](auto const& before) { return before.first == name; });
            into.emplace_back(std::move(name), std::move(one));
        }
        return true;
    }

    bool read(value& into) {
        if (rest_.empty())
            return false;
        char const first = rest_.front();
        if (first == '-' || is_digit(first))
            return integer(into);
        if (first == '"')
            return text(into);
        if (first == ':')
            return bytes(into);
        if (first == '?')
            return boolean(into);
        if (first != '*' && !is_letter(first))
            return false;
        into.kind = kind::token;
        into.text = take_while([](char c) {
            return is_letter(c) || is_digit(c) ||
                   std::string_view("!#$%&'*+-.^_`|~:/").find(c) != std::string_view::npos;
        });
        return true;
    }

    bool integer(value& into) {
        into.kind = kind::integer;
        bool const is_negative = take('-');
        std::string_view const digits = take_while(is_digit);
        if (digits.empty() || digits.size() > most_digits || rest_.starts_with('.'))
            return false;
        std::from_chars(digits.data(), digits.data() + digits.size(), into.number);
        if (is_negative)
            into.number = -into.number;
        return true;
    }

    bool text(value& into) {
        into.kind = kind::text;
        take('"');
        while (!rest_.empty()) {
            char const c = rest_.front();
            rest_.remove_prefix(1);
            if (c == '"')
                return true;
            if (c < ' ' || c > '~')
                return false;
            if (c != '\\') {
                into.text += c;
                continue;
            }
            if (!rest_.starts_with('"') && !rest_.starts_with('\\'))
                return false;
            into.text += rest_.front();
            rest_.remove_prefix(1);
        }
        return false;
    }

    bool bytes(value& into) {
        into.kind = kind::bytes;
        take(':');
        std::size_t const end = rest_.find(':');
        auto read = from_base64(rest_.substr(0, end));
        if (end == rest_.npos || !read)
            return false;
        into.text = std::move(*read);
        rest_.remove_prefix(end + 1);
        return true;
    }

    bool boolean(value& into) {
        into.kind = kind::boolean;
        take('?');
        into.number = take('1') ? 1 : 0;
        return into.number == 1 || take('0');
    }

    std::string_view rest_;
};

template <class List>
auto find_in(List const& list, std::string_view name) -> decltype(&list.front().second) {
    auto const at = std::find_if(list.begin(), list.end(), [&](auto const& one) { return one.first == name; });
    return at == list.end() ? nullptr : &at->second;
}

} // namespace

std::optional<dictionary> parse_dictionary(std::string_view text) { return parser(text).whole(); }

member const* find(dictionary const& in, std::string_view name) { return find_in(in, name); }
value const* find(parameters const& in, std::string_view name) { return find_in(in, name); }

void append(std::string& out, value const& one) {
    switch (one.kind) {
    case kind::integer:
        out += std::to_string(one.number);
        break;
    case kind::text:
        out += '"';
        for (char const c : one.text) {
            if (c == '"' || c == '\\')
                out += '\\';
            out += c;
        }
        out += '"';
        break;
    case kind::token:
        out += one.text;
        break;
    case kind::bytes:
        out += ':' + to_base64(one.text) + ':';
        break;
    case kind::boolean:
        out += one.number ? "?1" : "?0";
    }
}

void append(std::string& out, parameters const& all) {
    for (auto const& [name, one] : all) {
        out += ';';
        out += name;
        if (one.kind == kind::boolean && one.number == 1)
            continue;
        out += '=';
        append(out, one);
    }
}

void append(std::string& out, item const& one) {
    append(out, one.value);
    append(out, one.parameters);
}

void append(std::string& out, inner_list const& list) {
    out += '(';
    for (std::size_t i = 0; i < list.items.size(); ++i) {
        out += i ? " " : "";
        append(out, list.items[i]);
    }
    out += ')';
    append(out, list.parameters);
}

} // namespace yonder::security::structured
