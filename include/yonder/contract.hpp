// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_CONTRACT_HPP
#define YONDER_CONTRACT_HPP

// Recording what interfaces look like, and comparing a record with the code. For programs that do that; no contract
// needs it.

// clang-format off
// In this order, which shortens what compilers say before the messages of the first ones.
#include <yonder/describe/methods.hpp>
#include <yonder/codec/refusal.hpp>
#include <yonder/rpc/contract.hpp>
// clang-format on

#endif
