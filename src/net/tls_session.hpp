// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_NET_TLS_SESSION_HPP
#define YONDER_SRC_NET_TLS_SESSION_HPP

#include "tls_context.hpp"

#include <openssl/ssl.h>

#include <memory>
#include <string>
#include <string_view>

namespace yonder::net {

// TLS as bytes in and bytes out, whatever carries them. Not for several threads at once.
class tls_session {
public:
    // For a server.
    explicit tls_session(SSL_CTX& context);

    // For a client, whose peer must have a certificate for this name or address.
    tls_session(SSL_CTX& context, std::string const& host);

    // Takes what the peer sent, appends what it says to `plain`. False if that is no TLS, or not trusted: see
    // problem().
    bool receive(std::string_view bytes, std::string& plain);

    // What is to be said. It waits until the handshake is over.
    bool send(std::string_view plain);

    // Says that nothing more will be said.
    void finish();

    // Moves what must go to the peer to the end of `bytes`.
    void take_output(std::string& bytes);

    bool is_established() const noexcept { return ::SSL_is_init_finished(session_.get()) == 1; }

    // See net::name_of_peer().
    std::string name_of_peer() const { return net::name_of_peer(session_.get()); }

    // The peer has said that nothing more comes.
    bool is_finished() const noexcept { return is_finished_; }

    // Why it does not work, in words.
    std::string const& problem() const noexcept { return problem_; }

private:
    explicit tls_session(SSL* made);
    bool read(std::string& plain);
    bool write_waiting();
    bool fail();

    std::unique_ptr<SSL, decltype(&::SSL_free)> session_;
    std::string waiting_; // to be said, before the handshake is over
    std::string problem_;
    bool is_finished_ = false;
};

} // namespace yonder::net

#endif
