// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_PROTO_HPP
#define YONDER_PROTO_HPP

// Printing .proto for peers in other languages. For programs that do that; no contract needs it.

// clang-format off
// In this order, which shortens what compilers say before the messages of the first ones.
#include <yonder/describe/methods.hpp>
#include <yonder/codec/refusal.hpp>
#include <yonder/rpc/proto.hpp>
// clang-format on

#endif
