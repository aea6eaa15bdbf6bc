// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_OPERATIONS_HPP
#define YONDER_RPC_OPERATIONS_HPP

#include <yonder/call/exchange.hpp>
#include <yonder/rpc/operation_store.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>

namespace yonder {
namespace rpc {
struct operation_engine;
}

struct operation_options {
    std::shared_ptr<operation_store> store;          // null: one in memory, with its own limits
    std::size_t max_running = 1000;                  // at once; one more is refused with resource_exhausted
    clock::duration longest = std::chrono::hours(1); // after which one is cancelled, whatever it says
};

// Sees to calls that are remembered: runs each once, whoever waits for it, and answers those who ask after it. Their
// callers' deadlines and hang-ups end waiting, never the work: somebody may ask again. Any thread.
class operations {
public:
    explicit operations(operation_options options = {});
    ~operations();
    operations(operations const&) = delete;
    operations& operator=(operations const&) = delete;

    // Whether a request is for start() below.
    static bool concerns(message_header const& header) noexcept {
        return header.is_once || header.intent != intent::call;
    }

    // Looks at the arguments of a call, and says what is wrong with them.
    using check = std::function<std::optional<failure>(request const& what)>;
    // Begins a call, for a caller that does not block.
    using run = std::function<void(request& what, std::shared_ptr<exchange> caller)>;

    void start(request& what, std::shared_ptr<exchange> caller, check const& look_at, run const& begin);

    // Begins no more, gives those that run some time, and then cancels them and waits for what they say.
    void stop(clock::duration patience);

private:
    std::shared_ptr<rpc::operation_engine> engine_;
};

} // namespace yonder

#endif
