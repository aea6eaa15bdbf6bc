// ERROR: a type in an anonymous namespace has no name on the wire
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>

namespace {
struct Hidden {};
} // namespace

auto const name = yonder::type_name<Hidden>();
