// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_NET_OUTBOX_HPP
#define YONDER_SRC_NET_OUTBOX_HPP

#include "protocol.hpp"
#include "tls_session.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace yonder::net {

// What a connection has to send, for any thread.
class outbox {
public:
    // Puts something in order, for one of several sequences of messages that pass each other. `append` gets the string
    // and, if a long message of the sequence is still being sent, that message, to add to. It may return a long
    // message. It is sent with the next flush, which the caller sees to. False if the connection is over.
    template <class Append>
    bool queue(std::uint32_t sequence, Append&& append) {
        std::lock_guard const lock(output_mutex_);
        if (is_closed_)
            return false;
        if (std::unique_ptr<long_message> made = append(pending_, find_long(sequence)))
            long_.emplace_back(sequence, std::move(made));
        return true;
    }

    // So many bytes were written so far, in all; so many of them were handed to the system, or to TLS.
    std::uint64_t written();
    std::uint64_t sent();

    // What waits to be sent, long messages included.
    std::size_t unsent();

protected:
    explicit outbox(std::unique_ptr<tls_session> tls) : tls_(std::move(tls)) {}
    ~outbox() = default;

    long_message* find_long(std::uint32_t sequence) noexcept;

    std::mutex output_mutex_; // of what follows
    std::unique_ptr<tls_session> tls_;
    std::string pending_;
    std::string sending_;
    std::size_t sent_ = 0; // of sending_
    std::deque<std::pair<std::uint32_t, std::unique_ptr<long_message>>> long_;
    std::uint64_t taken_ = 0; // bytes in all that were taken to be sent
    std::atomic<bool> is_flush_put_off_ = false;
    bool is_sending_ = false;
    bool is_in_send_ = false; // without the lock
    bool tells_when_sent_ = false;
    std::atomic<bool> is_closing_ = false; // when all is sent
    bool is_closed_ = false;
    std::string why_closed_;
    clock::time_point stuck_since_ = clock::time_point::max();
    clock::time_point close_by_ = clock::time_point::max();
};

} // namespace yonder::net

#endif
