// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CALL_HEADER_HPP
#define YONDER_CALL_HEADER_HPP

#include <yonder/call/context.hpp>
#include <yonder/call/uuid.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace yonder {

// What travels with a call beside its arguments. Transports spell it in their own headers.
struct message_header {
    uuid id;                                                   // of this call; nil if nobody has given it one yet
    std::optional<clock::time_point> deadline;                 // on this machine's clock; what remains is what travels
    std::vector<std::pair<std::string, std::string>> metadata; // further names and values, in order
};

} // namespace yonder

#endif
