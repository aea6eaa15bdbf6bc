// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_DESCRIBE_CODE_HPP
#define YONDER_DESCRIBE_CODE_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace yonder {

// What went wrong, in the sixteen words of the Connect protocol (the same as gRPC's, with the same numbers).
// Which one to choose is a matter of what the *caller* should do next.
enum class code : std::uint8_t {
    canceled = 1,            // the caller withdrew the call
    unknown = 2,             // the peer failed and did not say how
    invalid_argument = 3,    // the request is wrong whatever the state of the system: do not repeat it
    deadline_exceeded = 4,   // time ran out; the call may have been executed
    not_found = 5,           // what was asked for does not exist
    already_exists = 6,      // what was to be created exists
    permission_denied = 7,   // the caller is known and may not
    resource_exhausted = 8,  // a limit was reached: repeat later, or send less
    failed_precondition = 9, // the system is not in the state this needs: repeat after changing that state
    aborted = 10,            // a conflict with another call: repeat the whole transaction
    out_of_range = 11,       // past the end of what is there
    unimplemented = 12,      // the peer has no such method
    internal = 13,           // an invariant of the peer or of the protocol is broken
    unavailable = 14,        // nobody answers at the moment: repeat with backoff
    data_loss = 15,          // what was stored is damaged for good
    unauthenticated = 16     // the caller did not prove who it is
};

namespace describe {

// In the order of their numbers.
inline constexpr std::array<std::string_view, 17> code_names = {
    "",          "canceled",       "unknown",           "invalid_argument",   "deadline_exceeded",
    "not_found", "already_exists", "permission_denied", "resource_exhausted", "failed_precondition",
    "aborted",   "out_of_range",   "unimplemented",     "internal",           "unavailable",
    "data_loss", "unauthenticated"};

// None of the enumeration for a name that there is not.
constexpr code code_of(std::string_view name) {
    std::size_t number = code_names.size() - 1;
    while (code_names[number] != name && number > 0)
        --number;
    return static_cast<code>(number);
}

} // namespace describe

// The name of a code as it stands on the wire: "not_found". "unknown" for a value outside the enumeration.
std::string_view to_string(code value) noexcept;

// The code of a name on the wire, or nothing.
std::optional<code> code_from_string(std::string_view name) noexcept;

} // namespace yonder

#endif
