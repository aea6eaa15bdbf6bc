// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_READER_HPP
#define YONDER_CODEC_JSON_READER_HPP

#include <yonder/codec/failing.hpp>
#include <yonder/codec/json/decode_error.hpp>

#include <cstddef>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

namespace yonder::json {

using codec::excerpt;

// The token of a number in a text that is nothing else: no white space around it. False if it is no number.
bool is_number(std::string_view text);

// Pulls values out of JSON text (RFC 8259, strictly). Functions return false after the first error, which the
// reader keeps. Views the text, does not copy it.
class reader : public codec::failing {
public:
    // Both are to outlive it.
    reader(std::string_view text, decode_options const& options) noexcept
        : begin_(text.data()), at_(begin_), end_(begin_ + text.size()), depth_left_(options.max_depth),
          options_(options) {}
    reader(std::string_view, decode_options&&) = delete;

    decode_options const& options() const noexcept { return options_; }

    // Checks the size. To be called first.
    bool begin();

    // Where reading stands. Functions that look at text directly advance it themselves.
    char const* at() const noexcept { return at_; }
    char const* end() const noexcept { return end_; }
    void advance(char const* to) noexcept { at_ = to; }

    // The next character that is no white space, not taken; 0 at the end of the text.
    char peek() noexcept {
        if (at_ != end_ && static_cast<unsigned char>(*at_) > ' ') [[likely]]
            return *at_;
        return peek_after_space();
    }

    // Takes `c` if it comes next.
    bool take(char c) noexcept {
        if (peek() != c)
            return false;
        ++at_;
        return true;
    }

    // Takes `text` if it stands right here: no white space is passed over.
    bool take_exactly(std::string_view text) noexcept {
        if (static_cast<std::size_t>(end_ - at_) < text.size() || std::memcmp(at_, text.data(), text.size()) != 0)
            return false;
        at_ += text.size();
        return true;
    }

    // Takes null, if it comes next.
    bool take_null() noexcept { return peek() == 'n' && take_exactly("null"); }

    // Begins and ends an array or object, counting depth. enter() fails with `expected` if another value
    // comes.
    bool enter(char bracket, std::string_view expected);
    void leave() noexcept { ++depth_left_; }

    // After an element: true if another one follows the comma. Sets `is_more` to false at `bracket`, which it
    // takes.
    bool next(char bracket, bool& is_more);

    // A string. The view is of the text, or of `buffer` if there are escapes.
    bool string(std::string_view& value, std::string& buffer, std::string_view expected = "a string");

    // A string and the colon after it. What comes if no string does is an error of the object.
    bool key(std::string_view& value, std::string& buffer);

    // The token of a number, checked against the grammar.
    bool number(std::string_view& token, std::string_view expected);

    // Passes over a value of any type, checking it, except that members of its objects may stand twice.
    bool skip();

    // White space and then the end of the text.
    bool finish();

    // Keeps an error. The place is where reading stands, or `where`. Always false.
    [[gnu::cold]] bool fail(std::string problem);
    [[gnu::cold]] bool fail_at(char const* where, std::string problem);
    [[gnu::cold]] bool fail_expected(std::string_view expected); // and says what stands there instead
    [[gnu::cold]] bool fail_unknown(char const* where, std::string_view what, std::string_view name,
                                    std::span<std::string_view const> known);
    [[gnu::cold]] bool fail_without(char const* where, std::string_view what, std::span<std::string_view const> known);

    // The kept error.
    [[noreturn]] void throw_error() const;

private:
    [[gnu::cold]] bool fail_of(char const* where, std::string problem, std::span<std::string_view const> known);
    char peek_after_space() noexcept;
    bool unescape(std::string& buffer);
    bool check_text(char const* from, char const* to);
    std::string describe_next() const;

    char const* begin_;
    char const* at_;
    char const* end_;
    std::size_t depth_left_;
    decode_options const& options_;
};

// The reader after reading: throws its error, or counts what was ignored.
void conclude(reader const& in, bool read, decode_options const& options);

} // namespace yonder::json

#endif
