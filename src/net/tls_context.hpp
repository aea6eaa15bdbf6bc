// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SRC_NET_TLS_CONTEXT_HPP
#define YONDER_SRC_NET_TLS_CONTEXT_HPP

#include <openssl/ssl.h>

#include <memory>
#include <string>

namespace yonder::net {

using tls_context = std::unique_ptr<SSL_CTX, decltype(&::SSL_CTX_free)>;

// What OpenSSL complained about first, in words; forgets the rest.
std::string tls_problem();

// TLS 1.2 and later with this certificate chain and key, in PEM. With `client_ca_file`, peers must show a certificate
// that these authorities have signed. Throws std::invalid_argument if they cannot be used.
tls_context make_server_context(std::string const& certificate_file, std::string const& key_file,
                                std::string const& client_ca_file = {});

// For clients: the peer must have a certificate that these authorities signed, the system's if `ca_file` is empty. This
// side's own certificate is shown to a server that asks, if there is one. Throws as above.
tls_context make_client_context(std::string const& ca_file, std::string const& certificate_file,
                                std::string const& key_file);

// Whom the certificate is for that the peer has shown and that was verified: its first alternative name (a URI, a DNS
// name or a mail address) or else its common name, percent-encoded where it is not visible ASCII; of one that has
// neither, or one of over 200 characters, "sha256:" and its digest. Empty if it showed none.
std::string name_of_peer(SSL const* session);

} // namespace yonder::net

#endif
