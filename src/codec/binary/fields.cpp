// SPDX-License-Identifier: BSL-1.0
#include <yonder/codec/binary/arguments.hpp>
#include <yonder/codec/binary/structure.hpp>

#include <bitset>
#include <string>

namespace yonder::binary {
namespace {

constexpr std::size_t max_fields = 256; // more than parameters that a method can have

std::string known_fields(std::span<std::string_view const> names, auto const& number_at) {
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < 20; ++i)
        text += (i ? ", " : "") + std::to_string(number_at(i)) + " (" + std::string(names[i]) + ")";
    return names.empty() ? "none" : names.size() > 20 ? text + " and more" : text;
}

} // namespace

bool skip_unknown_field(reader& in, std::uint32_t tag, std::span<std::string_view const> names,
                        std::span<std::uint32_t const> numbers) {
    if (!in.options().refuse_unknown)
        return in.skip_unknown(tag, {});
    return in.skip_unknown(tag, known_fields(names, [&](std::size_t i) { return numbers[i]; }));
}

void write_fields(std::string& out, std::span<const_field const> fields) {
    writer to(out);
    for (std::uint32_t number = 1; const_field const& one : fields)
        one.write(to, number++, one.value);
    to.finish();
}

void decode_fields(std::string_view bytes, std::string_view noun, std::span<std::string_view const> names,
                   field const* fields, bool const* may_be_absent, decode_options const& options) {
    reader in(bytes, options);
    std::bitset<max_fields> seen;
    bool is_read = in.begin() && read_all_fields(in, [&](std::uint32_t tag, std::uint32_t number) {
                       std::size_t const index = number - 1;
                       if (index >= names.size())
                           return in.skip_unknown(tag, options.refuse_unknown
                                                           ? known_fields(names, [](std::size_t i) { return i + 1; })
                                                           : std::string());
                       bool const is_seen = seen.test(index);
                       seen.set(index);
                       return fields[index].read(in, tag, fields[index].value, is_seen) || in.within(names[index]);
                   });
    for (std::size_t i = 0; is_read && i < names.size(); ++i)
        if (!seen.test(i) && !may_be_absent[i])
            is_read = in.fail("missing " + std::string(noun) + " \"" + std::string(names[i]) + "\"");
    conclude(in, is_read, options);
}

} // namespace yonder::binary
