// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/json.hpp>
#include <yonder/codec/json/arguments.hpp>
#include <yonder/codec/json/fields.hpp>
#include <yonder/codec/members.hpp>

#include <array>
#include <string>

namespace yonder::json {
namespace {

bool read_field(reader& in, std::string_view name, void* value, field_reader const& how) {
    if (how.keeps_null && in.peek() == 'n' && in.take_null())
        return true;
    return how.read(in, value) || in.within(name);
}

void write_fields(writer& out, field_names const& names, void const* const* values, field_writer const* writers) {
    char separator = '{';
    out.enter();
    for (std::size_t i = 0; i < names.names.size(); ++i) {
        if (writers[i].is_absent && writers[i].is_absent(values[i]))
            continue;
        out.put(separator);
        out.put('"');
        out.raw(names.names[i]);
        out.raw("\":");
        separator = ',';
        writers[i].write(out, values[i]);
    }
    if (separator == '{')
        out.put('{');
    out.put('}');
    out.leave();
}

void write_whole(std::string& out, auto const& write) {
    writer to(out);
    try {
        write(to);
    } catch (...) {
        to.throw_with_path();
    }
    to.finish();
}

} // namespace

std::size_t find_name(std::span<std::string_view const> names, std::string_view name, std::size_t guess) {
    if (guess < names.size() && names[guess] == name)
        return guess;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name)
            return i;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (codec::is_same_but_for_camel_case(names[i], name))
            return i;
    return names.size();
}

bool read_fields(reader& in, field_names const& names, void* const* values, field_reader const* readers,
                 seen_fields& seen) {
    if (!in.enter('{', "an object"))
        return false;
    if (in.take('}')) {
        in.leave();
        return true;
    }
    return read_more_fields(in, names, values, readers, seen);
}

bool read_more_fields(reader& in, field_names const& names, void* const* values, field_reader const* readers,
                      seen_fields& seen) {
    std::string buffer;
    std::size_t guess = 0;
    for (bool is_more = true; is_more;) {
        std::string_view name;
        in.peek();
        char const* const from = in.at();
        if (!in.key(name, buffer))
            return false;
        std::size_t const index = find_name(names.names, name, guess);
        guess = index + 1;
        if (index == names.names.size()) {
            if (in.options().refuse_unknown)
                return in.fail_unknown(from, names.noun, name, names.names);
            in.count_ignored();
            if (!in.skip())
                return in.within_name(name);
        } else if (seen[index]) {
            return in.fail_at(from, "the " + std::string(names.noun) + " \"" + std::string(name) + "\" stands twice");
        } else {
            seen.set(index);
            if (!read_field(in, names.names[index], values[index], readers[index]))
                return false;
        }
        if (!in.next('}', is_more))
            return false;
    }
    return true;
}

void write_whole(std::string& out, field_names const& names, void const* const* values, field_writer const* writers) {
    write_whole(out, [&](writer& to) { write_fields(to, names, values, writers); });
}

void write_whole(std::string& out, void (*write)(writer& out, void const* value), void const* value) {
    write_whole(out, [&](writer& to) { write(to, value); });
}

void decode_whole(std::string_view text, bool (*read)(reader& in, void* value), void* value,
                  decode_options const& options) {
    reader in(text, options);
    conclude(in, in.begin() && read(in, value) && in.finish(), options);
}

void decode_argument_fields(std::string_view text, std::span<std::string_view const> names, void* const* values,
                            field_reader const* readers, decode_options const& options) {
    reader in(text, options);
    seen_fields seen;
    auto const read_by_position = [&] {
        return read_array(in, [&](std::size_t index) {
            if (index >= names.size())
                return in.fail("expected " + std::to_string(names.size()) + " arguments, got more");
            seen.set(index);
            return read_field(in, names[index], values[index], readers[index]);
        });
    };
    auto const has_all = [&](char const* from) {
        for (std::size_t i = 0; i < names.size(); ++i)
            if (!seen[i] && !readers[i].may_be_absent) {
                std::string wanted;
                for (std::string_view const name : names)
                    wanted += (wanted.empty() ? "" : ", ") + std::string(name);
                return in.fail_at(from,
                                  "missing argument \"" + std::string(names[i]) + "\": the arguments are " + wanted);
            }
        return true;
    };
    auto const read = [&] {
        if (!in.begin())
            return false;
        char const first = in.peek();
        char const* const from = in.at();
        bool const is_empty = in.at() == in.end();
        if (!is_empty && first != '[' && first != '{')
            return in.fail_expected("an object with the arguments by name, or an array with them in order");
        bool const is_read = is_empty || (first == '[' ? read_by_position()
                                                       : read_fields(in, {names, "argument"}, values, readers, seen));
        return is_read && in.finish() && has_all(from);
    };
    conclude(in, read(), options);
}

namespace {

constexpr std::array<std::string_view, 1> result_name{"result"};

} // namespace

void write_wrapped_result(std::string& out, void const* result, field_writer const& how) {
    write_whole(out, {result_name, "member"}, &result, &how);
}

void decode_wrapped_result(std::string_view text, void* result, field_reader const& how,
                           decode_options const& options) {
    reader in(text, options);
    seen_fields seen;
    conclude(in,
             in.begin() && read_fields(in, {result_name, "member"}, &result, &how, seen) && in.finish() &&
                 (seen[0] || how.may_be_absent || in.fail("missing member \"result\"")),
             options);
}

} // namespace yonder::json
