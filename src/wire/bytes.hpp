// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_WIRE_BYTES_HPP
#define YONDER_SRC_WIRE_BYTES_HPP

#include <yonder/call/uuid.hpp>

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace yonder::wire_protocol {

// Little-endian, as the machines that this is for are.
static_assert(std::endian::native == std::endian::little);

template <std::unsigned_integral T>
void put(std::string& out, T value) {
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    out.append(bytes, sizeof bytes);
}

inline void put(std::string& out, uuid const& id) {
    out.append(reinterpret_cast<char const*>(id.bytes.data()), id.bytes.size());
}

// With its length before it.
template <std::unsigned_integral Length>
void put_text(std::string& out, std::string_view text) {
    put(out, static_cast<Length>(text.size()));
    out += text;
}

// Takes from the front of bytes. What is not there is zero, and makes is_good() false.
class byte_reader {
public:
    explicit byte_reader(std::string_view bytes) noexcept : rest_(bytes) {}

    template <std::unsigned_integral T>
    T take() noexcept {
        T value = 0;
        if (std::string_view const bytes = take_bytes(sizeof value); !bytes.empty())
            std::memcpy(&value, bytes.data(), sizeof value);
        return value;
    }

    uuid take_uuid() noexcept {
        uuid id;
        if (std::string_view const bytes = take_bytes(id.bytes.size()); !bytes.empty())
            std::memcpy(id.bytes.data(), bytes.data(), id.bytes.size());
        return id;
    }

    template <std::unsigned_integral Length>
    std::string_view take_text() noexcept {
        return take_bytes(take<Length>());
    }

    std::string_view rest() const noexcept { return rest_; }
    bool is_good() const noexcept { return is_good_; }

private:
    std::string_view take_bytes(std::size_t size) noexcept {
        is_good_ = is_good_ && size <= rest_.size();
        if (!is_good_)
            return {};
        std::string_view const taken = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return taken;
    }

    std::string_view rest_;
    bool is_good_ = true;
};

} // namespace yonder::wire_protocol

#endif
