// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_JSON_WRITER_HPP
#define YONDER_CODEC_JSON_WRITER_HPP

#include <cstddef>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>

namespace yonder::json {

// A value has no form in JSON: text that is not UTF-8, a time out of range, an enumerator without a name.
class encode_error : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Appends JSON text to a string, through a cursor into its spare room. The string is not to be looked at
// until finish(); without it, as when a value has no form, the string is left as it was.
class writer {
public:
    explicit writer(std::string& out) : out_(out), base_(out.size()) { grow(256); }
    ~writer() {
        if (out_.size() != base_ && !is_finished_) [[unlikely]]
            out_.resize(base_);
    }
    writer(writer const&) = delete;
    writer& operator=(writer const&) = delete;

    // Cuts the string to what was written. Nothing more may be written.
    void finish() {
        out_.resize(static_cast<std::size_t>(at_ - out_.data()));
        is_finished_ = true;
    }

    // Makes room for `size` bytes and returns where they go; advance() says how many were used.
    char* room(std::size_t size) {
        if (static_cast<std::size_t>(end_ - at_) < size) [[unlikely]]
            grow(size);
        return at_;
    }
    void advance(char* to) noexcept { at_ = to; }

    void put(char c) {
        *room(1) = c;
        ++at_;
    }
    void raw(std::string_view text) {
        if (text.empty())
            return; // it may view nothing at all, which memcpy must not see
        std::memcpy(room(text.size()), text.data(), text.size());
        at_ += text.size();
    }

    // A string with its quotes. Throws encode_error if `text` is not UTF-8.
    void string(std::string_view text);

    // A number that JSON has no form for is a string: "NaN", "Infinity", "-Infinity".
    void number(double value);
    void number(float value);

    // Whether what was written at `from` on looks like an integer. `from` is from room(), with nothing making
    // room since.
    bool is_integer_since(char const* from) const noexcept {
        return std::string_view(from, static_cast<std::size_t>(at_ - from)).find_first_of(".eNI\"") ==
               std::string_view::npos;
    }

private:
    void grow(std::size_t size);

    std::string& out_;
    std::size_t base_; // what stood in the string before
    char* at_ = nullptr;
    char* end_ = nullptr;
    bool is_finished_ = false;
};

} // namespace yonder::json

#endif
