// SPDX-License-Identifier: BSL-1.0
#include "connection.hpp"

#include "io_threads.hpp"
#include "listener.hpp"
#include "processor.hpp"

#include <yonder/call/duration.hpp>
#include <yonder/call/log.hpp>

#include <arpa/inet.h>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>
#include <system_error>
#include <utility>

namespace yonder::net {
namespace {

constexpr std::size_t piece = 64 * 1024;                 // of long messages, that are sent at once
constexpr std::size_t most_discarded = 16 * 1024 * 1024; // of a peer that is not listened to any more
constexpr int calls_at_once = 16;                        // after which what they came to is sent
constexpr unsigned looks_between = 64;                   // at bytes that came, and then one at where from
constexpr unsigned looks_to_be_sure = 2;                 // as the system moves threads all the time

// The time, to a few milliseconds, which costs less.
clock::time_point coarse_now() noexcept {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return clock::time_point(std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec));
}

// The connection whose bytes this thread looks at: what is written meanwhile is sent when it is done.
thread_local connection const* looked_at = nullptr;

} // namespace

connection::connection(std::shared_ptr<io_threads> threads, io_loop& loop, socket peer,
                       std::unique_ptr<tls_session> tls)
    : outbox(std::move(tls)), threads_(std::move(threads)), loop_(&loop), peer_(std::move(peer)) {
    if (tls_)
        cipher_ = std::make_unique<std::string>();
}

connection::~connection() = default;

void connection::start(std::shared_ptr<protocol> spoken) {
    protocol_ = std::move(spoken);
    flush();
    read();
}

void connection::flush_soon() {
    if (looked_at != this || !loop().is_mine())
        flush();
}

std::string connection::address_of_peer() {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    if (::getpeername(peer_.native_handle(), reinterpret_cast<sockaddr*>(&address), &size) != 0)
        return {};
    char text[INET6_ADDRSTRLEN] = "";
    if (address.ss_family == AF_INET) {
        auto const& v4 = reinterpret_cast<sockaddr_in const&>(address);
        ::inet_ntop(AF_INET, &v4.sin_addr, text, sizeof text);
        return text + (':' + std::to_string(ntohs(v4.sin_port)));
    }
    if (address.ss_family == AF_INET6) {
        auto const& v6 = reinterpret_cast<sockaddr_in6 const&>(address);
        ::inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof text);
        return '[' + std::string(text) + "]:" + std::to_string(ntohs(v6.sin6_port));
    }
    return "unix";
}

void connection::flush_later() {
    if (looked_at == this && loop().is_mine())
        return;
    if (!is_flush_put_off_.exchange(true))
        in_loop([](connection& self) { self.do_now(); });
    put_off_until_wait(shared_from_this());
}

void connection::do_now() noexcept {
    is_flush_put_off_ = false;
    try {
        flush();
    } catch (std::exception const& caught) { // no memory
        log(log_level::failure, std::string("what was put off cannot be sent: ") + caught.what());
    }
}

void connection::flush() {
    std::unique_lock lock(output_mutex_);
    if (is_sending_ || is_closed_)
        return;
    is_sending_ = true;
    send_some(lock);
}

// Makes the next bytes to send.
void connection::refill() {
    sending_.clear();
    sent_ = 0;
    std::string plain;
    std::string& out = tls_ ? plain : sending_;
    out.swap(pending_);
    while (!long_.empty() && out.size() < piece) {
        auto message = std::move(long_.front());
        long_.pop_front();
        if (message.second->next(out))
            long_.push_back(std::move(message));
    }
    taken_ += out.size();
    if (!tls_)
        return;
    if (!plain.empty())
        tls_->send(plain); // a failure is told to who reads
    if (is_closing_ && long_.empty())
        tls_->finish();
    tls_->take_output(sending_);
}

// With the lock, by who has set is_sending_.
void connection::send_some(std::unique_lock<std::mutex>& lock) {
    while (!is_closed_) {
        if (sent_ == sending_.size())
            refill();
        if (sending_.empty()) {
            is_sending_ = false;
            if (sending_.capacity() > 4 * piece)
                sending_.shrink_to_fit();
            if (is_closing_)
                ::shutdown(peer_.native_handle(), SHUT_WR);
            if (std::exchange(tells_when_sent_, false))
                go_on();
            return;
        }
        is_in_send_ = true;
        lock.unlock();
        ssize_t const size = ::send(peer_.native_handle(), sending_.data() + sent_, sending_.size() - sent_,
                                    MSG_NOSIGNAL | MSG_DONTWAIT);
        int const problem = errno;
        lock.lock();
        is_in_send_ = false;
        if (is_closed_) {
            in_loop([](connection& self) { self.close_socket(); });
            return;
        }
        if (size >= 0) {
            sent_ += static_cast<std::size_t>(size);
            stuck_since_ = clock::time_point::max();
            continue;
        }
        if (problem == EINTR)
            continue;
        if (problem != EAGAIN) {
            end_soon("the connection broke: " + std::generic_category().message(problem));
            return; // and nobody sends any more
        }
        if (stuck_since_ == clock::time_point::max())
            stuck_since_ = clock::now();
        in_loop([](connection& self) { self.await_room(); });
        return;
    }
}

