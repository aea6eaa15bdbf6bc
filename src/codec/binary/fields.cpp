// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/binary/arguments.hpp>
#include <yonder/codec/binary/structure.hpp>

#include <algorithm>
#include <string>

namespace yonder::binary {
namespace {

std::string known_fields(std::span<std::string_view const> names, auto const& number_at) {
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < 20; ++i)
        text += (i ? ", " : "") + std::to_string(number_at(i)) + " (" + std::string(names[i]) + ")";
    return names.empty() ? "none" : names.size() > 20 ? text + " and more" : text;
}

} // namespace

void write_whole(std::string& out, void (*write)(writer& out, void const* value), void const* value) {
    writer to(out);
    write(to, value);
    to.finish();
}

void write_nested(writer& out, std::uint32_t number, void (*write)(writer& out, void const* value), void const* value) {
    out.tag(number, wire_type::length);
    std::size_t const from = out.begin_length();
    write(out, value);
    out.end_length(from);
}

bool read_more_fields(reader& in, std::span<std::string_view const> names, std::span<std::uint32_t const> numbers,
                      void* const* members, field_reader const* readers, seen_fields& seen) {
    return read_all_fields(in, [&](std::uint32_t tag, std::uint32_t number) {
        auto const index = static_cast<std::size_t>(std::ranges::find(numbers, number) - numbers.begin());
        if (index == numbers.size())
            return in.skip_unknown(tag, in.options().refuse_unknown
                                            ? known_fields(names, [&](std::size_t i) { return numbers[i]; })
                                            : std::string());
        bool const is_seen = seen.test(index);
        seen.set(index);
        return readers[index].read(in, tag, members[index], is_seen) || in.within(names[index]);
    });
}

void write_fields(std::string& out, void const* const* values, std::span<field_writer const> writers) {
    writer to(out);
    for (std::uint32_t number = 1; field_writer const write : writers)
        write(to, number++, *values++);
    to.finish();
}

void decode_fields(std::string_view bytes, std::string_view noun, std::span<std::string_view const> names,
                   void* const* values, field_reader const* readers, decode_options const& options) {
    reader in(bytes, options);
    seen_fields seen;
    bool is_read = in.begin() && read_all_fields(in, [&](std::uint32_t tag, std::uint32_t number) {
                       std::size_t const index = number - 1;
                       if (index >= names.size())
                           return in.skip_unknown(tag, options.refuse_unknown
                                                           ? known_fields(names, [](std::size_t i) { return i + 1; })
                                                           : std::string());
                       bool const is_seen = seen.test(index);
                       seen.set(index);
                       return readers[index].read(in, tag, values[index], is_seen) || in.within(names[index]);
                   });
    for (std::size_t i = 0; is_read && i < names.size(); ++i)
        if (!seen.test(i) && !readers[i].may_be_absent)
            is_read = in.fail("missing " + std::string(noun) + " \"" + std::string(names[i]) + "\"");
    conclude(in, is_read, options);
}

} // namespace yonder::binary
