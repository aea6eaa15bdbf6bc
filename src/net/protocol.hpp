// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_NET_PROTOCOL_HPP
#define YONDER_SRC_NET_PROTOCOL_HPP

#include <yonder/call/context.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace yonder::net {

class connection;

// Something that may take long, to be done in the thread that read of it.
class work {
public:
    virtual ~work() = default;
    virtual void run() = 0;

    // Afterwards, unless another thread has taken over meanwhile and has told the protocol by go_on().
    virtual void done() {}
};

// What a protocol has made of bytes.
struct taken {
    std::size_t size = 0;                 // so many are done with; 0 if more must come first
    std::size_t wanted = 0;               // how many there must be in all, if it is known that more than that must come
    std::shared_ptr<work> next = nullptr; // to be run now; the bytes stay where they are while it runs
};

// What is spoken on a connection, for its life. Called by one thread at a time, but for send_failed().
class protocol {
public:
    virtual ~protocol() = default;

    // Looks at bytes that came, from the first that is not done with. May write answers, and close the connection.
    virtual taken receive(std::string_view bytes) = 0;

    // The peer sends no more. True if it is answered, and the connection is closed then; else it ends now.
    virtual bool input_ended() { return false; }

    // What connection::go_on() or tell_when_sent() asked for; or a call takes long, so that this is another thread.
    virtual void go_on() {}

    // The connection is over: the peer closed it, or it broke, for the reason given; nothing more is sent.
    virtual void end(std::string const& why) = 0;

    // The server stops: takes no more calls, and lets those at work end. Then: ends those at work.
    virtual void drain() = 0;
    virtual void abandon_calls() = 0;

    // Whether nothing is under way.
    virtual bool is_idle() = 0;

    // Several times a second: time limits. `is_partial`: bytes are waiting for more.
    virtual void look_at_time(clock::time_point now, bool is_partial) = 0;
};

// A message that is sent piece by piece, so that others pass it.
class long_message {
public:
    virtual ~long_message() = default;

    // Appends the next piece; false if it is the last.
    virtual bool next(std::string& out) = 0;

    // Bytes that are left.
    virtual std::size_t size() const noexcept = 0;
};

} // namespace yonder::net

#endif
