// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_RPC_OPERATION_STATUS_HPP
#define YONDER_SRC_RPC_OPERATION_STATUS_HPP

#include <yonder/rpc/operation_store.hpp>

namespace yonder::rpc {

// How far an operation is, as JSON: what a receipt is read from.
payload write_status(operation const& one);

} // namespace yonder::rpc

#endif
