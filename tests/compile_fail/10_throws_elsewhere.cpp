// ERROR: YONDER_THROWS(Accounts, ...) must stand in the same header as YONDER_INTERFACE(Accounts, ...)
// SPDX-License-Identifier: BSL-1.0
#include "include/accounts.hpp"

struct Closed {};
BOOST_DESCRIBE_STRUCT(Closed, (), ())
YONDER_THROWS(Accounts, Closed)
