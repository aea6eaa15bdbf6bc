// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_UUID_HPP
#define YONDER_CALL_UUID_HPP

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace yonder {

// A universally unique identifier, as RFC 9562 has it.
struct uuid {
    std::array<std::uint8_t, 16> bytes{};

    bool is_nil() const noexcept { return *this == uuid(); }
    bool operator==(uuid const&) const noexcept = default;
};

// A new identifier of version 7: milliseconds since 1970 and 74 random bits. Those of one thread sort by time to the
// millisecond. Unpredictable enough to tell calls apart, not to keep a secret. Any thread.
uuid new_uuid();
uuid new_uuid(std::chrono::system_clock::time_point now);

// The identifier of version 5 that belongs to a name: the same for the same text, wherever it is asked for. In a
// namespace of Yonder's own.
uuid uuid_from_name(std::string_view name);

// "018f3c2e-7a10-7c4f-9a55-0242ac120002".
std::string to_string(uuid const& id);

// The identifier of such a text, of any version, in upper or lower case. Nothing if it is none.
std::optional<uuid> uuid_from_string(std::string_view text) noexcept;

} // namespace yonder

#endif
