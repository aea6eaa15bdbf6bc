// SPDX-License-Identifier: BSL-1.0
#include "../text.hpp"

#include <yonder/codec/ascii.hpp>
#include <yonder/codec/binary/message.hpp>
#include <yonder/codec/binary/reader.hpp>
#include <yonder/codec/binary/scalar.hpp>
#include <yonder/codec/binary/variant.hpp>

#include <algorithm>
#include <bit>
#include <span>
#include <utility>

namespace yonder::binary {
namespace {

std::string_view name_of(wire_type type) {
    switch (type) {
    case wire_type::varint:
        return "a varint";
    case wire_type::fixed64:
        return "eight bytes";
    case wire_type::length:
        return "a length and bytes";
    case wire_type::fixed32:
        return "four bytes";
    case wire_type::group_begin:
    case wire_type::group_end:
        return "a group";
    }
    return "nothing that is known";
}

std::string list(std::span<std::string_view const> names) {
    std::string text = names.empty() ? "there is none" : "known are ";
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i == 20)
            return text + " and " + std::to_string(names.size() - i) + " more";
        text += (i ? ", " : "") + std::string(names[i]);
    }
    return text;
}

} // namespace

bool reader::fail_size() {
    return fail("the message has " + std::to_string(remaining()) + " bytes, more than the " +
                std::to_string(options_.max_size) + " that are allowed");
}

// Inline, as most of reading a message is done here.
inline bool reader::length_and_bytes(std::string_view& value) {
    char const* const from = at_;
    std::uint64_t size = 0;
    if (!varint(size))
        return false;
    if (size > remaining()) [[unlikely]] {
        at_ = from;
        return fail_length(size);
    }
    value = {at_, static_cast<std::size_t>(size)};
    at_ += size;
    return true;
}

inline bool reader::length_and_text(std::string_view& value) {
    char const* const from = at_;
    if (!length_and_bytes(value))
        return false;
    if (codec::is_ascii(value) || codec::is_utf8(value)) [[likely]]
        return true;
    at_ = from;
    return fail("a string is not valid UTF-8");
}

bool reader::fail_length(std::uint64_t size) {
    return fail("a length of " + std::to_string(size) + " bytes, where " + std::to_string(remaining()) + " remain");
}

bool reader::long_varint(std::uint64_t& value) {
    if (remaining() >= 3) { // one byte is taken by varint()
        auto const byte = [at = at_](std::size_t index) -> std::uint64_t {
            return static_cast<unsigned char>(at[index]);
        };
        std::uint64_t const two = (byte(0) & 0x7f) | byte(1) << 7;
        if (byte(1) < 0x80) {
            value = two;
            at_ += 2;
            return true;
        }
        if (byte(2) < 0x80) {
            value = (two & 0x3fff) | byte(2) << 14;
            at_ += 3;
            return true;
        }
    }
    return any_varint(value);
}

bool reader::any_varint(std::uint64_t& value) {
    constexpr std::uint64_t high_bits = 0x8080808080808080U;
    std::uint64_t word = 0;
    if (remaining() >= sizeof word) { // eight bytes at once
        std::memcpy(&word, at_, sizeof word);
        if (std::uint64_t const last = ~word & high_bits) {
            at_ += static_cast<std::size_t>(std::countr_zero(last)) / 8 + 1;
            word &= last ^ (last - 1); // the bytes of the varint
            word &= ~high_bits;        // of which seven bits count
            word = (word & 0x007f007f007f007fU) | (word & 0x7f007f007f007f00U) >> 1;
            word = (word & 0x00003fff00003fffU) | (word & 0x3fff00003fff0000U) >> 2;
            value = (word & 0x000000000fffffffU) | (word & 0x0fffffff00000000U) >> 4;
            return true;
        }
    }
    std::uint64_t result = 0;
    char const* at = at_;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (at == end_)
            return fail_short();
        auto const byte = static_cast<unsigned char>(*at++);
        result |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
        if (byte < 0x80) {
            if (shift == 63 && byte > 1)
                break;
            at_ = at;
            value = result;
            return true;
        }
    }
    return fail("a varint has more than 64 bits");
}

