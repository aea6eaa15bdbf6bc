// ERROR: must stand in the namespace of bank::Money, or nobody finds it
// SPDX-License-Identifier: BSL-1.0
#include <yonder/describe.hpp>

namespace bank {
struct Money {};
} // namespace bank
YONDER_NAME(bank::Money, "bank.Money")
