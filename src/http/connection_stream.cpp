// SPDX-License-Identifier: BSL-1.0
#include "connection_stream.hpp"

#include <fcntl.h>
#include <netdb.h>
#include <openssl/err.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace yonder::http {
namespace {

constexpr std::size_t flush_above = 65536;
constexpr auto linger = std::chrono::seconds(1);
constexpr std::size_t linger_bytes = 1024 * 1024;

thread_local connection_stream* current_stream = nullptr;

void name_of(decltype(&::getpeername) which, int socket, std::string& address, int& port) {
    sockaddr_storage found{};
    socklen_t size = sizeof found;
    char host[NI_MAXHOST];
    char service[NI_MAXSERV];
    if (which(socket, reinterpret_cast<sockaddr*>(&found), &size) != 0 || found.ss_family == AF_UNIX ||
        ::getnameinfo(reinterpret_cast<sockaddr*>(&found), size, host, sizeof host, service, sizeof service,
                      NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        return;
    address = host;
    port = std::atoi(service);
}

} // namespace

connection_stream::connection_stream(int socket, std::chrono::milliseconds pause)
    : socket_(socket), usual_pause_(pause), pause_(pause) {
    ::fcntl(socket_, F_SETFL, ::fcntl(socket_, F_GETFL) | O_NONBLOCK); // so that each wait has an end of our choice
    current_stream = this;
}

connection_stream::~connection_stream() {
    current_stream = nullptr;
    if (tls_ && !is_broken_)
        ::SSL_shutdown(tls_.get()); // tells the other side, and does not wait for it
    ::ERR_clear_error();
}

connection_stream* connection_stream::current() noexcept { return current_stream; }

bool connection_stream::handshake(SSL_CTX& context, clock::time_point deadline) {
    tls_.reset(::SSL_new(&context));
    if (!tls_ || ::SSL_set_fd(tls_.get(), socket_) != 1)
        return false;
    for (;;) {
        ::ERR_clear_error();
        int const result = ::SSL_accept(tls_.get());
        if (result == 1)
            return true;
        if (!wait_for_tls(result, deadline)) {
            is_broken_ = true;
            return false;
        }
    }
}

bool connection_stream::await_request(std::chrono::milliseconds limit) {
    if (begin_ < end_)
        return true;
    deadline_ = clock::now() + limit;
    auto const pause = std::exchange(pause_, limit);
    bool const is_there = fill();
    pause_ = pause;
    return is_there;
}

void connection_stream::begin_head(clock::time_point deadline, std::size_t bytes,
                                   std::function<void()> at_end_of_head) {
    deadline_ = deadline;
    pause_ = usual_pause_;
    is_own_answer_ = false;
    allowed_ = bytes;
    why_ended_ = input_end::none;
    last_line_ = line_ = 0;
    at_end_of_head_ = std::move(at_end_of_head);
    is_in_fields_ = false;
    escaped_rest_ = {};
}

void connection_stream::end_head() {
    allowed_ = std::numeric_limits<std::size_t>::max();
    is_in_fields_ = false;
    if (auto const tell = std::exchange(at_end_of_head_, nullptr))
        tell();
}

// The next character of a head. cpp-httplib decodes percent escapes in the values of headers, which nothing says it
// should (RFC 9110): a "%2C" would become the comma that it is not. Escaped once more it comes out as it was.
std::size_t connection_stream::take_of_head(char* to) {
    if (!escaped_rest_.empty()) {
        *to = escaped_rest_.front();
        escaped_rest_.remove_prefix(1);
        return 1;
    }
    *to = read_[begin_++];
    --allowed_;
    if (++line_; *to == '\n')
        last_line_ = std::exchange(line_, 0);
    if (*to == '%' && is_in_fields_)
        escaped_rest_ = "25";
    is_in_fields_ = is_in_fields_ || *to == '\n';
    return 1;
}

ssize_t connection_stream::read(char* to, std::size_t size) {
    if (at_end_of_head_ && size > 0 && (!escaped_rest_.empty() || (allowed_ > 0 && (begin_ < end_ || fill()))))
        return static_cast<ssize_t>(take_of_head(to));
    if (allowed_ == 0 || (begin_ == end_ && !fill()))
        return -1;
    std::size_t const taken = std::min({size, end_ - begin_, allowed_});
    std::memcpy(to, read_.data() + begin_, taken);
    for (std::size_t i = taken - std::min<std::size_t>(taken, 4); i < taken; ++i)
        last_read_ = last_read_ << 8 | static_cast<unsigned char>(to[i]);
    begin_ += taken;
    allowed_ -= taken;
    return static_cast<ssize_t>(taken);
}

// The next bytes from the other side. False at the end of the connection or of the time.
bool connection_stream::fill() {
    if (!flush())
        return false;
    auto const until = std::min(deadline_, clock::now() + pause_);
    bool const is_there = receive(until);
    if (!is_there)
        why_ended_ = clock::now() >= until ? input_end::late : input_end::closed;
    return is_there;
}

bool connection_stream::receive(clock::time_point until) {
    for (;;) {
        if (tls_) {
            ::ERR_clear_error();
            int const size = ::SSL_read(tls_.get(), read_.data(), static_cast<int>(read_.size()));
            if (size > 0) {
                begin_ = 0;
                end_ = static_cast<std::size_t>(size);
                return true;
            }
            if (!wait_for_tls(size, until))
                return false;
        } else {
            auto const size = ::recv(socket_, read_.data(), read_.size(), 0);
            if (size > 0) {
                begin_ = 0;
                end_ = static_cast<std::size_t>(size);
                return true;
            }
            if (size == 0 || (errno != EAGAIN && errno != EINTR) || !wait(POLLIN, until))
                return false;
        }
    }
}

bool connection_stream::send(std::string_view text) {
    written_.append(text);
    return !is_broken_ && (written_.size() <= flush_above || flush());
}

ssize_t connection_stream::write(char const* from, std::size_t size) {
    if (is_own_answer_)
        return static_cast<ssize_t>(size);
    written_.append(from, size);
    if (is_broken_ || (written_.size() > flush_above && !flush()))
        return -1;
    return static_cast<ssize_t>(size);
}

void connection_stream::end() {
    if (!flush())
        return;
    if (tls_)
        ::SSL_shutdown(tls_.get()); // tells the other side, and does not wait for it
    is_broken_ = true;
    ::shutdown(socket_, SHUT_WR);
    auto const until = clock::now() + linger;
    std::size_t dropped = 0;
    while (dropped < linger_bytes && wait(POLLIN, until)) {
        auto const size = ::recv(socket_, read_.data(), read_.size(), 0);
        if (size <= 0)
            return;
        dropped += static_cast<std::size_t>(size);
    }
}

bool connection_stream::flush() {
    std::size_t sent = 0;
    auto until = clock::time_point::min();
    while (!is_broken_ && sent < written_.size()) {
        if (until == clock::time_point::min())
            until = clock::now() + pause_;
        char const* const from = written_.data() + sent;
        std::size_t const left = std::min<std::size_t>(written_.size() - sent, std::numeric_limits<int>::max());
        long size = 0;
        if (tls_) {
            ::ERR_clear_error();
            size = ::SSL_write(tls_.get(), from, static_cast<int>(left));
            is_broken_ = size <= 0 && !wait_for_tls(static_cast<int>(size), until);
        } else {
            size = ::send(socket_, from, left, MSG_NOSIGNAL);
            is_broken_ = size <= 0 && ((errno != EAGAIN && errno != EINTR) || !wait(POLLOUT, until));
        }
        if (size > 0) {
            sent += static_cast<std::size_t>(size);
            until = clock::time_point::min(); // it moves
        }
    }
    written_.clear();
    return !is_broken_;
}

bool connection_stream::wait(short event, clock::time_point until) const {
    std::array<pollfd, 2> watched{{{socket_, event, 0}, {hurry_, POLLIN, 0}}}; // poll() ignores what is negative
    auto const poll_until = [&](std::size_t number, clock::time_point end) {
        auto const left = std::chrono::ceil<std::chrono::milliseconds>(end - clock::now()).count();
        return left > 0 && ::poll(watched.data(), number, static_cast<int>(std::min<long long>(left, 1 << 30))) != 0;
    };
    if (!poll_until(watched.size(), until))
        return false;
    bool const must_hurry = watched[0].revents == 0 && watched[1].revents != 0;
    return !must_hurry || (event == POLLOUT && poll_until(1, std::min(until, clock::now() + linger)));
}

bool connection_stream::wait_for_tls(int result, clock::time_point until) {
    switch (::SSL_get_error(tls_.get(), result)) {
    case SSL_ERROR_WANT_READ:
        return wait(POLLIN, until);
    case SSL_ERROR_WANT_WRITE:
        return wait(POLLOUT, until);
    case SSL_ERROR_SSL:
    case SSL_ERROR_SYSCALL: // after which nothing more may be said on this connection
        is_broken_ = true;
        return false;
    default:
        return false;
    }
}

void connection_stream::get_remote_ip_and_port(std::string& address, int& port) const {
    name_of(&::getpeername, socket_, address, port);
}

void connection_stream::get_local_ip_and_port(std::string& address, int& port) const {
    name_of(&::getsockname, socket_, address, port);
}

} // namespace yonder::http
