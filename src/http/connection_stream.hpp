// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_CONNECTION_STREAM_HPP
#define YONDER_SRC_HTTP_CONNECTION_STREAM_HPP

#include "../net/tls_context.hpp"

#include <yonder/call/context.hpp>

#include <httplib.h>
#include <openssl/ssl.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <string_view>

namespace yonder::http {

// What cpp-httplib's server reads requests from and writes answers to: one connection, plain or TLS, for as long as it
// lasts. The library's own forgets what it read ahead between two requests, limits neither the time nor the size of a
// head, and writes an answer in two packets.
class connection_stream final : public httplib::Stream {
public:
    // `pause` is the longest time for which the other side may stand still. Does not own the socket.
    connection_stream(int socket, std::chrono::milliseconds pause);
    ~connection_stream() override;

    // The stream that this thread serves, null if none.
    static connection_stream* current() noexcept;

    // Makes it TLS. False if that does not come about in time.
    bool handshake(SSL_CTX& context, clock::time_point deadline);

    // See net::name_of_peer(); empty without TLS.
    std::string certificate_of_peer() const { return tls_ ? net::name_of_peer(tls_.get()) : std::string(); }

    // Whether another request begins within this time.
    bool await_request(std::chrono::milliseconds limit);

    // From now on reading fails past this time, or past so many bytes. `at_end_of_head` is called when a whole head has
    // come, if one does.
    void begin_head(clock::time_point deadline, std::size_t bytes, std::function<void()> at_end_of_head);

    // From now on reading fails past this time.
    void limit(clock::time_point deadline) noexcept { deadline_ = deadline; }

    // As limit(), and the other side may stand still for so long, until the next head.
    void limit(clock::time_point deadline, std::chrono::milliseconds pause) noexcept {
        deadline_ = deadline;
        pause_ = pause;
    }

    // Once there is something to read at `descriptor`, reading fails, and the other side may stand still in the way of
    // writing for a short while only. -1 for none.
    void hurry_by(int descriptor) noexcept { hurry_ = descriptor; }

    // From now on what is written through httplib::Stream is dropped, as the answer is written by send(), until the
    // next head. False if the connection is broken.
    void begin_own_answer() noexcept { is_own_answer_ = true; }
    bool send(std::string_view text);

    // The connection ends after this answer.
    void close_after_answer() noexcept { is_closing_ = true; }
    bool is_closing() const noexcept { return is_closing_; }

    // What follows is not limited in size any more.
    void end_head();

    // Ends the connection in a way that the other side sees the last answer, though it may still be sending: what it
    // sends is read and dropped for a short while, as closing on top of it would reset the connection.
    void end();

    // Whether what was read last ends with an empty line, as a body in chunks does.
    bool is_after_empty_line() const noexcept { return last_read_ == 0x0d0a0d0a; }

    // Why reading failed since the head began: the other side ended it, or what should come did not in time.
    enum class input_end : std::uint8_t { none, closed, late };
    input_end why_ended() const noexcept { return why_ended_; }

    // Whether a head has as many bytes as it may, and the length of its last whole line.
    bool is_head_full() const noexcept { return allowed_ == 0; }
    std::size_t last_line() const noexcept { return last_line_; }

    // Sends what was written. False if the connection is broken.
    bool flush();

    bool is_readable() const override { return true; }
#ifdef CPPHTTPLIB_VERSION_NUM // newer versions of cpp-httplib
    bool wait_readable() const override { return true; }
    bool wait_writable() const override { return !is_broken_; }
    time_t duration() const override { return 0; }
#else
    bool is_writable() const override { return !is_broken_; }
#endif
    ssize_t read(char* to, std::size_t size) override;
    ssize_t write(char const* from, std::size_t size) override;
    void get_remote_ip_and_port(std::string& address, int& port) const override;
    void get_local_ip_and_port(std::string& address, int& port) const override;
    socket_t socket() const override { return socket_; }

private:
    bool fill();
    std::size_t take_of_head(char* to);
    bool receive(clock::time_point until);
    bool wait(short event, clock::time_point until) const;
    bool wait_for_tls(int result, clock::time_point until);

    int socket_;
    std::chrono::milliseconds const usual_pause_;
    std::chrono::milliseconds pause_;
    int hurry_ = -1;
    bool is_own_answer_ = false;
    bool is_closing_ = false;
    std::unique_ptr<SSL, decltype(&::SSL_free)> tls_{nullptr, &::SSL_free};
    clock::time_point deadline_ = clock::time_point::max();
    std::size_t allowed_ = 0;
    std::function<void()> at_end_of_head_;
    bool is_in_fields_ = false;     // of a head, past the request line
    std::string_view escaped_rest_; // of a percent sign
    std::array<char, 16384> read_{};
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::uint32_t last_read_ = 0; // four bytes
    input_end why_ended_ = input_end::none;
    std::size_t last_line_ = 0; // of a head, and the one that is being read
    std::size_t line_ = 0;
    std::string written_;
    bool is_broken_ = false;
};

} // namespace yonder::http

#endif
