// ERROR: a name is words of letters, digits and '_', joined by dots
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>

struct Money {};
YONDER_NAME(Money, "bank..Money")
