// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_CALL_HAS_ARGUMENTS_HPP
#define YONDER_SRC_CALL_HAS_ARGUMENTS_HPP

#include <yonder/call/header.hpp>

namespace yonder {

// Others are about a call that was made before.
constexpr bool has_arguments(intent about) noexcept { return about == intent::call || about == intent::call_and_go_on; }

} // namespace yonder

#endif
