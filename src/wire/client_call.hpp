// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_WIRE_CLIENT_CALL_HPP
#define YONDER_SRC_WIRE_CLIENT_CALL_HPP

#include "../net/protocol.hpp"
#include "endpoint.hpp"
#include "message.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace yonder::wire_protocol {

class shared_line;

// A call on a connection that is shared. Its owner's wishes become frames; run() hands on what the server said last.
class client_call final : public performer, public net::work, public std::enable_shared_from_this<client_call> {
public:
    client_call(std::shared_ptr<shared_line> on, method_descriptor const& method, std::shared_ptr<exchange> caller)
        : on_(std::move(on)), method_(method), caller_(std::move(caller)) {}

    method_descriptor const& method() const noexcept { return method_; }
    std::shared_ptr<exchange> const& caller() const noexcept { return caller_; }
    yonder::format form() const noexcept;

    // Set once, when it is given its place among the calls of the line.
    void place(std::uint32_t number, std::uint64_t position) noexcept {
        position_ = position;
        number_ = number;
    }
    std::uint32_t number() const noexcept { return number_; }
    std::uint64_t position() const noexcept { return position_; } // of its first byte

    // What came for the owner: run() hands it on. Though run() may be called in several threads, as what follows one
    // item may take its time, all is handed on in order.
    void add_item(payload item);
    void set_outcome(std::variant<payload, failure> what);
    void run() override;

    // An item came that was asked for: false if it was not.
    bool take_credit() noexcept;

    void cancel() noexcept override;
    void before_abandon(failure& what) noexcept override;
    void break_off() noexcept override;
    void grant(std::size_t items) noexcept override;
    void send(payload item) noexcept override;
    void finish() noexcept override;

private:
    std::shared_ptr<shared_line> const on_;
    method_descriptor const& method_;
    std::shared_ptr<exchange> const caller_;
    std::atomic<std::uint32_t> number_ = 0;
    std::uint64_t position_ = 0;
    std::atomic<std::size_t> granted_ = 0;
    std::mutex mutex_; // of what follows
    std::vector<payload> items_;
    std::optional<std::variant<payload, failure>> outcome_;
    bool is_handing_on_ = false;

    std::vector<payload> at_work_; // of the thread that hands on
};

} // namespace yonder::wire_protocol

#endif
