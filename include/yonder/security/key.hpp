// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SECURITY_KEY_HPP
#define YONDER_SECURITY_KEY_HPP

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace yonder::security {

enum class algorithm : std::uint8_t {
    hmac_sha256, // RFC 2104 with SHA-256: one secret that both sides have
    ed25519,     // RFC 8032
    rsa_sha256   // RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017), keys of at least 2048 bits
};

// A key that signs, verifies, or both, and the name that others know it by. Its type decides the algorithm: nobody who
// sends a signature does. Cheap to copy; any thread may use it. No text of an error has the key in it.
class key {
public:
    // Both sides have the secret, of at least 32 bytes: std::invalid_argument if it is shorter.
    static key shared_secret(std::string id, std::string_view secret);

    // Signs and verifies. An Ed25519 or RSA key in PEM (PKCS #8). Throws std::invalid_argument if it is none of these.
    static key private_key(std::string id, std::string_view pem);

    // Verifies. The same in PEM (SubjectPublicKeyInfo).
    static key public_key(std::string id, std::string_view pem);

    std::string const& id() const noexcept;
    security::algorithm algorithm() const noexcept;
    bool can_sign() const noexcept;

    // The signature of the bytes. Throws std::logic_error of a public key.
    std::string sign(std::string_view bytes) const;

    // Whether the signature is of these bytes. Takes as long whether it is or not.
    bool verify(std::string_view bytes, std::string_view signature) const;

private:
    struct state;
    explicit key(std::shared_ptr<state const> made) : state_(std::move(made)) {}
    static key from_pem(std::string id, std::string_view pem, bool is_private);

    std::shared_ptr<state const> state_;
};

} // namespace yonder::security

#endif
