// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_NET_INPUT_BUFFER_HPP
#define YONDER_SRC_NET_INPUT_BUFFER_HPP

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>

namespace yonder::net {

// Bytes that came and are not done with. Small while little comes, as each idle connection has one.
class input_buffer {
public:
    static constexpr std::size_t usual = 4096;

    explicit input_buffer(std::size_t size = usual) : space_(new char[size]), capacity_(size) {}

    std::string_view bytes() const noexcept { return {space_.get() + begin_, end_ - begin_}; }
    void consume(std::size_t size) noexcept { begin_ += size; }

    // Where more may come.
    char* room() noexcept { return space_.get() + end_; }
    std::size_t room_size() const noexcept { return capacity_ - end_; }
    void add(std::size_t size) noexcept { end_ += size; }
    void append(std::string_view more) {
        reserve(bytes().size() + more.size());
        std::memcpy(room(), more.data(), more.size());
        add(more.size());
    }

    // Room for `size` bytes in all, those included that are there.
    void reserve(std::size_t size) {
        if (begin_ + size <= capacity_)
            return;
        std::string_view const kept = bytes();
        if (size <= capacity_) {
            std::memmove(space_.get(), kept.data(), kept.size());
        } else {
            std::size_t const larger = std::max(size, 2 * capacity_);
            std::unique_ptr<char[]> moved(new char[larger]);
            std::memcpy(moved.get(), kept.data(), kept.size());
            space_ = std::move(moved);
            capacity_ = larger;
        }
        end_ = kept.size();
        begin_ = 0;
    }

    // When all is done with: begins anew, small.
    void clear() {
        begin_ = end_ = 0;
        if (capacity_ > 16 * usual) {
            space_.reset(new char[usual]);
            capacity_ = usual;
        }
    }

private:
    std::unique_ptr<char[]> space_;
    std::size_t capacity_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

} // namespace yonder::net

#endif