bool reader::tag(std::uint32_t& tag) {
    char const* const from = at_;
    std::uint64_t read = 0;
    if (!varint(read))
        return false;
    if (read >> 3 == 0 || read >> 3 > max_field_number || (read & 7) > 5) {
        at_ = from;
        return fail("the tag of a field has no number from 1 to 536870911, or no type from 0 to 5");
    }
    tag = static_cast<std::uint32_t>(read);
    return true;
}

bool reader::bytes(std::string_view& value) { return length_and_bytes(value); }

bool reader::text(std::string_view& value) { return length_and_text(value); }

bool reader::text(std::string& value) {
    std::string_view read;
    if (!length_and_text(read))
        return false;
    value.assign(read);
    return true;
}

bool reader::enter(char const*& outer) {
    std::string_view inner;
    if (!bytes(inner))
        return false;
    if (depth_left_ == 0)
        return fail("more than " + std::to_string(options_.max_depth) + " levels of messages");
    --depth_left_;
    outer = end_;
    at_ = inner.data();
    end_ = at_ + inner.size();
    return true;
}

bool reader::skip(std::uint32_t tag) {
    std::uint64_t ignored = 0;
    std::uint32_t small = 0;
    std::string_view view;
    switch (type_of(tag)) {
    case wire_type::varint:
        return varint(ignored);
    case wire_type::fixed64:
        return fixed(ignored);
    case wire_type::fixed32:
        return fixed(small);
    case wire_type::length:
        return bytes(view);
    case wire_type::group_begin:
        break;
    case wire_type::group_end:
        return fail("a group ends that did not begin");
    }
    if (depth_left_ == 0)
        return fail("more than " + std::to_string(options_.max_depth) + " levels of messages");
    --depth_left_;
    for (std::uint32_t inner = 0;;) {
        if (at_end())
            return fail("a group does not end");
        if (!this->tag(inner))
            return false;
        if (inner == make_tag(number_of(tag), wire_type::group_end))
            break;
        if (!skip(inner))
            return false;
    }
    ++depth_left_;
    return true;
}

bool reader::skip_unknown(std::uint32_t tag, std::string_view known) {
    if (options_.refuse_unknown)
        return fail("unknown field " + std::to_string(number_of(tag)) + ": known are " + std::string(known));
    count_ignored();
    return skip(tag) || within("field " + std::to_string(number_of(tag)));
}

bool reader::fail(std::string problem) { return keep(std::move(problem), static_cast<std::size_t>(at_ - begin_)); }

bool reader::fail_short() { return fail("the bytes end within a value"); }

bool reader::fail_type(std::uint32_t tag, wire_type wanted) {
    return fail("expected " + std::string(name_of(wanted)) + ", got " + std::string(name_of(type_of(tag))));
}

void reader::throw_error() const {
    throw decode_error(path(), problem(), problem_at(), "byte " + std::to_string(problem_at()));
}

void decode_whole(std::string_view bytes, bool (*read)(reader& in, void* value), void* value,
                  decode_options const& options) {
    reader in(bytes, options);
    conclude(in, in.begin() && read(in, value), options);
}

void conclude(reader const& in, bool read, decode_options const& options) {
    if (!read)
        in.throw_error();
    if (options.ignored_members)
        *options.ignored_members += in.ignored();
}

bool fail_range(reader& in, std::int64_t value, std::int64_t least, std::int64_t most) {
    return in.fail(std::to_string(value) + " is out of range: it is from " + std::to_string(least) + " to " +
                   std::to_string(most));
}

bool fail_range(reader& in, std::uint64_t value, std::uint64_t most) {
    return in.fail(std::to_string(value) + " is out of range: it is at most " + std::to_string(most));
}

bool fail_enumerator(reader& in, std::int64_t value, std::span<std::string_view const> known) {
    return in.fail("unknown enumerator " + std::to_string(value) + ": " + list(known));
}

bool fail_alternative(reader& in, std::uint32_t number, std::string_view noun,
                      std::span<std::string_view const> known) {
    return in.fail("unknown " + std::string(noun) + " " + std::to_string(number) + ": " + list(known));
}

} // namespace yonder::binary
