// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_BINARY_READER_HPP
#define YONDER_CODEC_BINARY_READER_HPP

#include <yonder/codec/binary/wire.hpp>
#include <yonder/codec/decode_options.hpp>
#include <yonder/codec/error.hpp>
#include <yonder/codec/failing.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace yonder::binary {

using codec::decode_error;
using codec::decode_options;

// Pulls values out of the binary form. Functions return false after the first error, which the reader keeps. No length
// is believed before what remains was looked at. Views the bytes, does not copy them.
class reader : public codec::failing {
public:
    // Both are to outlive it.
    reader(std::string_view bytes, decode_options const& options) noexcept
        : begin_(bytes.data()), at_(begin_), end_(begin_ + bytes.size()), depth_left_(options.max_depth),
          options_(options) {}
    reader(std::string_view, decode_options&&) = delete;

    decode_options const& options() const noexcept { return options_; }

    // Checks the size. To be called first.
    bool begin() { return remaining() <= options_.max_size || fail_size(); }

    // At the end of the message that was entered last, or of all.
    bool at_end() const noexcept { return at_ == end_; }

    // Takes this very tag if it comes next.
    bool take_tag(std::uint32_t tag) noexcept {
        char const* at = at_;
        for (; tag >= 0x80; tag >>= 7)
            if (at == end_ || *at++ != static_cast<char>(tag | 0x80))
                return false;
        if (at == end_ || *at != static_cast<char>(tag))
            return false;
        at_ = at + 1;
        return true;
    }

    // The next tag, whichever it is.
    bool tag(std::uint32_t& tag);

    // Fails, naming both, if the tag has another type.
    bool expect(std::uint32_t tag, wire_type wanted) { return type_of(tag) == wanted || fail_type(tag, wanted); }

    bool varint(std::uint64_t& value) {
        if (at_ != end_ && static_cast<signed char>(*at_) >= 0) [[likely]] {
            value = static_cast<unsigned char>(*at_++);
            return true;
        }
        return long_varint(value);
    }

    template <class Value>
    bool fixed(Value& value) {
        if (remaining() < sizeof value) [[unlikely]]
            return fail_short();
        std::memcpy(&value, at_, sizeof value);
        at_ += sizeof value;
        return true;
    }

    bool bytes(std::string_view& value);

    // That is UTF-8.
    bool text(std::string_view& value);
    bool text(std::string& value);

    // Into a message or a packed list, counting depth, and out of it at its end. leave() wants what enter() set.
    bool enter(char const*& outer);
    bool leave(char const* outer) noexcept {
        end_ = outer;
        ++depth_left_;
        return true;
    }

    // Passes over the value of a field that nobody knows.
    bool skip(std::uint32_t tag);

    // The same, where unknown fields are refused if the options say so; `known` is for the message.
    bool skip_unknown(std::uint32_t tag, std::string_view known);

    // Keeps an error. Always false.
    [[gnu::cold]] bool fail(std::string problem);

    // The kept error.
    [[noreturn]] void throw_error() const;

private:
    std::size_t remaining() const noexcept { return static_cast<std::size_t>(end_ - at_); }
    bool long_varint(std::uint64_t& value);
    [[gnu::noinline]] bool any_varint(std::uint64_t& value);
    bool length_and_bytes(std::string_view& value);
    bool length_and_text(std::string_view& value);
    [[gnu::cold]] bool fail_length(std::uint64_t size);
    [[gnu::cold]] bool fail_size();
    [[gnu::cold]] bool fail_short();
    [[gnu::cold]] bool fail_type(std::uint32_t tag, wire_type wanted);

    char const* begin_;
    char const* at_;
    char const* end_;
    std::size_t depth_left_;
    decode_options const& options_;
};

// The reader after reading: throws its error, or counts what was ignored.
void conclude(reader const& in, bool read, decode_options const& options);

} // namespace yonder::binary

#endif
