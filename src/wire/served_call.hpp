// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_WIRE_SERVED_CALL_HPP
#define YONDER_SRC_WIRE_SERVED_CALL_HPP

#include "../net/served_call.hpp"
#include "message.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace yonder::wire_protocol {

class served_calls;

// A call that a client made over the wire.
class served_call final : public net::served_call {
public:
    served_call(std::shared_ptr<served_calls> all, rpc::service const& service, method_descriptor const& method,
                std::uint32_t number, message_header header, format form);
    ~served_call() override;

    // An item came that was asked for: false if it was not.
    bool take_credit() noexcept;

    // The client takes so many more items. They are asked for a few at a time, and while it reads what was sent.
    void owe(std::size_t items);
    void grant_owed();

    // Whether it is the client's turn in a stream, and has been for so long. In the loop's thread, several times a
    // second.
    bool is_left_alone(clock::time_point now, clock::duration limit);

    std::uint32_t number() const noexcept { return number_; }

private:
    void on_reply(payload result) override;
    void on_failure(failure what) override;
    void on_item(payload element) override;
    void on_credit(std::size_t items, format form, bool lent) override;
    void end() noexcept;
    std::uint8_t flags_of(format form) const noexcept { return form == format::binary ? flag::binary : 0; }

    std::shared_ptr<served_calls> const all_;
    std::uint32_t const number_;
    std::atomic<std::int64_t> credit_ = 0; // for items of the client
    std::mutex owing_;                     // of the next three
    std::size_t owed_ = 0;
    std::size_t granted_ = 0; // and not used
    std::uint64_t steps_ = 0; // of the streams
    std::uint64_t steps_seen_ = 0;
    clock::time_point alone_since_ = clock::time_point::max();
};

} // namespace yonder::wire_protocol

#endif
