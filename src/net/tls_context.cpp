// SPDX-License-Identifier: BSL-1.0
#include "tls_context.hpp"

#include "../call/percent.hpp"

#include <yonder/call/trace.hpp>

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <stdexcept>
#include <system_error>

namespace yonder::net {
namespace {

tls_context make_context(SSL_METHOD const* method) {
    tls_context made(::SSL_CTX_new(method), &::SSL_CTX_free);
    if (!made)
        throw std::invalid_argument("TLS cannot be used: " + tls_problem());
    ::SSL_CTX_set_min_proto_version(made.get(), TLS1_2_VERSION);
    ::SSL_CTX_set_mode(made.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                       SSL_MODE_RELEASE_BUFFERS); // 34 KB of each idle connection
    ::SSL_CTX_set_options(made.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    ::ERR_clear_error();
    return made;
}

bool use(SSL_CTX* context, std::string const& certificate_file, std::string const& key_file) {
    return ::SSL_CTX_use_certificate_chain_file(context, certificate_file.c_str()) == 1 &&
           ::SSL_CTX_use_PrivateKey_file(context, key_file.c_str(), SSL_FILETYPE_PEM) == 1 &&
           ::SSL_CTX_check_private_key(context) == 1;
}

} // namespace

std::string tls_problem() {
    unsigned long const first = ::ERR_peek_error();
    ::ERR_clear_error();
    if (ERR_SYSTEM_ERROR(first))
        return std::generic_category().message(ERR_GET_REASON(first));
    char const* const reason = ::ERR_reason_error_string(first);
    return reason ? reason : "the files do not go together";
}

tls_context make_server_context(std::string const& certificate_file, std::string const& key_file,
                                std::string const& client_ca_file) {
    if (certificate_file.empty() || key_file.empty())
        throw std::invalid_argument("TLS needs a certificate_file and a key_file");
    tls_context made = make_context(::TLS_server_method());
    if (!use(made.get(), certificate_file, key_file))
        throw std::invalid_argument("the certificate \"" + certificate_file + "\" or the key \"" + key_file +
                                    "\" cannot be used: " + tls_problem());
    if (client_ca_file.empty())
        return made;
    auto* const names = ::SSL_load_client_CA_file(client_ca_file.c_str()); // the context takes it
    if (!names || ::SSL_CTX_load_verify_locations(made.get(), client_ca_file.c_str(), nullptr) != 1)
        throw std::invalid_argument("the client_ca_file \"" + client_ca_file + "\" cannot be used: " + tls_problem());
    ::SSL_CTX_set_client_CA_list(made.get(), names);
    ::SSL_CTX_set_verify(made.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    constexpr unsigned char which[] =
        "yonder"; // without one, sessions are not resumed where certificates are asked for
    ::SSL_CTX_set_session_id_context(made.get(), which, sizeof which - 1);
    return made;
}

namespace {

// As it is, but for bytes that could be taken for others; of one without a name, or with a very long one, its digest.
std::string sender_name(std::string const& found, X509 const& shown) {
    constexpr std::size_t longest = 200;
    std::string text;
    append_encoded(text, found, is_visible);
    if (!text.empty() && text.size() <= longest)
        return text;
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    text = "sha256:";
    if (::X509_digest(&shown, ::EVP_sha256(), digest, &size) == 1)
        text += to_hexadecimal(digest, size);
    return text;
}

} // namespace

std::string name_of_peer(SSL const* session) {
    std::unique_ptr<X509, decltype(&::X509_free)> const shown(::SSL_get1_peer_certificate(session), &::X509_free);
    if (!shown || ::SSL_get_verify_result(session) != X509_V_OK)
        return {};
    auto const text_of = [](ASN1_STRING const* value) {
        return std::string(reinterpret_cast<char const*>(::ASN1_STRING_get0_data(value)),
                           static_cast<std::size_t>(::ASN1_STRING_length(value)));
    };
    std::string found;
    auto* const names =
        static_cast<GENERAL_NAMES*>(::X509_get_ext_d2i(shown.get(), NID_subject_alt_name, nullptr, nullptr));
    for (int i = 0; found.empty() && i < sk_GENERAL_NAME_num(names); ++i) {
        GENERAL_NAME const* const one = sk_GENERAL_NAME_value(names, i);
        if (one->type == GEN_URI || one->type == GEN_DNS || one->type == GEN_EMAIL)
            found = text_of(one->d.ia5);
    }
    ::GENERAL_NAMES_free(names);
    X509_NAME const* const subject = ::X509_get_subject_name(shown.get());
    int const at = found.empty() ? ::X509_NAME_get_index_by_NID(subject, NID_commonName, -1) : -1;
    if (at >= 0)
        found = text_of(::X509_NAME_ENTRY_get_data(::X509_NAME_get_entry(subject, at)));
    return sender_name(found, *shown);
}

tls_context make_client_context(std::string const& ca_file, std::string const& certificate_file,
                                std::string const& key_file) {
    tls_context made = make_context(::TLS_client_method());
    ::SSL_CTX_set_verify(made.get(), SSL_VERIFY_PEER, nullptr);
    bool const is_trusting = ca_file.empty()
                                 ? ::SSL_CTX_set_default_verify_paths(made.get()) == 1
                                 : ::SSL_CTX_load_verify_locations(made.get(), ca_file.c_str(), nullptr) == 1;
    if (!is_trusting)
        throw std::invalid_argument("the ca_file \"" + ca_file + "\" cannot be used: " + tls_problem());
    if (!certificate_file.empty() && !use(made.get(), certificate_file, key_file))
        throw std::invalid_argument(
            "the certificate_file \"" + certificate_file + "\" or the key_file \"" + key_file +
            "\" of this side cannot be used: see that they are PEM and go together: " + tls_problem());
    return made;
}

} // namespace yonder::net
