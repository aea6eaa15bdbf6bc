// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_NET_CONNECTION_HPP
#define YONDER_SRC_NET_CONNECTION_HPP

#include "../call/put_off.hpp"
#include "input_buffer.hpp"
#include "io_loop.hpp"
#include "outbox.hpp"
#include "protocol.hpp"
#include "tls_session.hpp"

#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/post.hpp>

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace yonder {
struct peer;
}

namespace yonder::net {

class io_threads;
struct listener;

// A stream of bytes to a peer, by TCP, TLS or a Unix socket, that a loop reads. Bytes are written by whoever has some:
// what several threads write while one of them sends goes in one system call, and so does what is written while
// bytes that came are looked at.
class connection final : public unfinished,
                         public put_off,
                         public outbox,
                         public std::enable_shared_from_this<connection> {
public:
    using socket = boost::asio::generic::stream_protocol::socket;

    // `peer` belongs to the context of `loop`, one of `threads`, is connected, and does not block. `tls` may be null.
    connection(std::shared_ptr<io_threads> threads, io_loop& loop, socket peer, std::unique_ptr<tls_session> tls);
    ~connection();

    // In the loop's thread, or before anything else knows of the connection: begins to read. The protocol is given up
    // when the connection ends.
    void start(std::shared_ptr<protocol> spoken);

    // Called once, in the loop's thread, when the connection is over. Before start().
    void at_end(std::function<void(connection&)> tell) { at_end_ = std::move(tell); }

    // Called in the loop's thread where what comes is received by another processor than the loop's thread runs on, and
    // not just once. May move the connection. Before start().
    void at_misplaced(std::function<void(connection&, int processor)> tell) { at_misplaced_ = std::move(tell); }

    // From there: belongs to another loop, whose thread calls settle() to go on. False if something is under way.
    bool move_to(io_loop& other);
    void settle();

    bool is_over() const noexcept { return is_ended_; } // in the loop's thread

    // Of a server's connection: where it came to, and who is at the other end. Before anything is spoken.
    void come_to(std::shared_ptr<net::listener const> where, std::shared_ptr<peer const> from) {
        listener_ = std::move(where);
        from_ = std::move(from);
    }
    std::shared_ptr<net::listener const> const& listener() const noexcept { return listener_; }
    std::shared_ptr<peer const> const& from() const noexcept { return from_; }

    std::string address_of_peer(); // "10.0.0.7:41234", or "unix"
    std::string certificate_of_peer() const { return tls_ ? tls_->name_of_peer() : std::string(); }
    // In the loop's thread: speaks another protocol from now on.
    void change(std::shared_ptr<protocol> spoken) { protocol_ = std::move(spoken); }

    // Calls `append` with the string to append to, and sees that it is sent. Any thread. False if the connection is
    // over.
    template <class Append>
    bool write(Append&& append) {
        {
            std::lock_guard const lock(output_mutex_);
            if (is_closed_)
                return false;
            append(pending_);
        }
        flush_soon();
        return true;
    }
    bool write(std::string_view bytes) {
        return write([&](std::string& out) { out += bytes; });
    }

    // Sends what is written; where this thread looks at bytes that came, when it is done with them.
    void flush_soon();
    void flush(); // at once

    // The same at the latest when this thread waits for something, or when the loop's thread has nothing better to do:
    // for messages of which more are likely to come.
    void flush_later();

    // Nothing more that comes is looked at. What was written is still sent, and what the peer still sends is read and
    // dropped, until it closes, for `patience` at most: a peer that is cut off while it sends does not see the answer.
    // Any thread.
    void close(std::string why, clock::duration patience);

    // Calls protocol::go_on() in the loop's thread, and goes on with bytes that it has left. Any thread.
    void go_on();

    // The same once all that is written is handed to the system.
    void tell_when_sent();

    void abort(std::string why) { end_soon(std::move(why)); } // at once, whatever is not sent

    // For how long a peer may leave lying what is sent to it, from now on; zero: as long as others. In the loop's
    // thread.
    void allow_stuck(clock::duration limit) { may_be_stuck_ = limit; }

    void pause_reading() { is_paused_ = true; } // in the loop's thread, as is the next
    void resume_reading();

    // In the loop's thread, several times a second. A peer may leave what is sent to it lying for so long.
    void look_at_time(clock::time_point now, clock::duration stuck_for);
    void go_on_elsewhere() override;
    void do_now() noexcept override; // what flush_later() put off

    // In the loop's thread.
    void drain() {
        if (auto const spoken = protocol_; spoken && !is_closing_)
            spoken->drain();
    }
    void abandon_calls() {
        if (auto const spoken = protocol_)
            spoken->abandon_calls();
    }

    // Since when nothing is under way, to a few milliseconds; time_point::max() if something is. In the loop's thread.
    clock::time_point idle_since();

    clock::time_point moved() const noexcept { return moved_; } // when something came last

    void end_idle(); // as others wait for its place

    io_loop& loop() noexcept { return *loop_.load(std::memory_order_acquire); }
    bool is_secure() const noexcept { return tls_ != nullptr; }

private:
    // In the thread of its loop, even if that is another one by then.
    template <class Function>
    void in_loop(Function function) {
        io_loop& meant = loop();
        boost::asio::post(meant.context, [self = shared_from_this(), &meant, function = std::move(function)]() mutable {
            if (&self->loop() == &meant)
                function(*self);
            else
                self->in_loop(std::move(function));
        });
    }

    void send_some(std::unique_lock<std::mutex>& lock);
    void refill();
    void await_room();
    void read();
    void came(std::size_t size);
    bool decipher(std::size_t size);
    void process();
    void discard();
    void look_where_it_comes_from();
    void input_ended();
    bool has_left();
    void end(std::string const& why);
    void close_socket();
    void end_soon(std::string why);

    std::shared_ptr<io_threads> const threads_; // outlive the socket
    std::shared_ptr<net::listener const> listener_;
    std::shared_ptr<peer const> from_;
    std::atomic<io_loop*> loop_; // changes in the thread of the one that it was
    socket peer_;
    std::shared_ptr<protocol> protocol_;
    std::shared_ptr<input_buffer> input_ = std::make_shared<input_buffer>();
    std::unique_ptr<std::string> cipher_; // what came, if there is TLS
    std::size_t wanted_ = 0;
    std::size_t discarded_ = 0;
    clock::time_point moved_ = clock::now(); // when something came last
    clock::duration may_be_stuck_ = clock::duration::zero();
    bool is_paused_ = false;
    bool is_reading_ = false;
    bool is_ended_ = false;
    std::function<void(connection&)> at_end_;
    std::function<void(connection&, int)> at_misplaced_;
    unsigned looks_ = 0;
    bool is_lost_ = false;   // on the way to another loop
    unsigned misplaced_ = 0; // looks in a row that found it so
};

} // namespace yonder::net

#endif
