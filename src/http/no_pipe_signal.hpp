// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_HTTP_NO_PIPE_SIGNAL_HPP
#define YONDER_SRC_HTTP_NO_PIPE_SIGNAL_HPP

#include <csignal>
#include <ctime>

namespace yonder::http {

// While it lives, a write of this thread to a connection that the peer has closed does not end the program, which
// OpenSSL and cpp-httplib's client would let it, and which a library must not change for the whole process.
class no_pipe_signal {
public:
    no_pipe_signal() noexcept {
        sigset_t pending;
        ::sigpending(&pending);
        was_pending_ = ::sigismember(&pending, SIGPIPE) == 1;
        ::sigemptyset(&pipe_);
        ::sigaddset(&pipe_, SIGPIPE);
        ::pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
    }
    ~no_pipe_signal() {
        std::timespec const at_once{};
        if (!was_pending_)
            static_cast<void>(::sigtimedwait(&pipe_, nullptr, &at_once)); // takes one that came meanwhile
        ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    no_pipe_signal(no_pipe_signal const&) = delete;
    no_pipe_signal& operator=(no_pipe_signal const&) = delete;

private:
    sigset_t pipe_{};
    sigset_t before_{};
    bool was_pending_ = false;
};

} // namespace yonder::http

#endif
