// SPDX-License-Identifier: BSL-1.0
#include "tls_session.hpp"

#include "tls_context.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <new>

namespace yonder::net {

tls_session::tls_session(SSL* made) : session_(made, &::SSL_free) {
    BIO* const in = made ? ::BIO_new(::BIO_s_mem()) : nullptr;
    BIO* const out = in ? ::BIO_new(::BIO_s_mem()) : nullptr;
    if (!out) {
        ::BIO_free(in);
        throw std::bad_alloc();
    }
    ::SSL_set_bio(made, in, out); // which owns them
}

tls_session::tls_session(SSL_CTX& context) : tls_session(::SSL_new(&context)) {
    ::SSL_set_accept_state(session_.get());
}

tls_session::tls_session(SSL_CTX& context, std::string const& host) : tls_session(::SSL_new(&context)) {
    SSL* const session = session_.get();
    ::SSL_set_connect_state(session);
    X509_VERIFY_PARAM* const wanted = ::SSL_get0_param(session);
    if (::X509_VERIFY_PARAM_set1_ip_asc(wanted, host.c_str()) != 1) { // no address, so a name
        ::ERR_clear_error();
        ::X509_VERIFY_PARAM_set_hostflags(wanted, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
        ::SSL_set1_host(session, host.c_str());
        ::SSL_ctrl(session, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                   const_cast<char*>(host.c_str())); // what the macro for it casts away in the old style
    }
    read(waiting_); // so that the first words of the handshake are there; nothing has come to be read
}

bool tls_session::receive(std::string_view bytes, std::string& plain) {
    ::ERR_clear_error();
    while (!bytes.empty()) {
        int const size = static_cast<int>(std::min<std::size_t>(bytes.size(), 1 << 30));
        if (::BIO_write(::SSL_get_rbio(session_.get()), bytes.data(), size) != size)
            return fail();
        bytes.remove_prefix(static_cast<std::size_t>(size));
    }
    return read(plain) && write_waiting();
}

bool tls_session::read(std::string& plain) {
    std::array<char, 16 * 1024> buffer;
    for (;;) {
        int const size = ::SSL_read(session_.get(), buffer.data(), static_cast<int>(buffer.size()));
        if (size > 0) {
            plain.append(buffer.data(), static_cast<std::size_t>(size));
            continue;
        }
        int const why = ::SSL_get_error(session_.get(), size);
        if (why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE)
            return true;
        is_finished_ = why == SSL_ERROR_ZERO_RETURN;
        return is_finished_ || fail();
    }
}

bool tls_session::send(std::string_view plain) {
    waiting_ += plain;
    return !is_established() || write_waiting();
}

bool tls_session::write_waiting() {
    if (!is_established())
        return true;
    std::string_view rest = waiting_;
    while (!rest.empty()) {
        int const size = static_cast<int>(std::min<std::size_t>(rest.size(), 1 << 30));
        int const written = ::SSL_write(session_.get(), rest.data(), size);
        if (written <= 0)
            return fail();
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    waiting_.clear();
    if (waiting_.capacity() > 64 * 1024)
        waiting_.shrink_to_fit();
    return true;
}

void tls_session::finish() {
    if (is_established() && problem_.empty())
        ::SSL_shutdown(session_.get());
    ::ERR_clear_error();
}

void tls_session::take_output(std::string& bytes) {
    char* data = nullptr;
    BIO* const out = ::SSL_get_wbio(session_.get());
    long const size = ::BIO_ctrl(out, BIO_CTRL_INFO, 0, &data);
    if (size > 0)
        bytes.append(data, static_cast<std::size_t>(size));
    ::BIO_ctrl(out, BIO_CTRL_RESET, 0, nullptr);
}

bool tls_session::fail() {
    if (!problem_.empty())
        return false;
    long const verdict = ::SSL_get_verify_result(session_.get());
    problem_ = verdict != X509_V_OK
                   ? std::string("the certificate of the server is not for this host, or signed by nobody who is "
                                 "trusted here: see ca_file (") +
                         ::X509_verify_cert_error_string(verdict) + ")"
                   : tls_problem();
    return false;
}

} // namespace yonder::net
