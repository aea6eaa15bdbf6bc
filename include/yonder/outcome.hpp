// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_OUTCOME_HPP
#define YONDER_OUTCOME_HPP

// What methods may return in place of throwing: a contract needs it that names yonder::outcome or yonder::result.

#include <yonder/call/outcome.hpp>
#include <yonder/call/result.hpp>

#endif
