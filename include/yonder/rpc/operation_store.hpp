// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_OPERATION_STORE_HPP
#define YONDER_RPC_OPERATION_STORE_HPP

#include <yonder/call/failure.hpp>
#include <yonder/call/request.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace yonder {

enum class operation_state : std::uint8_t { pending, running, finished };

// "pending", "running", "finished".
std::string_view to_string(operation_state state) noexcept;

// A call that is remembered: one that goes on without its caller, or one that is made once. Known by its method and its
// id together.
struct operation {
    // "bank.v1.Accounts.transfer"; of a call made for a user with " of customer/Ada" behind it, or else of one that was
    // signed or came with a certificate " by orders": nobody sees, or is kept from, what another did with the same id.
    std::string method;
    uuid id;
    uuid digest; // of the arguments and the forms: another one is another call
    operation_state state = operation_state::pending;
    std::optional<progress> how_far;                              // as its handler reported
    std::uint64_t items = 0;                                      // of a streamed result, so far
    std::string last_item;                                        // of them, as JSON
    std::optional<std::variant<payload, failure>> outcome;        // when finished
    std::optional<std::chrono::system_clock::time_point> expires; // when it is forgotten, once that is known
};

// Where operations are kept. Any number of threads may use one at once. The functions may block for a while, and may
// throw: then the call fails, or its outcome is lost and the log says so.
class operation_store {
public:
    virtual ~operation_store() = default;

    // Adds an operation that begins, unless there is one with this method and id: then returns that. Throws
    // yonder::error with resource_exhausted if there is no room.
    virtual std::optional<operation> add(operation const& begun) = 0;

    // Replaces what it was; nothing if it is unknown.
    virtual void update(operation const& changed) = 0;

    virtual void remove(std::string_view method, uuid const& id) = 0;
    virtual std::optional<operation> find(std::string_view method, uuid const& id) = 0;
};

struct memory_store_options {
    // When there are so many, or their outcomes have so many bytes, and none has expired, no more begin: forgetting one
    // early could run a call twice.
    std::size_t max_operations = 10'000;
    std::size_t max_bytes = 64 * 1024 * 1024;

    std::chrono::steady_clock::duration keep = std::chrono::minutes(10); // after an operation has finished
};

// Operations in memory, which end with the process.
std::shared_ptr<operation_store> make_memory_store(memory_store_options options = {});

} // namespace yonder

#endif
