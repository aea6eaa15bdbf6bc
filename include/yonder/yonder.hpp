// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_YONDER_HPP
#define YONDER_YONDER_HPP

// Everything of the core, for programs. A contract needs <yonder/describe.hpp> alone.

// clang-format off
// In this order, which shortens what compilers say before the messages of the first six.
#include <yonder/describe/name.hpp>
#include <yonder/describe.hpp>
#include <yonder/codec/refusal.hpp>
#include <yonder/rpc/crossing.hpp>
#include <yonder/proxy/implement.hpp>
#include <yonder/app/binding.hpp>

#include <yonder/app/container.hpp>
#include <yonder/app/host.hpp>
#include <yonder/app/wire.hpp>
#include <yonder/call/context.hpp>
#include <yonder/call/error.hpp>
#include <yonder/call/executor.hpp>
#include <yonder/call/failure_hook.hpp>
#include <yonder/call/log.hpp>
#include <yonder/call/peer.hpp>
#include <yonder/call/relay.hpp>
#include <yonder/call/timer.hpp>
#include <yonder/call/via.hpp>
#include <yonder/fabric/source.hpp>
#include <yonder/future.hpp>
#include <yonder/outcome.hpp>
#include <yonder/proxy/facade.hpp>
#include <yonder/rpc/async.hpp>
#include <yonder/rpc/budget.hpp>
#include <yonder/rpc/observe.hpp>
#include <yonder/rpc/operations.hpp>
#include <yonder/rpc/retry.hpp>
#include <yonder/rpc/send.hpp>
#include <yonder/security/jwt.hpp>
#include <yonder/stream.hpp>
// clang-format on

#endif
