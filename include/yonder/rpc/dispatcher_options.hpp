// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_DISPATCHER_OPTIONS_HPP
#define YONDER_RPC_DISPATCHER_OPTIONS_HPP

#include <yonder/call/executor.hpp>

#include <cstddef>
#include <memory>

namespace yonder {

class operations;

namespace rpc {

struct dispatcher_options {
    // For developers: texts of undeclared exceptions reach the caller, and unknown arguments and members are refused.
    bool development = false;
    std::size_t max_size = 4 * 1024 * 1024;  // of encoded arguments, in bytes
    std::size_t max_reply = 4 * 1024 * 1024; // of an encoded result, in bytes
    std::size_t max_depth = 64;              // of values within each other

    // Where methods run. Null: in the thread that starts their call if that waits for it, or if they return a future;
    // others in the default executor.
    std::shared_ptr<executor> on{};

    // Sees to calls that are remembered; null for one of the dispatcher's own, in memory.
    std::shared_ptr<yonder::operations> operations{};
};

} // namespace rpc
} // namespace yonder

#endif
