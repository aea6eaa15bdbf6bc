// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_STREAM_HPP
#define YONDER_STREAM_HPP

// Items that come one by one: yonder::stream, and coroutines that return it.

#include <yonder/call/stream_coroutine.hpp>
#include <yonder/call/stream_source.hpp>
#include <yonder/future.hpp>

#endif
