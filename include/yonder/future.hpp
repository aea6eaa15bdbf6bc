// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_FUTURE_HPP
#define YONDER_FUTURE_HPP

// Results that come later: what a contract needs of it whose methods return yonder::future.

#include <yonder/call/coroutine.hpp>
#include <yonder/call/future.hpp>
#include <yonder/call/join.hpp>
#include <yonder/call/promise.hpp>
#include <yonder/call/race.hpp>
#include <yonder/call/then.hpp>

#endif