// In the loop's thread, which sends from now on.
void connection::await_room() {
    if (is_ended_)
        return;
    peer_.async_wait(socket::wait_write, [self = shared_from_this()](boost::system::error_code const& failed) {
        if (failed)
            return;
        std::unique_lock lock(self->output_mutex_);
        self->send_some(lock);
    });
}

void connection::close(std::string why, clock::duration patience) {
    {
        std::lock_guard const lock(output_mutex_);
        if (is_closed_ || is_closing_)
            return;
        is_closing_ = true;
        why_closed_ = std::move(why);
        close_by_ = time_after(patience);
    }
    if (patience == clock::duration::zero())
        return end_soon(why_closed_);
    flush_soon();
}

void connection::go_on() {
    in_loop([](connection& self) {
        if (self.is_ended_ || !self.protocol_)
            return;
        self.is_paused_ = false;
        self.protocol_->go_on();
        if (!self.is_reading_) // or there is nothing yet
            self.process();
    });
}

void connection::tell_when_sent() {
    {
        std::lock_guard const lock(output_mutex_);
        tells_when_sent_ = is_sending_ || !pending_.empty() || !long_.empty();
        if (tells_when_sent_)
            return;
    }
    go_on();
}

void connection::input_ended() {
    auto const spoken = protocol_;
    if (is_ended_)
        return;
    if (is_closing_ || !spoken->input_ended() || unsent() == 0)
        end("the peer closed the connection");
}

void connection::resume_reading() {
    if (!std::exchange(is_paused_, false))
        return;
    if (looked_at != this)
        process();
}

void connection::read() {
    if (is_reading_ || is_paused_ || is_ended_)
        return;
    is_reading_ = true;
    auto const then = [self = shared_from_this()](boost::system::error_code const& failed, std::size_t size) {
        self->is_reading_ = false;
        if (!failed)
            self->came(size);
        else if (failed == boost::asio::error::eof)
            self->input_ended();
        else if (failed != boost::asio::error::operation_aborted)
            self->end("the connection broke: " + failed.message());
    };
    if (cipher_) {
        cipher_->resize(input_buffer::usual);
        peer_.async_read_some(boost::asio::buffer(*cipher_), then);
        return;
    }
    std::size_t const here = input_->bytes().size();
    input_->reserve(std::max(wanted_, here + input_buffer::usual / 4));
    peer_.async_read_some(boost::asio::buffer(input_->room(), input_->room_size()), then);
}

