// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CODEC_OUTPUT_HPP
#define YONDER_CODEC_OUTPUT_HPP

#include <array>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace yonder::codec {

// Appends to a string, through a cursor: at first into some room of its own, as that of a string is filled with zeros
// before it can be used, then into the string's. The string is not to be looked at until finish(); without it, as when
// a value has no form, the string is left as it was.
class output {
public:
    explicit output(std::string& out) : out_(out), base_(out.size()) {}
    ~output() {
        if (out_.size() != base_ && !is_finished_) [[unlikely]]
            out_.resize(base_);
    }
    output(output const&) = delete;
    output& operator=(output const&) = delete;

    // Cuts the string to what was written. Nothing more may be written.
    void finish() {
        if (begin_ == own_.data())
            out_.append(begin_, position());
        else
            out_.resize(base_ + position());
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

    // Takes back what was written after the first `size` bytes.
    void cut_to(std::size_t size) noexcept { at_ = begin_ + size; }

    // So far.
    std::string_view written() const noexcept { return {begin_, position()}; }

    // Around values within a value. Throws encode_error past 64 levels: readers take no more, and a chain of pointers
    // that is longer, or a circle, would not end.
    void enter() {
        if (depth_++ == max_depth) [[unlikely]]
            throw_too_deep();
    }
    void leave() noexcept { --depth_; }

protected:
    // How much was written, and what: for those that come back to it.
    std::size_t position() const noexcept { return static_cast<std::size_t>(at_ - begin_); }
    char* at_position(std::size_t position) noexcept { return begin_ + position; }
    char* at() const noexcept { return at_; }

private:
    static constexpr std::size_t max_depth = 64;

    void grow(std::size_t size);
    [[noreturn]] static void throw_too_deep();

    std::string& out_;
    std::size_t base_; // what stood in the string before
    std::array<char, 256> own_;
    char* begin_ = own_.data();
    char* at_ = begin_;
    char* end_ = begin_ + own_.size();
    std::size_t depth_ = 0;
    bool is_finished_ = false;
};

} // namespace yonder::codec

#endif
