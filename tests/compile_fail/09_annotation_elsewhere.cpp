// ERROR: must stand in the same header as YONDER_INTERFACE(Accounts, ...)
// SPDX-License-Identifier: BSL-1.0
#include "include/accounts.hpp"

YONDER_ANNOTATE(Accounts, count, yonder::idempotent{})
