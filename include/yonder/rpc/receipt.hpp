// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_RPC_RECEIPT_HPP
#define YONDER_RPC_RECEIPT_HPP

#include <yonder/call/invoker.hpp>
#include <yonder/rpc/future_exchange.hpp>
#include <yonder/rpc/operation_store.hpp>
#include <yonder/rpc/remote.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace yonder {

// How far a call is that goes on without its caller.
struct operation_status {
    uuid id;
    operation_state state = operation_state::pending;
    std::optional<progress> how_far; // as its handler reported with context::report
    std::uint64_t items = 0;         // of a streamed result, so far
    std::string last_item;           // of them, as a reply in JSON; empty if there was none in JSON
};

namespace rpc {

// Reads what a performer says of an operation. Throws std::exception if it is nothing of the kind.
operation_status read_status(std::string_view json);

// What a receipt asks with: any number of threads may use one at once.
class operation_handle {
public:
    // Asks for `whose`, who made the call; null: for the user of whoever asks.
    operation_handle(std::shared_ptr<invoker> target, method_descriptor const& method, remote_options options, uuid id,
                     std::shared_ptr<user const> whose = nullptr) noexcept
        : target_(std::move(target)), method_(&method), options_(options), id_(id), user_(std::move(whose)) {}

    // Begins a call whose reply is a receipt. Throws invoke_error and remote_error.
    static operation_handle begin(std::shared_ptr<invoker> target, request& what, remote_options const& options);

    uuid const& id() const noexcept { return id_; }
    request ask(intent about) const;
    operation_status ask_and_wait(intent about) const;
    invoker& target() const noexcept { return *target_; }

private:
    std::shared_ptr<invoker> target_;
    method_descriptor const* method_;
    remote_options options_;
    uuid id_;
    std::shared_ptr<user const> user_;
};

template <class T>
struct outcome_codec {
    using value_type = T;
};

} // namespace rpc

// What send() returns at once: the call goes on without its caller, and its outcome can be read later, here or by
// whoever has its id, until the performer forgets it. A value; copies are the same receipt. Any thread.
template <class T>
class receipt {
public:
    explicit receipt(rpc::operation_handle handle) noexcept : handle_(std::move(handle)) {}

    // Of the operation: what to keep for later, see receipt_for().
    uuid const& id() const noexcept { return handle_.id(); }

    // Asks how far it is. Throws invoke_error and remote_error, with not_found if it is forgotten.
    operation_status status() const { return handle_.ask_and_wait(intent::read_status); }

    // What the call returned or failed with, when that is known. Waits as long as the context's deadline allows, and
    // does not end with the call: a caller may ask again.
    future<T> outcome() const {
        request what = handle_.ask(intent::read_outcome);
        return rpc::future_exchange<rpc::outcome_codec<T>>::start(handle_.target(), what, rpc::deadline_of_stream(),
                                                                  nullptr);
    }

    // Says that the outcome is not wanted. The operation still has one, mostly a failure with canceled.
    void cancel() const { handle_.ask_and_wait(intent::cancel_remembered); }

private:
    rpc::operation_handle handle_;
};

} // namespace yonder

#endif
