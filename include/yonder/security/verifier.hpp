// SPDX-License-Identifier: BSL-1.0
#ifndef YONDER_SECURITY_VERIFIER_HPP
#define YONDER_SECURITY_VERIFIER_HPP

#include <yonder/security/key.hpp>
#include <yonder/security/signable.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace yonder::security {

struct verifier_options {
    // Who may sign. Several that are valid at once let keys be replaced without a gap: add the new one here, let the
    // others sign with it, remove the old one.
    std::vector<key> keys{};

    std::chrono::seconds window{300}; // how old a signature may be
    std::chrono::seconds skew{30};    // how far ahead the clock of the other side may be

    // Nonces of each key that are remembered, for the window and twice the skew. When there is no room for one more,
    // its requests are refused until there is: at first above 2,700 a second for minutes.
    std::size_t max_nonces = 1'000'000;

    // The authorities that this server goes by ("shop.example:8443"). If there are any, a signature must cover
    // @authority, and it must be one of these: so what was meant for another server with the same keys is refused.
    std::vector<std::string> authorities{};

    // What the time is; null for the system's clock.
    std::function<std::chrono::system_clock::time_point()> now{};
};

// What a verifier has found out.
struct verdict {
    bool is_signed = false; // at all
    std::string problem{};  // why the signature is no good; empty if it is
    std::string key_id{};   // whose it is

    // The digest that the content must have, as is to be seen when it has come: see content_problem().
    std::string digest{};
};

// Verifies requests that are signed as RFC 9421 has it. A signature must cover @method, the path and the query, the
// digest of the content (RFC 9530: sha-256 or sha-512) if the request may have any, and each field that is believed
// (content-type, idempotency-key, prefer, baggage, authorization, those that begin with connect- and with yonder-) if
// it is there; it must have `created` and `nonce`, and be new. Of several signatures the first counts whose key is
// known. Any thread may use it.
class verifier {
public:
    // Throws std::invalid_argument without a key, or if two have the same id.
    explicit verifier(verifier_options options);
    ~verifier();

    // Looks at the head of a request. One that is good is remembered, and not good again.
    verdict verify(signable const& what) const;

    // What is wrong with the content of a request with this digest; empty if nothing is.
    static std::string content_problem(std::string_view digest, std::string_view content);

private:
    struct state;
    std::unique_ptr<state> state_;
};

} // namespace yonder::security

#endif
