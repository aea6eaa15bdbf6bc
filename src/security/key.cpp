// SPDX-License-Identifier: BSL-1.0
#include <yonder/security/key.hpp>

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/pem.h>

#include <array>
#include <stdexcept>
#include <utility>

namespace yonder::security {
namespace {

constexpr std::size_t least_secret = 32; // bytes: RFC 2104 wants as many as the hash has
constexpr int least_rsa = 2048;          // bits

template <auto Free>
struct freed {
    template <class T>
    void operator()(T* one) const noexcept {
        Free(one);
    }
};
using key_pointer = std::unique_ptr<EVP_PKEY, freed<&::EVP_PKEY_free>>;
using mac_pointer = std::unique_ptr<EVP_MAC_CTX, freed<&::EVP_MAC_CTX_free>>;
using digest_pointer = std::unique_ptr<EVP_MD_CTX, freed<&::EVP_MD_CTX_free>>;

unsigned char const* bytes_of(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

[[noreturn]] void refuse(std::string const& id, std::string const& why) {
    ::ERR_clear_error();
    throw std::invalid_argument("the key \"" + id + "\" " + why);
}

[[noreturn]] void fail(char const* what) {
    ::ERR_clear_error();
    throw std::runtime_error(std::string("OpenSSL cannot ") + what);
}

// With the secret in it, to be copied for each use, which is quicker than to begin anew.
mac_pointer make_mac(std::string_view secret) {
    std::unique_ptr<EVP_MAC, freed<&::EVP_MAC_free>> const hmac(::EVP_MAC_fetch(nullptr, "HMAC", nullptr));
    mac_pointer made(hmac ? ::EVP_MAC_CTX_new(hmac.get()) : nullptr);
    char digest[] = "SHA256";
    std::array const parameters{::OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                                ::OSSL_PARAM_construct_end()};
    if (!made || ::EVP_MAC_init(made.get(), bytes_of(secret), secret.size(), parameters.data()) != 1)
        fail("make an HMAC with SHA-256");
    return made;
}

// A passphrase is never asked for at a terminal.
int no_passphrase(char*, int, int, void*) { return -1; }

} // namespace

struct key::state {
    std::string id;
    security::algorithm algorithm = algorithm::hmac_sha256;
    bool can_sign = true;
    mac_pointer mac;
    key_pointer pair;

    EVP_MD const* digest() const { return algorithm == algorithm::rsa_sha256 ? ::EVP_sha256() : nullptr; }
};

key key::shared_secret(std::string id, std::string_view secret) {
    if (id.empty())
        refuse(id, "has no id, by which others would know it");
    if (secret.size() < least_secret)
        refuse(id, "has " + std::to_string(secret.size()) + " bytes, less than the " + std::to_string(least_secret) +
                       " that a shared secret must have: make one with: openssl rand -base64 48");
    auto made = std::make_shared<state>();
    made->id = std::move(id);
    made->mac = make_mac(secret);
    return key(std::move(made));
}

key key::private_key(std::string id, std::string_view pem) { return from_pem(std::move(id), pem, true); }
key key::public_key(std::string id, std::string_view pem) { return from_pem(std::move(id), pem, false); }

key key::from_pem(std::string id, std::string_view pem, bool is_private) {
    if (id.empty())
        refuse(id, "has no id, by which others would know it");
    std::string const wanted = is_private ? "private" : "public";
    std::unique_ptr<BIO, freed<&::BIO_free_all>> const source(
        ::BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    key_pointer pair(!source      ? nullptr
                     : is_private ? ::PEM_read_bio_PrivateKey(source.get(), nullptr, &no_passphrase, nullptr)
                                  : ::PEM_read_bio_PUBKEY(source.get(), nullptr, &no_passphrase, nullptr));
    if (!pair)
        refuse(id, "is no " + wanted + " key in PEM without a passphrase");
    auto made = std::make_shared<state>();
    made->id = std::move(id);
    made->can_sign = is_private;
    if (::EVP_PKEY_get_base_id(pair.get()) == EVP_PKEY_ED25519)
        made->algorithm = algorithm::ed25519;
    else if (::EVP_PKEY_get_base_id(pair.get()) == EVP_PKEY_RSA)
        made->algorithm = algorithm::rsa_sha256;
    else
        refuse(made->id, "is neither Ed25519 nor RSA: make one with: openssl genpkey -algorithm ed25519");
    if (made->algorithm == algorithm::rsa_sha256 && ::EVP_PKEY_get_bits(pair.get()) < least_rsa)
        refuse(made->id, "is RSA of less than " + std::to_string(least_rsa) + " bits");
    made->pair = std::move(pair);
    return key(std::move(made));
}

std::string const& key::id() const noexcept { return state_->id; }
algorithm key::algorithm() const noexcept { return state_->algorithm; }
bool key::can_sign() const noexcept { return state_->can_sign; }

std::string key::sign(std::string_view bytes) const {
    if (!state_->can_sign)
        throw std::logic_error("the key \"" + state_->id + "\" is a public one, and signs nothing");
    std::string signature;
    std::size_t size = 0;
    if (state_->mac) {
        mac_pointer const mac(::EVP_MAC_CTX_dup(state_->mac.get()));
        signature.resize(32);
        if (!mac || ::EVP_MAC_update(mac.get(), bytes_of(bytes), bytes.size()) != 1 ||
            ::EVP_MAC_final(mac.get(), bytes_of(signature), &size, signature.size()) != 1)
            fail("make a signature");
        return signature;
    }
    digest_pointer const context(::EVP_MD_CTX_new());
    if (!context || ::EVP_DigestSignInit(context.get(), nullptr, state_->digest(), nullptr, state_->pair.get()) != 1 ||
        ::EVP_DigestSign(context.get(), nullptr, &size, bytes_of(bytes), bytes.size()) != 1)
        fail("make a signature");
    signature.resize(size);
    if (::EVP_DigestSign(context.get(), bytes_of(signature), &size, bytes_of(bytes), bytes.size()) != 1)
        fail("make a signature");
    signature.resize(size);
    return signature;
}

bool key::verify(std::string_view bytes, std::string_view signature) const {
    if (state_->mac) {
        std::string const expected = sign(bytes);
        return expected.size() == signature.size() &&
               ::CRYPTO_memcmp(expected.data(), signature.data(), expected.size()) == 0;
    }
    digest_pointer const context(::EVP_MD_CTX_new());
    if (!context || ::EVP_DigestVerifyInit(context.get(), nullptr, state_->digest(), nullptr, state_->pair.get()) != 1)
        fail("verify a signature");
    bool const is_good =
        ::EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(bytes), bytes.size()) == 1;
    ::ERR_clear_error();
    return is_good;
}

} // namespace yonder::security
