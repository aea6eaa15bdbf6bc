// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_CALL_IS_LATE_HPP
#define YONDER_SRC_CALL_IS_LATE_HPP

#include <yonder/call/context.hpp>
#include <yonder/call/header.hpp>

namespace yonder {

// Whether the deadline of a call has passed.
inline bool is_late(message_header const& header) noexcept {
    return header.deadline && clock::now() >= *header.deadline;
}

} // namespace yonder

#endif
