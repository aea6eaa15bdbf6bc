// SPDX-License-Identifier: BSL-1.0
#include <yonder/call/uuid.hpp>

#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/uuid.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <random>

namespace yonder {
namespace {

std::mt19937_64 seeded_generator() {
    std::random_device device;
    std::seed_seq seed{device(), device(), device(), device(), device(), device()};
    return std::mt19937_64(seed);
}

} // namespace

uuid new_uuid() { return new_uuid(std::chrono::system_clock::now()); }

uuid new_uuid(std::chrono::system_clock::time_point at) {
    thread_local std::mt19937_64 generator = seeded_generator();
    auto const now = at.time_since_epoch();
    auto const milliseconds =
        static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
    std::uint64_t const high = (milliseconds << 16) | 0x7000 | (generator() & 0x0fff);
    std::uint64_t const low = (generator() & 0x3fffffffffffffffu) | 0x8000000000000000u;
    uuid id;
    for (std::size_t i = 0; i < 8; ++i) {
        id.bytes[i] = static_cast<std::uint8_t>(high >> (56 - 8 * i));
        id.bytes[8 + i] = static_cast<std::uint8_t>(low >> (56 - 8 * i));
    }
    return id;
}

uuid uuid_from_name(std::string_view name) {
    static constexpr boost::uuids::uuid ours{0x59, 0x6f, 0x6e, 0x64, 0x65, 0x72, 0x50, 0x01,
                                             0x80, 0x01, 0x6e, 0x61, 0x6d, 0x65, 0x73, 0x2e};
    auto const made = boost::uuids::name_generator_sha1(ours)(name.data(), name.size());
    uuid id;
    std::copy(made.begin(), made.end(), id.bytes.begin());
    return id;
}

std::string to_string(uuid const& id) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text(36, '-');
    char* at = text.data();
    for (std::size_t i = 0; i < id.bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            ++at;
        *at++ = digits[id.bytes[i] >> 4];
        *at++ = digits[id.bytes[i] & 15];
    }
    return text;
}

std::optional<uuid> uuid_from_string(std::string_view text) noexcept {
    if (text.size() != 36)
        return std::nullopt;
    uuid id;
    char const* at = text.data();
    bool is_good = true;
    auto const digit = [&](char c) {
        if (c >= '0' && c <= '9')
            return c - '0';
        char const lower = static_cast<char>(c | 0x20);
        is_good = is_good && lower >= 'a' && lower <= 'f';
        return lower - 'a' + 10;
    };
    for (std::size_t i = 0; i < id.bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            is_good = is_good && *at++ == '-';
        int const high = digit(*at++);
        id.bytes[i] = static_cast<std::uint8_t>(high << 4 | digit(*at++));
    }
    if (!is_good)
        return std::nullopt;
    return id;
}

} // namespace yonder
