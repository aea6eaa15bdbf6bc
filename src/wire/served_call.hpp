// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_WIRE_SERVED_CALL_HPP
#define YONDER_SRC_WIRE_SERVED_CALL_HPP

#include "../net/protocol.hpp"
#include "../net/serving.hpp"
#include "message.hpp"

#include <yonder/call/exchange.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace yonder::wire_protocol {

class served_calls;

// A call that a client made over the wire. What becomes of it is written to the connection by whoever knows it first.
class served_call final : public exchange, public net::call, public std::enable_shared_from_this<served_call> {
public:
    served_call(std::shared_ptr<served_calls> all, rpc::service const& service, method_descriptor const& method,
                std::uint32_t number, message_header header, format form);
    ~served_call() override;

    // The arguments: where they were received, while run() does, or in a message that is kept, from `begin` on.
    void borrow(std::string_view arguments) noexcept { arguments_ = arguments; }
    void keep(std::string message, std::size_t begin) {
        kept_ = std::move(message);
        arguments_ = std::string_view(kept_).substr(begin);
    }

    void run() override;

    bool is_blocking() const noexcept override { return runs_here_; }

    // An item came that was asked for: false if it was not.
    bool take_credit() noexcept;

    // The client takes so many more items. They are asked for a few at a time, and while it reads what was sent.
    void owe(std::size_t items);
    void grant_owed();

    // Whether it is the client's turn in a stream, and has been for so long. In the loop's thread, several times a
    // second.
    bool is_left_alone(clock::time_point now, clock::duration limit);

    std::uint32_t number() const noexcept { return number_; }
    method_descriptor const& method() const noexcept { return method_; }
    format form() const noexcept { return form_; }
    bool is_late(clock::time_point now) const noexcept { return header_.deadline && now >= *header_.deadline; }

private:
    void on_reply(payload result) override;
    void on_failure(failure what) override;
    void on_item(payload element) override;
    void on_credit(std::size_t items, format form, bool lent) override;
    void perform();
    void end() noexcept;
    void leave() noexcept;
    std::uint8_t flags_of(format form) const noexcept { return form == format::binary ? flag::binary : 0; }

    std::shared_ptr<served_calls> const all_;
    rpc::service const& service_;
    method_descriptor const& method_;
    std::uint32_t const number_;
    message_header header_;
    format const form_;
    bool runs_here_ = false;
    std::atomic<bool> has_left_ = false;   // its place among those at work
    std::atomic<std::int64_t> credit_ = 0; // for items of the client
    std::mutex owing_;                     // of the next three
    std::size_t owed_ = 0;
    std::size_t granted_ = 0; // and not used
    std::uint64_t steps_ = 0; // of the streams
    std::uint64_t steps_seen_ = 0;
    clock::time_point alone_since_ = clock::time_point::max();
    std::string_view arguments_;
    std::string kept_;
};

} // namespace yonder::wire_protocol

#endif