clock::time_point connection::idle_since() {
    char byte = 0;
    bool const is_idle = !is_ended_ && !is_closing_ && protocol_ && protocol_->is_idle() &&
                         ::recv(peer_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0;
    return is_idle ? moved_ : clock::time_point::max();
}

void connection::end_idle() {
    auto const spoken = protocol_;
    if (!spoken || is_closing_ || !spoken->is_idle())
        return;
    spoken->drain(); // which says so to the peer
    close("it was idle, and others wait", std::chrono::seconds(1));
}

void connection::came(std::size_t size) {
    moved_ = coarse_now();
    if (is_ended_)
        return;
    try {
        if (cipher_ ? !decipher(size) : (input_->add(size), false))
            return;
        process();
    } catch (std::exception const& caught) { // no memory, mostly: it costs this connection, and no other
        log(log_level::failure, std::string("a connection ends, as what came cannot be taken: ") + caught.what());
        end("what came could not be taken");
    }
}

// False if the connection is over.
bool connection::decipher(std::size_t size) {
    std::string plain;
    bool is_good = true;
    bool is_finished = false;
    {
        std::lock_guard const lock(output_mutex_);
        is_good = tls_->receive(std::string_view(*cipher_).substr(0, size), plain);
        is_finished = tls_->is_finished();
    }
    input_->append(plain);
    flush(); // what the handshake says
    if (!is_good) {
        if (listener_) // of a server, whose peer may be told no more than that it was cut off
            log(log_level::information,
                listener_->options.name + ": TLS with " + address_of_peer() + " failed: " + tls_->problem());
        end("TLS failed: " + tls_->problem());
    } else if (is_finished && plain.empty())
        input_ended();
    return !is_ended_;
}

void connection::process() {
    if (is_closing_)
        return discard();
    auto const self = shared_from_this();
    std::shared_ptr<unfinished> const within = self;
    auto const bytes_in_use = input_;
    struct looking { // also where something throws
        explicit looking(connection const* at) : outer(std::exchange(looked_at, at)) {}
        ~looking() { stop(); }
        void stop() noexcept {
            if (std::exchange(is_on, false))
                looked_at = outer;
        }
        connection const* const outer;
        bool is_on = true;
    } look(this);
    int calls = 0;
    while (!is_ended_ && !is_paused_ && !is_closing_) {
        std::string_view const bytes = bytes_in_use->bytes();
        if (bytes.empty())
            break;
        auto const spoken = protocol_;
        taken const one = spoken->receive(bytes);
        wanted_ = one.wanted;
        bytes_in_use->consume(one.size);
        if (!one.next && one.size == 0 && spoken == protocol_)
            break;
        if (!one.next)
            continue;
        if (!loop().run_call(within, [&] { one.next->run(); })) {
            look.stop();
            flush();
            return;
        }
        one.next->done();
        if (++calls % calls_at_once == 0)
            flush();
    }
    look.stop();
    flush();
    if (input_->bytes().empty())
        input_->clear();
    io_loop const* const here = &loop();
    if (at_misplaced_ && ++looks_ % looks_between == 0)
        look_where_it_comes_from();
    if (&loop() == here)
        read();
}

void connection::look_where_it_comes_from() {
    int const there = receiving_processor(peer_.native_handle());
    misplaced_ = there == loop().processor() ? 0 : misplaced_ + 1;
    if (misplaced_ < looks_to_be_sure)
        return;
    misplaced_ = 0;
    at_misplaced_(*this, there);
}

bool connection::move_to(io_loop& other) {
    std::lock_guard const lock(output_mutex_);
    bool const is_still = !is_reading_ && !is_paused_ && !is_ended_ && !is_closed_ && !is_closing_ && !is_sending_ &&
                          pending_.empty() && long_.empty() && input_->bytes().empty() && protocol_->is_idle();
    if (!is_still)
        return false;
    boost::system::error_code failed;
    auto const spoken = peer_.local_endpoint(failed).protocol();
    if (failed)
        return false;
    loop().forget(*this);
    int const number = peer_.release();
    peer_ = socket(other.context);
    peer_.assign(spoken, number, failed);
    if (failed) { // the system takes no more of what the loop waits for
        ::close(number);
        is_lost_ = true;
    } else {
        peer_.non_blocking(true, failed);
    }
    loop_.store(&other);
    return true;
}

void connection::settle() {
    if (is_lost_)
        return end("the connection broke: the system waits for no more");
    read();
}

void connection::go_on_elsewhere() {
    auto rest = std::make_shared<input_buffer>(std::max(input_buffer::usual, input_->bytes().size()));
    rest->append(input_->bytes());
    input_ = std::move(rest);
    if (auto const spoken = protocol_)
        spoken->go_on();
    process();
}

void connection::discard() {
    discarded_ += input_->bytes().size();
    input_->consume(input_->bytes().size());
    input_->clear();
    wanted_ = 0;
    if (discarded_ > most_discarded)
        end(why_closed_);
    else
        read();
}

void connection::look_at_time(clock::time_point now, clock::duration stuck_for) {
    if (is_ended_)
        return;
    if (is_paused_ && has_left()) // which reading would show otherwise
        return end("the peer closed the connection");
    if (may_be_stuck_ != clock::duration::zero())
        stuck_for = may_be_stuck_;
    bool is_stuck = false;
    bool is_closed = false;
    {
        std::lock_guard const lock(output_mutex_);
        is_stuck = stuck_since_ != clock::time_point::max() && now - stuck_since_ > stuck_for;
        is_closed = is_closing_ && now >= close_by_;
    }
    if (is_stuck)
        end("the peer does not take what is sent");
    else if (is_closed)
        end(why_closed_);
    else if (!is_closing_)
        protocol_->look_at_time(now, !input_->bytes().empty());
}

bool connection::has_left() {
    pollfd asked{peer_.native_handle(), POLLRDHUP, 0};
    return ::poll(&asked, 1, 0) > 0;
}

void connection::end_soon(std::string why) {
    in_loop([why = std::move(why)](connection& self) { self.end(why); });
}

// In the loop's thread. Not while another one sends, as its number may be that of another connection at once.
void connection::close_socket() {
    std::unique_lock lock(output_mutex_);
    if (is_in_send_) {
        ::shutdown(peer_.native_handle(), SHUT_RDWR);
        return; // which closes it then
    }
    lock.unlock();
    boost::system::error_code ignored;
    peer_.close(ignored);
}

void connection::end(std::string const& why) {
    if (std::exchange(is_ended_, true))
        return;
    auto const self = shared_from_this();
    {
        std::lock_guard const lock(output_mutex_);
        is_closed_ = true;
        long_.clear();
    }
    close_socket();
    loop().forget(*this);
    auto const spoken = std::exchange(protocol_, nullptr);
    if (spoken)
        spoken->end(why);
    if (auto const tell = std::exchange(at_end_, nullptr))
        tell(*this);
}

} // namespace yonder::net
